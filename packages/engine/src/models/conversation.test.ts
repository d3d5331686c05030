import type { ResponseItem } from '@codex/protocol/model/response-item.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { conversationOf } from './conversation.ts';

const words = fc.constantFrom('', ' ', 'one', 'two words');
const message = fc.record({ role: fc.constantFrom('developer', 'user', 'assistant'), words }).map(
  ({ role, words }): ResponseItem => ({
    type: 'message',
    role,
    content: [role === 'assistant' ? { type: 'output_text', text: words } : { type: 'input_text', text: words }],
  }),
);
const thought = fc.constant<ResponseItem>({ type: 'reasoning', summary: [], encrypted_content: 'x' });
/** Calls of one answer, what was said before their outputs, and the outputs. */
const calls = fc.tuple(fc.integer({ min: 1, max: 3 }), fc.array(message, { maxLength: 1 }), fc.boolean());
const other = fc.constantFrom<ResponseItem>(
  { type: 'compaction', encrypted_content: 'x' },
  { type: 'web_search_call' },
  { type: 'other' },
);

const history = fc
  .array(fc.oneof(message, thought, other, calls), { maxLength: 12 })
  .map((pieces) => pieces.flatMap((piece, at) => (Array.isArray(piece) ? answered(at, ...piece) : [piece])));

function answered(at: number, count: number, between: ResponseItem[], custom: boolean): ResponseItem[] {
  const ids = Array.from({ length: count }, (_, n) => `call_${at}_${n}`);
  const call = (call_id: string): ResponseItem =>
    custom
      ? { type: 'custom_tool_call', call_id, name: 'apply_patch', input: 'text' }
      : { type: 'function_call', call_id, name: 'look', arguments: '{}' };
  const output = (call_id: string): ResponseItem => ({
    type: custom ? 'custom_tool_call_output' : 'function_call_output',
    call_id,
    output: `output of ${call_id}`,
  });
  return [...ids.map(call), ...between, ...ids.map(output)];
}

test('whatever the history: user and assistant by turns, the user first, every call answered at once, no part empty', () => {
  fc.assert(
    fc.property(history, fc.boolean(), (input, withCalls) => {
      const { turns } = conversationOf(input, { withCalls });
      expect(turns[0]?.role ?? 'user').toBe('user');
      for (const [at, turn] of turns.entries()) {
        expect(turn.role).not.toBe(turns[at + 1]?.role);
        const size = turn.parts.length + (turn.role === 'user' ? turn.results.length : 0);
        expect(size).toBeGreaterThan(0);
        for (const part of turn.parts) if (part.kind === 'text') expect(part.text.trim()).not.toBe('');
        if (turn.role === 'user') continue;
        const asked = turn.parts.flatMap((part) => (part.kind === 'call' ? [part.callId] : []));
        const next = turns[at + 1];
        expect(next?.role === 'user' ? next.results.map(({ callId }) => callId) : []).toEqual(asked);
      }
    }),
  );
});

test('nothing that was said or done is lost, also when calls are written as text', () => {
  fc.assert(
    fc.property(history, fc.boolean(), (input, withCalls) => {
      const told = JSON.stringify(conversationOf(input, { withCalls }));
      for (const item of input) if ('output' in item) expect(told).toContain(item.output);
      const said = input.flatMap((item) => (item.type === 'message' ? item.content : []));
      for (const part of said) if ('text' in part && part.text.trim()) expect(told).toContain(part.text);
      expect(told.includes('"kind":"call"')).toBe(withCalls && input.some(({ type }) => type.endsWith('_call_output')));
    }),
  );
});
