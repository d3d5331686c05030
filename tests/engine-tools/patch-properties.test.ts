// Random trees and random edits: the patch that describes an edit makes it; a patch that fails makes nothing.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyPlan } from '../../packages/engine/src/tools/patch/apply.ts';
import { PatchError, parsePatch } from '../../packages/engine/src/tools/patch/parse.ts';
import { planPatch } from '../../packages/engine/src/tools/patch/plan.ts';

type Tree = ReadonlyMap<string, readonly string[]>;

const line = fc.string({ unit: fc.constantFrom(...'ab @+-*é\t'), maxLength: 6 });
const path = fc.constantFrom('a', 'b', 'c', 'd/a', 'd/b', 'd/e/a', 'f');
const content = fc.array(line, { minLength: 1, maxLength: 12 });
const tree: fc.Arbitrary<Tree> = fc
  .uniqueArray(fc.tuple(path, content), { selector: ([name]) => name, maxLength: 6 })
  .map((files) => new Map(files));

/** What happens to one file: its new lines (null: deleted), and its new place. */
interface Edit {
  readonly name: string;
  readonly lines: readonly string[] | null;
  readonly moveTo: string | undefined;
}

function editsOf(files: Tree): fc.Arbitrary<Edit[]> {
  const one = ([name, old]: [string, readonly string[]]) =>
    fc.oneof(
      fc.constant<Edit[]>([]),
      fc.constant<Edit[]>([{ name, lines: null, moveTo: undefined }]),
      fc
        .tuple(
          fc.array(fc.option(content, { freq: 4 }), { minLength: old.length, maxLength: old.length }),
          fc.boolean(),
        )
        .map(([replaced, moved]): Edit[] => {
          const lines = old.flatMap((text, index) => replaced[index]?.slice(0, 2) ?? text);
          return [{ name, lines, moveTo: moved ? `moved/${name}` : undefined }];
        }),
    );
  return fc.tuple(...[...files].map(one)).map((edits) => edits.flat());
}

/** The whole old file as context and removals: longer than a model would write, and never ambiguous. */
function writeUpdate(edit: Edit, old: readonly string[]): string {
  const fresh = edit.lines ?? [];
  const kept = old.findIndex((text, index) => text !== fresh[index]);
  const same = kept < 0 ? Math.min(old.length, fresh.length) : kept;
  const body = [
    ...old.slice(0, same).map((text) => ` ${text}`),
    ...old.slice(same).map((text) => `-${text}`),
    ...fresh.slice(same).map((text) => `+${text}`),
  ];
  const move = edit.moveTo === undefined ? [] : [`*** Move to: ${edit.moveTo}`];
  return [`*** Update File: ${edit.name}`, ...move, '@@', ...body].join('\n');
}

function writePatch(files: Tree, edits: readonly Edit[], added: Tree): string {
  const adds = [...added].map(
    ([name, lines]) => `*** Add File: ${name}\n${lines.map((text) => `+${text}`).join('\n')}`,
  );
  const changes = edits.map((edit) =>
    edit.lines === null ? `*** Delete File: ${edit.name}` : writeUpdate(edit, files.get(edit.name) ?? []),
  );
  return ['*** Begin Patch', ...changes, ...adds, '*** End Patch'].join('\n');
}

function expectedTree(files: Tree, edits: readonly Edit[], added: Tree): Record<string, string> {
  const result = new Map(files);
  for (const { name, lines, moveTo } of edits) {
    result.delete(name);
    if (lines !== null) result.set(moveTo ?? name, lines);
  }
  for (const [name, lines] of added) result.set(name, lines);
  return Object.fromEntries([...result].map(([name, lines]) => [name, lines.map((text) => `${text}\n`).join('')]));
}

function readTree(root: string): Record<string, string> {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    entries.map((entry) => {
      const file = join(entry.parentPath, entry.name);
      return [relative(root, file), readFileSync(file, 'utf8')];
    }),
  );
}

async function inTree<T>(files: Tree, work: (root: string) => Promise<T>): Promise<T> {
  const root = mkdtempSync(join(tmpdir(), 'patch-'));
  try {
    for (const [name, lines] of files) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), lines.map((text) => `${text}\n`).join(''));
    }
    return await work(root);
  } finally {
    rmSync(root, { recursive: true });
  }
}

async function apply(patch: string, root: string): Promise<void> {
  await applyPlan(await planPatch(parsePatch(patch), root));
}

const scenario = tree.chain((files) =>
  fc.record({
    files: fc.constant(files),
    edits: editsOf(files),
    added: tree.map((more) => new Map([...more].map(([name, lines]) => [`added/${name}`, lines]))),
  }),
);

test('a patch makes the tree that it describes', async () => {
  await fc.assert(
    fc.asyncProperty(scenario, async ({ files, edits, added }) => {
      await inTree(files, async (root) => {
        await apply(writePatch(files, edits, added), root);
        expect(readTree(root)).toEqual(expectedTree(files, edits, added));
      });
    }),
    { numRuns: 150 },
  );
});

const spoilers = [
  '*** Update File: a\n@@\n-nobody wrote this\n+x',
  '*** Delete File: not-there',
  '*** Add File: added/a/x\n+1\n*** Add File: added/a/x/y\n+1',
  '*** Bogus',
];

test('a patch that fails leaves the tree as it was', async () => {
  await fc.assert(
    fc.asyncProperty(scenario, fc.constantFrom(...spoilers), async ({ files, edits, added }, spoiler) => {
      await inTree(files, async (root) => {
        const before = readTree(root);
        const patch = writePatch(files, edits, added).replace(/\n\*\*\* End Patch$/, `\n${spoiler}\n*** End Patch`);
        await expect(apply(patch, root)).rejects.toBeInstanceOf(PatchError);
        expect(readTree(root)).toEqual(before);
      });
    }),
    { numRuns: 150 },
  );
});

test('whatever is no patch is refused as one', () => {
  const junk = fc.array(
    fc.constantFrom(
      ...[
        '*** Begin Patch',
        '*** End Patch',
        '*** Add File: a',
        '*** Delete File: b',
        '*** Update File: c',
        '@@',
        '@@ x',
      ],
      ...['*** Move to: d', '*** End of File', '+a', '-b', ' c', '', '***', "<<'EOF'", 'EOF', 'junk', '\r'],
    ),
  );
  fc.assert(
    fc.property(
      fc.oneof(
        junk.map((lines) => lines.join('\n')),
        fc.string(),
      ),
      (text) => {
        try {
          parsePatch(text);
        } catch (error) {
          expect(error).toBeInstanceOf(PatchError);
        }
      },
    ),
    { numRuns: 2000 },
  );
});
