// The diff of a turn is for git: applied to the files as they were, it makes them what they are.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyPlan } from '../../packages/engine/src/tools/patch/apply.ts';
import { PatchError, parsePatch } from '../../packages/engine/src/tools/patch/parse.ts';
import { planPatch } from '../../packages/engine/src/tools/patch/plan.ts';
import { createTurnDiff } from '../../packages/engine/src/tools/turn-diff.ts';

const name = fc.constantFrom('a', 'b.txt', 'with space', 'é', 'quo"te', 'tab\there', 'd/a', 'd/e/f');
const line = fc.string({ unit: fc.constantFrom(...'ab -+@\\'), maxLength: 4 });
const text = fc.tuple(fc.array(line, { maxLength: 8 }), fc.boolean()).map(([lines, ended]) => {
  const joined = lines.join('\n');
  return ended && joined !== '' ? `${joined}\n` : joined;
});
const files = fc.uniqueArray(fc.tuple(name, text), { selector: ([path]) => path, maxLength: 5 });

/** One operation of a patch; many of them do not fit the files, and then the patch changes nothing. */
const operation = fc.oneof(
  fc
    .tuple(name, fc.array(line, { minLength: 1, maxLength: 6 }))
    .map(([path, lines]) => `*** Add File: ${path}\n${lines.map((one) => `+${one}`).join('\n')}`),
  name.map((path) => `*** Delete File: ${path}`),
  fc
    .record({ path: name, mark: fc.constantFrom('+', ' '), line, to: fc.option(name, { nil: undefined }) })
    .map(({ path, mark, line: added, to }) =>
      [`*** Update File: ${path}`, ...(to ? [`*** Move to: ${to}`] : []), '@@', `${mark}${added}`].join('\n'),
    ),
);
const patch = fc
  .array(operation, { minLength: 1, maxLength: 3 })
  .map((operations) => `*** Begin Patch\n${operations.join('\n')}\n*** End Patch`);

function readTree(root: string): Record<string, string> {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true });
  const found = entries.map((entry) => ({ file: join(entry.parentPath, entry.name), entry }));
  const kept = found.filter(({ file, entry }) => entry.isFile() && !relative(root, file).startsWith('.git/'));
  return Object.fromEntries(kept.map(({ file }) => [relative(root, file), readFileSync(file, 'utf8')]));
}

function git(cwd: string, args: readonly string[], input = ''): void {
  execFileSync('git', args, { cwd, input, stdio: ['pipe', 'ignore', 'pipe'] });
}

test('git apply accepts the diff of any patches, and makes the same tree', async () => {
  const base = mkdtempSync(join(tmpdir(), 'turn-diff-'));
  let round = 0;
  try {
    await fc.assert(
      fc.asyncProperty(files, fc.array(patch, { minLength: 1, maxLength: 4 }), async (start, patches) => {
        const root = join(base, String(round++));
        mkdirSync(root);
        git(root, ['init', '-q']);
        for (const [path, content] of start) {
          mkdirSync(dirname(join(root, path)), { recursive: true });
          writeFileSync(join(root, path), content);
        }
        cpSync(root, `${root}.old`, { recursive: true });
        const diff = createTurnDiff(root);
        for (const one of patches) {
          try {
            const plan = await planPatch(parsePatch(one), root);
            await applyPlan(plan);
            await diff.record(plan);
          } catch (error) {
            expect(error).toBeInstanceOf(PatchError);
          }
        }
        if (diff.current() !== '') git(`${root}.old`, ['apply', '--whitespace=nowarn', '-'], diff.current());
        expect(readTree(`${root}.old`)).toEqual(readTree(root));
      }),
      { numRuns: 100 },
    );
  } finally {
    rmSync(base, { recursive: true });
  }
});
