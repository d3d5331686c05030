// Agents that work for a thread: what its followers see of them, what its model is told, and how many there may be.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { functionCall, message, response } from '@codex/testkit/ev.ts';
import { reply } from '@codex/testkit/mock-model-server.ts';
import type { ModelRequest } from '@codex/testkit/responses-server.ts';
import { expect, test } from 'vitest';
import { beginTurn, createBench, hanging, openScene, type Scene, say } from './harness.ts';
import { byWords, inputOf, type Script } from './script.ts';

const call = (name: string, args: unknown, id: string) => functionCall(name, args, id, 'multi_agent_v1');
const spawn = (message: string, id = 's1', more = {}) => call('spawn_agent', { message, ...more }, id);

/** Ids of the agents that the model was told of, in order. */
function agentIds(request: ModelRequest): string[] {
  return outputs(request).flatMap((output) => /"agent_id":"([^"]+)"/.exec(output)?.[1] ?? []);
}

function outputs(request: ModelRequest | undefined): string[] {
  return inputOf(request).flatMap(({ type, output }) => (type === 'function_call_output' ? [String(output)] : []));
}

const waitForAll = (request: ModelRequest) => ({
  events: response(`w${request.n}`, [call('wait_agent', { targets: agentIds(request), timeout_ms: 20_000 }, 'w')]),
});

const scene = async (script: Script, params = {}) => {
  const bench = await createBench(byWords(script));
  return { bench, ...(await openScene(bench, params)) };
};

/** Until the thread itself has come to the end of the turn; its agents have turns as well. */
async function sayTo(at: Scene, text: string): Promise<void> {
  const end = at.witness.next(
    ({ message }) => message.method === 'turn/completed' && message.params.threadId === at.thread.id,
  );
  beginTurn(at, text);
  await end;
}

/** Of the thread itself; its agents ask as well. */
const lastOf = (bench: { model: { requests: readonly ModelRequest[] } }) =>
  bench.model.requests.findLast(({ headers }) => headers['x-openai-subagent'] === undefined);

test('an agent works beside its parent, whose followers see it all, and whose model hears of its end', async () => {
  const { bench, ...at } = await scene([
    ['delegate', reply(spawn('say hi'))],
    ['say hi', reply(message('hi there'))],
    ['agent_id', waitForAll],
    ['subagent_notification', reply(message('done'))],
  ]);
  await sayTo(at, 'delegate');
  const items = at.witness.all('item/completed').map(({ item }) => item);
  const calls = items.flatMap((item) => (item.type === 'collabAgentToolCall' ? [item] : []));
  const child = calls[0]?.receiverThreadIds[0] ?? '';
  expect(calls).toMatchObject([
    { tool: 'spawnAgent', status: 'completed', prompt: 'say hi', agentsStates: { [child]: { status: 'pendingInit' } } },
    { tool: 'wait', status: 'completed', agentsStates: { [child]: { status: 'completed', message: 'hi there' } } },
  ]);
  const ofChild = at.witness.entries.filter(({ message }) =>
    JSON.stringify(message.params).includes(`"threadId":"${child}"`),
  );
  expect(ofChild.map(({ message }) => message.method)).toEqual(
    expect.arrayContaining(['turn/started', 'item/agentMessage/delta', 'turn/completed']),
  );
  expect(new Set(at.witness.entries).size).toBe(at.witness.entries.length);
  const asked = bench.model.requests.find(({ headers }) => headers['x-openai-subagent'] !== undefined);
  expect(asked?.headers).toMatchObject({
    'x-openai-subagent': 'collab_spawn',
    'x-codex-parent-thread-id': at.thread.id,
  });
  expect(JSON.stringify(inputOf(lastOf(bench)).at(-1))).toContain(
    `agent_path\\\\\\":\\\\\\"${child}`.replaceAll('\\\\\\', '\\'),
  );
});

test('the end of an agent reaches a parent that is idle with its next turn', async () => {
  const { promise: gate, resolve: open } = Promise.withResolvers<void>();
  const { bench, ...at } = await scene([
    ['delegate', reply(spawn('slow work'))],
    ['slow work', (request) => gate.then(() => ({ events: response(`c${request.n}`, [message('late')]) }))],
    ['agent_id', reply(message('parent done'))],
    ['again', reply(message('next'))],
  ]);
  await sayTo(at, 'delegate');
  const late = at.witness.turnEnd();
  open();
  expect(await late).toMatchObject({ items: [{ text: 'late' }] });
  await sayTo(at, 'again');
  expect(JSON.stringify(inputOf(lastOf(bench)).at(-2))).toContain('subagent_notification');
});

