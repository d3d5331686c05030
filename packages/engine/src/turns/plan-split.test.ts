import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PlanSplitter, splitPlan } from './plan-split.ts';

test.each([
  ['a\n<proposed_plan>\n# P\n</proposed_plan>\nb', 'a\nb', '# P\n'],
  ['<proposed_plan>\none\n</proposed_plan>', '', 'one\n'],
  ['x\n  <proposed_plan>  \none\n\n  </proposed_plan>  \nend', 'x\nend', 'one\n\n'],
  ['a\n<proposed_plan>\nb\nc', 'a\n', 'b\nc'],
  ['<proposed_plan>\none\n</proposed_plan>\nmid\n<proposed_plan>\ntwo\n</proposed_plan>\n', 'mid\n', 'two\n'],
  ['<proposed_plan>\n</proposed_plan>\n', '', ''],
  ['a <proposed_plan>b</proposed_plan> c', 'a <proposed_plan>b</proposed_plan> c', null],
  ['Before <proposed_plan>\n# Plan\n</proposed_plan>\n', 'Before <proposed_plan>\n# Plan\n</proposed_plan>\n', null],
])('%j', (text, message, plan) => {
  expect(splitPlan(text)).toEqual({ message, plan });
});

const piece = fc.constantFrom('<proposed_plan>', '</proposed_plan>', '\n', ' ', 'word', '<', '</prop', 'osed_plan>');

test('however the stream is cut, it says the same', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), fc.array(fc.nat(30)), (pieces, cuts) => {
      const text = pieces.join('');
      const splitter = new PlanSplitter();
      const told = { message: '', plan: null as string | null };
      let rest = text;
      const deltas = [
        ...cuts.map((cut) => {
          const delta = rest.slice(0, cut);
          rest = rest.slice(cut);
          return delta;
        }),
        rest,
      ];
      for (const { part, text: words } of [...deltas.flatMap((delta) => splitter.add(delta)), ...splitter.end()]) {
        if (part === 'message') told.message += words;
        else told.plan = words === '' ? '' : (told.plan ?? '') + words;
      }
      expect(told).toEqual(splitPlan(text));
    }),
  );
});

test('words that cannot become a tag are told at once', () => {
  const splitter = new PlanSplitter();
  expect(splitter.add('<b>')).toEqual([{ part: 'message', text: '<b>' }]);
  expect(splitter.add(' x\n  <prop')).toEqual([{ part: 'message', text: ' x\n' }]);
  expect(splitter.add('er')).toEqual([{ part: 'message', text: '  <proper' }]);
});
