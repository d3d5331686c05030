import { expect, test } from 'vitest';
import { baseInstructions, baseInstructionsMessage } from './base-instructions.ts';

test('apply_patch is only explained to models that have it', () => {
  expect(baseInstructions({ baseInstructions: null }, { applyPatch: 'freeform' })).toContain('*** Begin Patch');
  expect(baseInstructions({ baseInstructions: null }, { applyPatch: null })).not.toContain('apply_patch');
});

test('config replaces the text', () => {
  expect(baseInstructions({ baseInstructions: 'Mine.' }, { applyPatch: 'freeform' })).toBe('Mine.');
});

test('the message has the same id in every request, another for another text', () => {
  const [one, again, other] = ['a', 'a', 'b'].map(baseInstructionsMessage);
  expect(one).toEqual(again);
  expect(one).not.toEqual(other);
  expect(one).toMatchObject({
    id: expect.stringMatching(/^msg_[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
  });
});
