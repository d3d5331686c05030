// Every event that the documents name has a frame that an EventSource reads: its name, one line of JSON, the documented
// fields. The numbers are those of the checklist of the documents; the scenarios are in tests/rest/sse-events.test.ts.
import { serverNotifications, serverRequests } from '@codex/protocol/methods.ts';
import { exampleOf } from '@codex/testkit/json-schema-example.ts';
import { expect, test } from 'vitest';
import { derivedEvents, olderTwins } from './derive.ts';
import type { LoggedEvent } from './event-rows.ts';
import type { EventSource } from './event-source.ts';
import type { ServerMessage } from './messages.ts';
import { frameOf } from './sse-frame.ts';
import { emptyLedger, record } from './turn-ledger.ts';

const source = { kind: 'thread', threadId: 't', numberOf: () => 7 } as unknown as EventSource;

/** What a client reads. */
function framed(message: ServerMessage): { event: string; id: string; data: Record<string, unknown> } {
  const event: LoggedEvent = {
    threadId: 't',
    seq: 7,
    place: 9,
    at: 0,
    derived: false,
    connection: 'c0ffee',
    expires: null,
    message,
  };
  const text = String(frameOf(event, source, 'abcdefabcdef', 'rest'));
  const match = /^id: (\S+)\nevent: (\S+)\ndata: (.+)\n\n$/.exec(text);
  expect(match, text).not.toBeNull();
  return { id: match?.[1] ?? '', event: match?.[2] ?? '', data: JSON.parse(match?.[3] ?? '') };
}

/** An event of the protocol, with every field that its schema has. */
function example(method: string): ServerMessage {
  const ask = serverRequests[method as keyof typeof serverRequests];
  const schema = ask?.params ?? serverNotifications[method as keyof typeof serverNotifications];
  const params = exampleOf(schema, 'x\ny') as Record<string, unknown>;
  return { method, params, ...(ask && { id: 3 }) };
}

test.each([
  ['W037', 'thread/started', ['thread_id', 'model', 'thread']],
  ['W038', 'thread/tokenUsage/updated', ['input_tokens', 'output_tokens', 'turn_id']],
  ['W040', 'turn/started', ['turn_id', 'turn']],
  ['W041', 'turn/completed', ['turn_id', 'status']],
  ['W042', 'turn/diff/updated', ['turn_id', 'diff']],
  ['W043', 'turn/plan/updated', ['turn_id', 'plan', 'plan_text', 'explanation']],
  ['W044', 'item/started', ['item_id', 'item_type', 'item']],
  ['W045', 'item/completed', ['item_id', 'item_type', 'item']],
  ['W046', 'item/agentMessage/delta', ['item_id', 'delta']],
  ['W047', 'item/commandExecution/outputDelta', ['item_id', 'output', 'delta']],
  ['W048', 'item/commandExecution/requestApproval', ['item_id', 'reason', 'approval_id', 'request_id', 'expires_at']],
  ['W049', 'item/fileChange/requestApproval', ['reason', 'grant_root', 'approval_id', 'request_id', 'expires_at']],
  ['W052', 'mcpServer/oauthLogin/completed', ['name', 'success', 'error']],
  ['W053', 'deprecationNotice', ['summary', 'details']],
  ['W054', 'error', ['error', 'will_retry', 'turn_id']],
  ['W055', 'item/reasoning/summaryTextDelta', ['item_id', 'delta', 'summary_index']],
  ['W056', 'item/reasoning/summaryPartAdded', ['item_id', 'summary_index']],
  ['W057', 'item/reasoning/textDelta', ['item_id', 'delta', 'content_index']],
  ['W058', 'item/plan/delta', ['item_id', 'delta']],
  ['W059', 'item/mcpToolCall/progress', ['item_id', 'message']],
  ['W060', 'item/commandExecution/terminalInteraction', ['item_id', 'process_id', 'stdin']],
  ['W061', 'account/updated', ['auth_mode', 'plan_type']],
  ['W062', 'account/rateLimits/updated', ['rate_limits']],
  ['W063', 'account/login/completed', ['login_id', 'success', 'error']],
  ['W064', 'thread/name/updated', ['thread_name']],
  ['W065', 'thread/status/changed', ['status']],
  ['W066', 'thread/archived', []],
  ['W067', 'thread/unarchived', []],
  ['W068', 'configWarning', ['summary', 'details']],
  ['W069', 'model/rerouted', ['from_model', 'to_model', 'reason']],
  ['W070', 'rawResponseItem/completed', ['turn_id', 'item']],
  ['W071', 'app/list/updated', ['data']],
  ['W072', 'fuzzyFileSearch/sessionUpdated', ['session_id', 'query', 'files']],
  ['W073', 'fuzzyFileSearch/sessionCompleted', ['session_id']],
  ['W074', 'windows/worldWritableWarning', ['sample_paths', 'extra_count', 'failed_scan']],
  ['W075', 'windowsSandbox/setupCompleted', ['mode', 'success', 'error']],
])('%s: %s', (_, method, fields) => {
  const { event, id, data } = framed(example(method));
  expect({ event, id }).toEqual({ event: method, id: 'abcdefabcdef-7' });
  expect(Object.keys(data)).toEqual(expect.arrayContaining(['thread_id', ...fields]));
});

const turn = { threadId: 't', turnId: 'u' };

/** What the log tells besides the messages. */
function derived(...messages: ServerMessage[]): ServerMessage[] {
  const ledger = emptyLedger();
  return messages.flatMap((message) => {
    const told = derivedEvents(ledger, message, () => 2);
    record(ledger, message, null);
    return told;
  });
}

test.each([
  [
    'W039',
    'thread/compacted',
    derived(
      { method: 'item/completed', params: { ...turn, item: { id: 'c', type: 'contextCompaction' } } },
      { method: 'turn/completed', params: { threadId: 't', turn: { id: 'u' } } },
    ),
    ['removed_turns', 'saved_tokens'],
  ],
  [
    'W051',
    'item/fileChange/outputDelta',
    derived({
      method: 'item/started',
      params: {
        ...turn,
        item: { id: 'i', type: 'fileChange', changes: [{ path: '/a', diff: '+', kind: { type: 'add' } }] },
      },
    }),
    ['item_id', 'delta', 'file_path', 'change_type'],
  ],
  ['W076', 'authStatusChange', olderTwins(example('account/updated')), ['auth_method']],
  ['W077', 'loginChatGptComplete', olderTwins(example('account/login/completed')), ['login_id', 'success', 'error']],
] as const)('%s: %s, made by this server', (_, method, told, fields) => {
  expect(told).toHaveLength(1);
  const [message = example('error')] = told;
  const { event, data } = framed(message);
  expect(event).toBe(method);
  expect(Object.keys(data)).toEqual(expect.arrayContaining(['thread_id', ...fields]));
});
