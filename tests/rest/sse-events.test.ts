// The documented events, each in the scenario that makes it: its frame parses and carries what the documents promise.
import { join } from 'node:path';
import { serverNotifications, serverRequests } from '@codex/protocol/methods.ts';
import { functionCall, message } from '@codex/testkit/ev.ts';
import { type MockAnswer, reply } from '@codex/testkit/mock-model-server.ts';
import { expect, test } from 'vitest';
import type { SseEvent } from './client.ts';
import { createSite } from './harness.ts';

const patch = (file: string) => `*** Begin Patch\n*** Add File: ${file}\n+hello\n*** End Patch\n`;
const plan = {
  plan: [
    { step: 'look', status: 'in_progress' },
    { step: 'act', status: 'pending' },
  ],
};

test('at least 27 names, each a word that an EventSource can listen for', () => {
  const names = [...Object.keys(serverNotifications), ...Object.keys(serverRequests)];
  expect(names.length).toBeGreaterThanOrEqual(27);
  for (const name of names) expect(name).toMatch(/^[A-Za-z]+(\/[A-Za-z]+)*$/);
});

/** The events of one turn of these answers. */
async function play(answers: readonly MockAnswer[]): Promise<SseEvent[]> {
  const site = await createSite(answers, { extra: '[tools.update_plan]\nenabled = true\n' });
  const client = await site.start();
  const threadId = await client.thread({ cwd: site.home.cwd });
  const stream = await client.events(threadId);
  await client.turn(threadId, 'go');
  await stream.until('turn/completed');
  for (const { data } of stream.events) expect(data.thread_id).toBe(threadId);
  return stream.events;
}

test('a plain turn: started, tokens, items, deltas that add up, completed', async () => {
  const events = await play([reply(message('abc', { deltas: ['a', 'b', 'c'] }))]);
  const find = (name: string) => events.find(({ event }) => event === name)?.data;
  expect(find('thread/started')).toMatchObject({ thread_id: expect.any(String), model: 'gpt-5.5' });
  expect(find('turn/started')).toMatchObject({ turn_id: expect.any(String), thread_id: expect.any(String) });
  expect(find('thread/tokenUsage/updated')).toMatchObject({
    input_tokens: expect.any(Number),
    output_tokens: expect.any(Number),
  });
  const started = events.filter(({ event }) => event === 'item/started').map(({ data }) => data.item_type);
  expect(started).toEqual(['user_message', 'agent_message']);
  expect(find('item/completed')).toMatchObject({ item_id: expect.any(String) });
  const deltas = events.filter(({ event }) => event === 'item/agentMessage/delta').map(({ data }) => data.delta);
  expect(deltas.join('')).toBe('abc');
  expect(find('turn/completed')).toMatchObject({ turn_id: find('turn/started')?.turn_id, status: 'success' });
});

test('tools: output of commands, plans, patches and their diff', async () => {
  const events = await play([
    reply(functionCall('exec_command', { cmd: 'echo one; sleep 0.4; echo two' }, 'call_1')),
    reply(functionCall('update_plan', plan, 'call_2')),
    reply(functionCall('exec_command', { cmd: `apply_patch <<'EOF'\n${patch('new.txt')}EOF` }, 'call_3')),
    reply(message('end')),
  ]);
  const find = (name: string) => events.find(({ event }) => event === name)?.data;
  expect(find('item/commandExecution/outputDelta')).toMatchObject({
    item_id: 'call_1',
    output: expect.stringContaining('one'),
  });
  expect(find('turn/plan/updated')).toMatchObject({
    turn_id: expect.any(String),
    plan: [{ step: 'look' }, { step: 'act' }],
    plan_text: 'look\nact',
  });
  expect(find('turn/diff/updated')).toMatchObject({
    turn_id: expect.any(String),
    diff: expect.stringContaining('new.txt'),
  });
  expect(find('item/fileChange/outputDelta')).toMatchObject({
    item_id: expect.any(String),
    file_path: expect.stringContaining('new.txt'),
    change_type: 'added',
  });
  const change = events.find(
    ({ event, data }) => event === 'item/started' && (data.item as { type: string }).type === 'fileChange',
  );
  expect(change?.data.item_type).toBe('tool_call');
});