test('six agents at once, no more; they cannot have agents of their own', async () => {
  const kids = Array.from({ length: 8 }, (_, n) => spawn(`kid ${n}`, `k${n}`));
  const { bench, ...at } = await scene([
    ['delegate', reply(...kids)],
    ['kid', hanging()],
    ['limit reached', reply(message('done'))],
  ]);
  await sayTo(at, 'delegate');
  const told = outputs(lastOf(bench));
  expect(told.filter((output) => output.includes('agent_id'))).toHaveLength(6);
  expect(told.slice(6)).toEqual(Array(2).fill('collab spawn failed: agent thread limit reached'));
  const ofKid = () => bench.model.requests.find(({ headers }) => headers['x-openai-subagent'] === 'collab_spawn');
  await expect.poll(ofKid).toBeDefined();
  expect(JSON.stringify(ofKid()?.body?.tools)).not.toContain('tool_search');
});

test('an agent asks the clients of its parent', async () => {
  const { bench, ...at } = await scene(
    [
      ['delegate', reply(spawn('run it'))],
      ['run it', reply(functionCall('exec_command', { cmd: 'touch made' }, 'c1'))],
      ['Process exited with code 0', reply(message('made it'))],
      ['agent_id', waitForAll],
      ['subagent_notification', reply(message('done'))],
    ],
    { approvalPolicy: 'untrusted' },
  );
  const asked = at.witness.nextAsk();
  const end = at.witness.next(
    ({ message }) => message.method === 'turn/completed' && message.params.threadId === at.thread.id,
  );
  beginTurn(at, 'delegate');
  const ask = await asked;
  expect(ask.params).not.toMatchObject({ threadId: at.thread.id });
  at.engine.answer(ask.id, { result: { decision: 'accept' } });
  await end;
  expect(readFileSync(`${bench.home.cwd}/made`, 'utf8')).toBe('');
});

test('told more, closed, and taken up again', async () => {
  const target =
    (name: string, id: string, more = {}) =>
    (request: ModelRequest) => ({
      events: response(`r${request.n}`, [
        call(name, { [name === 'resume_agent' ? 'id' : 'target']: agentIds(request)[0], ...more }, id),
      ]),
    });
  const { bench, ...at } = await scene([
    ['delegate', reply(spawn('task A'))],
    ['task A', reply(message('A done'))],
    ['agent_id', waitForAll],
    ['subagent_notification', target('send_input', 'i', { message: 'task B' })],
    ['task B', reply(message('B done'))],
    ['submission_id', waitForAll],
    ['previous_status', target('resume_agent', 'y')],
    ['B done', target('close_agent', 'x')],
    ['pending_init', reply(message('done'))],
  ]);
  await sayTo(at, 'delegate');
  expect(outputs(lastOf(bench)).at(-1)).toBe('{"status":"pending_init"}');
  expect(outputs(lastOf(bench))).toEqual(
    expect.arrayContaining([
      expect.stringContaining('"completed":"B done"'),
      '{"previous_status":{"completed":"B done"}}',
    ]),
  );
});

test("a thread that is nobody's agent cannot be taken up as one", async () => {
  const { bench, ...at } = await scene([
    ['first', reply(message('ok'))],
    ['resume', (request) => ({ events: response(`r${request.n}`, [call('resume_agent', { id: other }, 'y')]) })],
    ['not found', reply(message('done'))],
  ]);
  const stranger = await at.engine.threads.start({}, { name: 't', userAgent: 't' });
  const other = stranger.thread.id;
  await at.engine.threads.start({}, { name: 't', userAgent: 't' });
  await say({ ...at, thread: stranger.thread, witness: followed(stranger.thread, at) }, 'first');
  await sayTo(at, 'resume');
  expect(outputs(lastOf(bench))).toEqual([`agent with id ${other} not found`]);
});

function followed(thread: Scene['thread'], { witness }: Scene) {
  thread.follow(witness);
  return witness;
}

