// sse-views.ts: every documented example of an event is part of what is sent.
import { expect, test } from 'vitest';
import type { LoggedEvent } from './event-rows.ts';
import { mergeDeltas } from './sse-frame.ts';
import { restAsk, restData } from './sse-views.ts';

function logged(method: string, params: Record<string, unknown>, id?: number): LoggedEvent {
  const message = id === undefined ? { method, params, emittedAtMs: 5 } : { method, params, id };
  return { threadId: 't', seq: 1, place: 1, at: 0, derived: false, connection: 'c0ffee', expires: null, message };
}

const ids = { threadId: 't', turnId: 'u', itemId: 'i' };
const usage = { totalTokens: 3, inputTokens: 1, cachedInputTokens: 0, outputTokens: 2, reasoningOutputTokens: 0 };

test.each([
  ['thread/started', { thread: { id: 't', model: 'm' } }, { thread_id: 't', model: 'm' }],
  ['turn/started', { threadId: 't', turn: { id: 'u' } }, { turn_id: 'u', thread_id: 't' }],
  ['turn/completed', { threadId: 't', turn: { id: 'u', status: 'completed' } }, { turn_id: 'u', status: 'success' }],
  [
    'turn/completed',
    { threadId: 't', turn: { id: 'u', status: 'failed', error: { message: 'm', codexErrorInfo: 'other' } } },
    { status: 'failed', error: { message: 'm', codex_error_info: 'other' }, turn: { status: 'failed' } },
  ],
  [
    'thread/tokenUsage/updated',
    { threadId: 't', turnId: 'u', tokenUsage: { total: usage, last: usage } },
    { input_tokens: 1, output_tokens: 2, total_tokens: 3, token_usage: { last: { input_tokens: 1 } } },
  ],
  [
    'turn/plan/updated',
    {
      threadId: 't',
      turnId: 'u',
      plan: [
        { step: 'a', status: 'inProgress' },
        { step: 'b', status: 'pending' },
      ],
    },
    {
      plan: [
        { step: 'a', status: 'inProgress' },
        { step: 'b', status: 'pending' },
      ],
      plan_text: 'a\nb',
    },
  ],
  ['item/started', { ...ids, item: { id: 'i', type: 'agentMessage' } }, { item_id: 'i', item_type: 'agent_message' }],
  ['item/completed', { ...ids, item: { id: 'i', type: 'fileChange' } }, { item_id: 'i', item_type: 'tool_call' }],
  ['item/agentMessage/delta', { ...ids, delta: 'd' }, { item_id: 'i', delta: 'd', turn_id: 'u' }],
  ['item/commandExecution/outputDelta', { ...ids, delta: 'd' }, { item_id: 'i', output: 'd', delta: 'd' }],
  ['turn/diff/updated', { ...ids, diff: 'd' }, { turn_id: 'u', diff: 'd' }],
  ['deprecationNotice', { summary: 's', details: null }, { summary: 's', details: null, thread_id: 'stream' }],
  ['warning', { message: 'm', threadId: null }, { message: 'm', thread_id: 'stream' }],
  ['serverRequest/resolved', { threadId: 't', requestId: 7 }, { request_id: 'c0ffee-7', thread_id: 't' }],
  ['some/newMethod', { threadId: 't', someField: 1 }, { thread_id: 't', someField: 1, emitted_at_ms: 5 }],
])('%s', (method, params, expected) => {
  expect(restData(logged(method, params), 'stream')).toMatchObject(expected);
});

test('an ask says how to answer it, and names the fields that the wire leaves out', () => {
  const ask = logged('item/commandExecution/requestApproval', { ...ids, startedAtMs: 1, command: 'ls' }, 4);
  expect(restAsk(ask, 't')).toMatchObject({
    type: 'item/commandExecution/requestApproval',
    thread_id: 't',
    turn_id: 'u',
    item_id: 'i',
    approval_id: 'i',
    request_id: 'c0ffee-4',
    reason: null,
    proposed_execpolicy_amendment: null,
    created_at: '1970-01-01T00:00:00.000Z',
  });
  const named = logged('item/commandExecution/requestApproval', { ...ids, approvalId: 'a', reason: 'why' }, 4);
  expect(restData(named, 't')).toMatchObject({ approval_id: 'a', reason: 'why' });
});

test('only neighbouring deltas of one item are merged, and the last id counts', () => {
  const delta = (seq: number, itemId: string, text: string) => ({
    ...logged('item/agentMessage/delta', { ...ids, itemId, delta: text }),
    seq,
  });
  const merged = mergeDeltas([delta(1, 'a', '1'), delta(2, 'a', '2'), delta(3, 'b', '3'), delta(4, 'a', '4')]);
  expect(merged.map((event) => [event.seq, event.message.params.delta])).toEqual([
    [2, '12'],
    [3, '3'],
    [4, '4'],
  ]);
});