test('approvals: commands and patches outside, with the documented fields', async () => {
  const site = await createSite(
    [
      reply(functionCall('exec_command', { cmd: 'touch ran.txt' }, 'call_1')),
      reply(
        functionCall('exec_command', { cmd: `apply_patch <<'EOF'\n${patch('/tmp/outside-of-it.txt')}EOF` }, 'call_2'),
      ),
      reply(message('end')),
    ],
    { approvalPolicy: 'on-request', sandboxMode: 'read-only' },
  );
  const client = await site.start();
  const threadId = await client.thread({ cwd: site.home.cwd, approval_policy: 'untrusted' });
  const stream = await client.events(threadId);
  await client.turn(threadId, 'go');
  const command = await stream.until('item/commandExecution/requestApproval');
  expect(command.data).toMatchObject({
    thread_id: threadId,
    turn_id: expect.any(String),
    item_id: 'call_1',
    reason: null,
  });
  expect(command.data).toHaveProperty('proposed_execpolicy_amendment');
  for (const key of ['approval_id', 'request_id', 'created_at', 'expires_at']) expect(command.data).toHaveProperty(key);
  await client.post(`/api/v2/threads/${threadId}/approvals/call_1`, { decision: 'decline' });
  const file = await stream.until('item/fileChange/requestApproval');
  expect(file.data).toMatchObject({ thread_id: threadId, item_id: expect.any(String) });
  for (const key of ['reason', 'grant_root']) expect(file.data).toHaveProperty(key);
  await client.post(`/api/v2/threads/${threadId}/approvals/${file.data.item_id}`, { decision: 'decline' });
  expect((await stream.until('turn/completed')).data.status).toBe('success');
});

test('a model that fails: error, then turn/completed with the reason', async () => {
  const events = await play([{ status: 400, body: { error: { message: 'no such thing' } } }]);
  expect(events.find(({ event }) => event === 'error')?.data).toMatchObject({
    will_retry: false,
    turn_id: expect.any(String),
  });
  const end = events.find(({ event }) => event === 'turn/completed')?.data;
  expect(end).toMatchObject({ status: 'failed', error: { message: expect.stringContaining('no such thing') } });
});

test('names, the archive and status are told; compaction says what it removed and saved', async () => {
  const site = await createSite([reply(message('one')), reply(message('two')), reply(message('a summary'))]);
  const client = await site.start();
  const threadId = await client.thread({ cwd: site.home.cwd });
  const stream = await client.events(threadId);
  for (const text of ['first', 'second']) {
    const turnId = await client.turn(threadId, text);
    await stream.until(({ event, data }) => event === 'turn/completed' && data.turn_id === turnId);
  }
  const path = `/api/v2/threads/${threadId}`;
  expect((await client.send('PUT', `${path}/name`, { name: 'a name' })).body).toEqual({ success: true });
  expect((await stream.until('thread/name/updated')).data).toMatchObject({ thread_name: 'a name' });
  await stream.until('thread/status/changed');
  const compact = await client.post(`${path}/compact`);
  expect(compact.status, JSON.stringify(compact.body)).toBe(202);
  const compacted = await stream.until('thread/compacted');
  expect(compacted.data).toMatchObject({ thread_id: threadId, removed_turns: 2, saved_tokens: expect.any(Number) });
  const archived = await client.post(`${path}/archive`);
  expect(archived.body).toMatchObject({
    success: true,
    rollout_path: expect.stringContaining(join('archived_sessions', 'rollout-')),
  });
  await stream.until('thread/archived');
  expect((await client.post(`${path}/unarchive`)).body).toMatchObject({ success: true, thread: { id: threadId } });
});