test.each([
  ['spawn_agent', {}, 'Provide one of: message or items'],
  ['spawn_agent', { message: ' ' }, "Empty message can't be sent to an agent"],
  [
    'spawn_agent',
    { message: 'x', items: [{ type: 'text', text: 'y' }] },
    'Provide either message or items, but not both',
  ],
  ['spawn_agent', { message: 'x', agent_type: 'nope' }, "unknown agent_type 'nope'"],
  ['wait_agent', { targets: [] }, 'agent ids must be non-empty'],
  ['wait_agent', { targets: ['bad'] }, 'invalid agent id bad: Error(ParseSimpleLength { len: 3 })'],
  [
    'wait_agent',
    { targets: ['01a1fb27-f662-71e3-8b7c-b70be7a4a0c3'], timeout_ms: 0 },
    'timeout_ms must be greater than zero',
  ],
  [
    'close_agent',
    { target: '01a1fb27-f662-71e3-8b7c-b70be7a4a0c3' },
    'agent with id 01a1fb27-f662-71e3-8b7c-b70be7a4a0c3 not found',
  ],
])('%s %j', async (name, args, output) => {
  const { bench, ...at } = await scene([
    ['go', reply(call(name, args, 'e'))],
    ['function_call_output', reply(message('done'))],
  ]);
  await sayTo(at, 'go');
  expect(outputs(lastOf(bench))).toEqual([output]);
  const open = at.witness.all('item/started').map(({ item }) => item.id);
  expect(at.witness.all('item/completed').map(({ item }) => item.id)).toEqual(open);
});

test('config says how many agents there may be, with which models and roles', async () => {
  const kids = [
    spawn('kid one', 'k1', { agent_type: 'scout', model: 'gpt-5.5' }),
    spawn('kid two', 'k2'),
    spawn('kid three', 'k3'),
  ];
  const bench = await createBench(
    byWords([
      ['delegate', reply(...kids)],
      ['kid', hanging()],
      ['limit reached', reply(message('done'))],
    ]),
    {
      extra: `
[agents]
max_concurrent_threads_per_session = 2
default_subagent_model = "gpt-5.6-sol"
default_subagent_reasoning_effort = "low"
[agents.scout]
description = "Looks around"
config_file = "scout.toml"
nickname_candidates = ["Zed"]
`,
    },
  );
  const role = 'model = "gpt-6-luna"\nmodel_reasoning_effort = "high"\ndeveloper_instructions = "You scout."\n';
  writeFileSync(join(bench.home.home, 'scout.toml'), role);
  const at = await openScene(bench);
  await sayTo(at, 'delegate');
  const told = outputs(lastOf(bench));
  expect(told[0]).toContain('"nickname":"Zed"');
  expect(told[2]).toBe('collab spawn failed: agent thread limit reached');
  const spawned = at.witness
    .all('item/completed')
    .flatMap(({ item }) => (item.type === 'collabAgentToolCall' ? [item] : []));
  expect(spawned).toMatchObject([
    { model: 'gpt-6-luna', reasoningEffort: 'high' },
    { model: 'gpt-5.6-sol', reasoningEffort: 'low' },
    { status: 'failed' },
  ]);
  const asked = (words: string) =>
    bench.model.requests.find(
      (request) => JSON.stringify(inputOf(request)).includes(words) && request.headers['x-openai-subagent'],
    );
  await expect.poll(() => asked('kid one') && asked('kid two')).toBeDefined();
  expect(asked('kid one')?.body).toMatchObject({ model: 'gpt-6-luna', reasoning: { effort: 'high' } });
  expect(JSON.stringify(asked('kid one')?.body)).toContain('You scout.');
  expect(JSON.stringify(asked('kid two')?.body)).not.toContain('You scout.');
  const rollout = readFileSync(at.start.path ?? '', 'utf8');
  expect(rollout).toMatch(
    /"type":"world_state","payload":\{"full":false,"state":\{"environments":\{"subagents":"- \S+: Zed\\n- /,
  );
});

test.each([
  [{ agents: { enabled: false } }, 'unsupported call: multi_agent_v1spawn_agent'],
  [{ agents: { max_depth: 0 } }, 'unsupported call: multi_agent_v1spawn_agent'],
  [{ agents: { default_subagent_model: 'nope' } }, 'Unknown model `nope` for spawn_agent.'],
  [{ agents: { scout: { config_file: '/nowhere.toml' } } }, 'collab spawn failed: agents.scout: ENOENT'],
])('with %j a spawn is refused', async (config, why) => {
  const role = 'scout' in config.agents ? { agent_type: 'scout' } : {};
  const { bench, ...at } = await scene(
    [
      ['delegate', reply(spawn('kid', 's1', role))],
      ['', reply(message('done'))],
    ],
    { config },
  );
  await sayTo(at, 'delegate');
  expect(outputs(lastOf(bench))[0]).toContain(why);
});
