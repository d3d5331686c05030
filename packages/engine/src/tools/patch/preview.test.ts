import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parsePatch } from './parse.ts';
import { PatchPreview } from './preview.ts';

const word = fc.string({ unit: fc.constantFrom(...'ab *@+-'), maxLength: 5 });
const path = fc.constantFrom('a', 'b', 'c/d', 'e f');
const marked = fc.tuple(fc.constantFrom('+', '-', ' '), word).map(([mark, text]) => mark + text);
const header = fc.constantFrom('@@', '@@ def f():');
const chunk = fc
  .tuple(header, fc.array(marked, { minLength: 1, maxLength: 4 }), fc.boolean())
  .map(([head, lines, atEnd]) => [head, ...lines, ...(atEnd ? ['*** End of File'] : [])]);
const operation = fc.oneof(
  fc
    .tuple(path, fc.array(word, { minLength: 1, maxLength: 3 }))
    .map(([name, lines]) => [`*** Add File: ${name}`, ...lines.map((line) => `+${line}`)]),
  path.map((name) => [`*** Delete File: ${name}`]),
  fc
    .tuple(path, fc.boolean(), fc.array(chunk, { minLength: 1, maxLength: 2 }))
    .map(([name, moved, chunks]) => [
      `*** Update File: ${name}`,
      ...(moved ? [`*** Move to: ${name}.new`] : []),
      ...chunks.flat(),
    ]),
);
const patch = fc
  .array(operation, { minLength: 1, maxLength: 4 })
  .map((operations) => ['*** Begin Patch', ...operations.flat(), '*** End Patch', ''].join('\n'));

function previewOf(...deltas: string[]) {
  const preview = new PatchPreview();
  for (const delta of deltas) preview.take(delta);
  return preview.changes();
}

test('however a patch is cut, the preview of it is the same', () => {
  fc.assert(
    fc.property(patch, fc.array(fc.nat(), { maxLength: 8 }), (text, cuts) => {
      const places = [0, ...cuts.map((cut) => cut % text.length).sort((a, b) => a - b), text.length];
      const deltas = places.slice(1).map((end, index) => text.slice(places[index], end));
      expect(previewOf(...deltas)).toEqual(previewOf(text));
    }),
  );
});

test('a preview of a whole patch names what the patch does', () => {
  fc.assert(
    fc.property(patch, (text) => {
      const names = parsePatch(text).map((operation) => ({
        path: operation.path,
        type: operation.type,
        to: operation.type === 'update' ? (operation.moveTo ?? null) : undefined,
        content: operation.type === 'add' ? operation.content : undefined,
      }));
      const shown = previewOf(text).map(({ path: name, kind, diff }) => ({
        path: name,
        type: kind.type,
        to: kind.type === 'update' ? kind.move_path : undefined,
        content: kind.type === 'add' ? diff : undefined,
      }));
      expect(shown).toEqual(names.sort((one, other) => (one.path < other.path ? -1 : one.path > other.path ? 1 : 0)));
    }),
  );
});

test('an update shows what goes, then what comes', () => {
  const text =
    '*** Begin Patch\n*** Update File: u\n*** Move to: v\n@@ ctx\n keep\n-old\n+new\n@@\n-x\n*** End of File\n+cut';
  const diff = '@@ ctx\n-keep\n-old\n+keep\n+new\n@@\n-x\n*** End of File\n\n\nMoved to: v';
  expect(previewOf(text)).toEqual([{ path: 'u', kind: { type: 'update', move_path: 'v' }, diff }]);
});

test('what is no patch shows nothing; a stray line does not end a patch', () => {
  const preview = new PatchPreview();
  expect(preview.take('hello\n*** Add File: a\n+x\n')).toBe(false);
  expect(preview.changes()).toEqual([]);
  expect(preview.take('*** Begin Patch\n*** Add File: a\n')).toBe(true);
  expect(preview.take('stray\n')).toBe(false);
  expect(preview.take('+x\n')).toBe(true);
  expect(preview.changes()).toEqual([{ path: 'a', kind: { type: 'add' }, diff: 'x\n' }]);
});
