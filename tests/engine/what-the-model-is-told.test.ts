// What a model request holds beside the conversation, and what of the model's answers clients see in Plan mode, as raw
// events, and as searches.
import type { DynamicToolSpec } from '@codex/protocol/item/dynamic-tool-call.ts';
import type { TurnStartParams } from '@codex/protocol/turn/start.ts';
import type { Turn } from '@codex/protocol/turn/turn.ts';
import { functionCall, message, type OutputItem } from '@codex/testkit/ev.ts';
import { type MockModel, reply } from '@codex/testkit/mock-model-server.ts';
import { expect, test } from 'vitest';
import { conversation, createBench, openScene, type Scene, say } from './harness.ts';

type More = Omit<TurnStartParams, 'threadId' | 'input'> & Partial<Pick<TurnStartParams, 'input'>>;

async function turn({ thread, witness }: Scene, more: More): Promise<Turn> {
  const end = witness.turnEnd();
  thread.startTurn({ threadId: thread.id, input: [{ type: 'text', text: 'go' }], ...more }).begin();
  return end;
}

const planMode = (developer_instructions: string | null = null): More => ({
  collaborationMode: { mode: 'plan', settings: { model: 'gpt-5.5', developer_instructions } },
});

/** Names of the tools, and the spec of web search, of the last request. */
function offered({ requests }: MockModel): { names: string[]; webSearch: unknown } {
  const tools = requests.at(-1)?.body?.tools as Array<{ type: string; name?: string }>;
  return {
    names: tools.map(({ type, name }) => name ?? type),
    webSearch: tools.find(({ type }) => type === 'web_search'),
  };
}

/** Texts of developer messages of the last request, without the base instructions. */
function developerTexts({ requests }: MockModel): string[] {
  const input = requests.at(-1)?.body?.input as Array<{ role?: string; content?: Array<{ text: string }> }>;
  const messages = input.slice(1).filter(({ role }) => role === 'developer');
  return messages.flatMap(({ content }) => (content ?? []).map(({ text }) => text));
}

/** An output item that the model gives whole. */
const item =
  (fields: Record<string, unknown>): OutputItem =>
  () => [{ type: 'response.output_item.done', output_index: 0, item: fields }];

const deferredTool = (name: string, description: string) =>
  ({ type: 'function', name, description, inputSchema: { type: 'object' }, deferLoading: true }) as const;
const crm: DynamicToolSpec = {
  type: 'namespace',
  name: 'crm',
  description: 'Customers',
  tools: [deferredTool('list_orders', 'Lists the orders of a customer'), deferredTool('send_mail', 'Sends mail')],
};

test('tools are offered in the official order, each on its condition', async () => {
  const always = ['exec_command', 'write_stdin', 'request_user_input', 'apply_patch', 'view_image'];
  const bench = await createBench([reply(message('a'))]);
  await say(await openScene(bench, { dynamicTools: [crm] }), 'go');
  expect(offered(bench.model).names.filter((name) => always.includes(name) || /search/.test(name))).toEqual([
    ...always,
    'tool_search',
    'web_search',
  ]);
  const more = await createBench([reply(message('a'))], {
    extra: `[tools.update_plan]\nenabled = true\n[features]\ntool_search = false\nrequest_permissions_tool = true\n`,
  });
  await say(await openScene(more, { dynamicTools: [crm], config: { web_search: 'disabled' } }), 'go');
  const { names, webSearch } = offered(more.model);
  expect(names.slice(0, 5)).toEqual([
    ...always.slice(0, 2),
    'update_plan',
    'request_user_input',
    'request_permissions',
  ]);
  expect(names).not.toContain('tool_search');
  expect(webSearch).toBeUndefined();
});

test('web search is live only where commands may reach the network too', async () => {
  const bench = await createBench([reply(message('a')), reply(message('b'))]);
  const scene = await openScene(bench, { sandbox: 'read-only' });
  await say(scene, 'go');
  expect(offered(bench.model).webSearch).toMatchObject({ external_web_access: false });
  await turn(scene, { sandboxPolicy: { type: 'dangerFullAccess' } });
  expect(offered(bench.model).webSearch).toMatchObject({ external_web_access: true });
});

test('a proposed plan becomes an item of its own; the history keeps the message as it was said', async () => {
  const text = '\nBefore\n<proposed_plan>\n# Plan\n- one\n</proposed_plan>\nAfter\n\n';
  const deltas = ['\n', 'Before\n<prop', 'osed_plan>\n# Pl', 'an\n- one\n</proposed_plan>', '\nAfter\n', '\n'];
  const bench = await createBench([reply(message(text, { deltas })), reply(message('ok'))]);
  const scene = await openScene(bench);
  const end = await turn(scene, planMode());
  const { witness } = scene;
  expect(witness.all('item/completed').map(({ item }) => item)).toMatchObject([
    { type: 'userMessage' },
    { type: 'plan', id: `${end.id}-plan`, text: '# Plan\n- one\n' },
    { type: 'agentMessage', text: '\nBefore\nAfter\n\n' },
  ]);
  expect(
    witness
      .all('item/plan/delta')
      .map(({ delta }) => delta)
      .join(''),
  ).toBe('# Plan\n- one\n');
  expect(
    witness
      .all('item/agentMessage/delta')
      .map(({ delta }) => delta)
      .join(''),
  ).toBe('\nBefore\nAfter\n\n');
  await say(scene, 'go on');
  expect(conversation(bench.model)[1]).toMatchObject({ role: 'assistant', content: [{ text }] });
});

test('a mode is told when it changes, in the words of the client or ours, and survives a restart', async () => {
  const bench = await createBench(Array.from({ length: 4 }, () => reply(message('ok'))));
  const scene = await openScene(bench);
  const modes = () => developerTexts(bench.model).filter((text) => text.startsWith('<collaboration_mode>'));
  await say(scene, 'hi');
  expect(modes()).toEqual([]);
  await turn(scene, planMode());
  expect(modes()).toEqual([expect.stringContaining('<proposed_plan>')]);
  await turn(scene, planMode('Mine.'));
  expect(modes().at(-1)).toBe('<collaboration_mode>Mine.</collaboration_mode>');
  const engine = await bench.restart();
  const resumed = await engine.threads.resume({ threadId: scene.thread.id }, { name: 't', userAgent: 't/1' });
  resumed.thread.follow(scene.witness);
  await say({ ...scene, thread: resumed.thread }, 'again');
  expect(modes()).toHaveLength(2);
});

test('additional context is told when it is new or changed; what nobody vouches for is data', async () => {
  const bench = await createBench(Array.from({ length: 3 }, () => reply(message('ok'))));
  const scene = await openScene(bench);
  const page = { kind: 'untrusted' as const, value: 'tab: one' };
  await turn(scene, { additionalContext: { page, ide: { kind: 'application', value: 'line 3' } } });
  const [told] = conversation(bench.model);
  expect(told).toMatchObject({ type: 'function_call_output', name: 'page', namespace: 'agent', output: 'tab: one' });
  expect(developerTexts(bench.model).at(-1)).toBe('<ide>line 3</ide>');
  await turn(scene, { additionalContext: { page, ide: { kind: 'application', value: 'x'.repeat(10_000) } } });
  expect(conversation(bench.model).filter(({ type }) => type === 'function_call_output')).toHaveLength(1);
  expect(developerTexts(bench.model).at(-1)).toMatch(/^<ide>x{2000}…1500 tokens truncated…x{2000}<\/ide>$/);
});

test('metadata of the client reaches the provider, and cannot pose as ours', async () => {
  const bench = await createBench([reply(message('ok')), reply(message('ok'))]);
  const scene = await openScene(bench);
  const { id } = await turn(scene, {
    responsesapiClientMetadata: { team: 'blue', turn_id: 'forged' },
    turnTrigger: 'cron',
  });
  const metadata = () => JSON.parse(String(bench.model.requests.at(-1)?.headers['x-codex-turn-metadata']));
  expect(metadata()).toMatchObject({ team: 'blue', turn_id: id, turn_trigger: 'cron' });
  await say(scene, 'again');
  expect(metadata()).not.toHaveProperty('team');
});

test('raw events show every item of the history with its turn', async () => {
  const bench = await createBench([reply(functionCall('nope', {}, 'c1')), reply(message('done'))]);
  const scene = await openScene(bench, { experimentalRawEvents: true });
  const { id } = await say(scene, 'go');
  const raw = scene.witness.all('rawResponseItem/completed').map(({ item }) => item);
  expect(raw.map(({ type }) => type)).toEqual([
    'message',
    'message',
    'message',
    'function_call',
    'function_call_output',
    'message',
  ]);
  for (const one of raw) expect(one).toMatchObject({ internal_chat_message_metadata_passthrough: { turn_id: id } });
  expect(scene.witness.all('rawResponse/completed')).toMatchObject([
    {
      responseId: 'resp_1',
      usage: { totalTokens: 15 },
      usageMetadata: { amount: null, metadata: { input_tokens: 10 } },
    },
    { responseId: 'resp_2' },
  ]);
  expect(JSON.stringify(bench.model.requests.at(-1)?.body?.input)).not.toContain('passthrough');
});

test('a search of the provider is shown from its start to what it did', async () => {
  const search = { type: 'web_search_call', id: 'ws_1', status: 'completed' };
  const started: OutputItem = () => [
    { type: 'response.output_item.added', output_index: 0, item: { ...search, status: 'in_progress' } },
    {
      type: 'response.output_item.done',
      output_index: 0,
      item: { ...search, action: { type: 'search', queries: ['a', 'b'] } },
    },
  ];
  const bench = await createBench([reply(started, message('done'))]);
  const scene = await openScene(bench);
  await say(scene, 'go');
  const of = (method: 'item/started' | 'item/completed') =>
    scene.witness
      .all(method)
      .map(({ item }) => item)
      .find(({ type }) => type === 'webSearch');
  expect(of('item/started')).toMatchObject({ id: 'ws_1', query: '', action: { type: 'other' }, results: null });
  expect(of('item/completed')).toMatchObject({
    query: 'a ...',
    action: { type: 'search', query: null, queries: ['a', 'b'] },
  });
});

test('tools of the client that are deferred are found by searching, then called; they survive a restart', async () => {
  const search = item({
    type: 'tool_search_call',
    id: 'ts',
    call_id: 's1',
    execution: 'client',
    status: 'completed',
    arguments: { query: 'orders of a customer', limit: 1 },
  });
  const called = { name: 'list_orders', namespace: 'crm', call_id: 'c1', arguments: '{}' };
  const call = item({ type: 'function_call', id: 'fc', ...called });
  const bench = await createBench([reply(search), reply(message('found')), reply(call), reply(message('ok'))]);
  const scene = await openScene(bench, {
    dynamicTools: [crm],
  });
  await say(scene, 'go');
  expect(developerTexts(bench.model).join()).toContain('Deferred tool namespaces:\n- crm: Customers');
  expect(offered(bench.model).names).not.toContain('crm');
  const [output] = conversation(bench.model).filter(({ type }) => type === 'tool_search_output');
  expect(output).toMatchObject({
    call_id: 's1',
    tools: [{ name: 'crm', tools: [{ name: 'list_orders', defer_loading: true }] }],
  });
  const engine = await bench.restart();
  const resumed = await engine.threads.resume({ threadId: scene.thread.id }, { name: 't', userAgent: 't/1' });
  resumed.thread.follow(scene.witness);
  const asked = scene.witness.nextAsk();
  const ended = say({ ...scene, thread: resumed.thread }, 'call it');
  const { id, params } = await asked;
  expect(params).toMatchObject({ namespace: 'crm', tool: 'list_orders', callId: 'c1' });
  engine.answer(id, { result: { contentItems: [{ type: 'inputText', text: 'none' }], success: true } });
  await ended;
  expect(conversation(bench.model).at(-1)).toMatchObject({ type: 'function_call_output', output: 'none' });
});

test('wrong declarations of tools are refused before there is a thread', async () => {
  const bench = await createBench([]);
  const tool = { type: 'function', name: 'a', description: '', inputSchema: {} } as const;
  const refused = (...dynamicTools: object[]) =>
    openScene(bench, { dynamicTools: dynamicTools as never }).then(
      () => 'accepted',
      (error: Error) => error.message,
    );
  expect(await refused(tool, tool)).toBe('duplicate dynamic tool name: a');
  expect(await refused({ ...tool, name: 'mcp__x' })).toBe('dynamic tool name is reserved: mcp__x');
  expect(await refused({ ...tool, name: 'a b' })).toMatch(/must match/);
  expect(await refused({ ...tool, inputSchema: 3 })).toMatch(/is not supported for a: invalid type: number/);
  expect(await refused({ type: 'namespace', name: 'functions', description: '', tools: [tool] })).toMatch(
    /reserved Responses API/,
  );
});

test('pictures of the user: inlined, scaled, labelled; what cannot be read is said in words', async () => {
  const dot = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
  const bench = await createBench([reply(message('ok'))]);
  const scene = await openScene(bench);
  const url = `data:image/png;base64,${dot}`;
  await turn(scene, {
    input: [
      { type: 'image', url },
      { type: 'localImage', path: 'none.png' },
      { type: 'image', url: 'data:image/png;base64,aGk=' },
      { type: 'image', fileId: 'file-1' },
    ],
  });
  expect(conversation(bench.model)[0]?.content).toEqual([
    { type: 'input_image', image_url: url, detail: 'original' },
    {
      type: 'input_text',
      text: 'Codex could not read the local image at `none.png`: No such file or directory (os error 2)',
    },
    { type: 'input_text', text: 'image content omitted because it could not be processed' },
    { type: 'input_image', file_id: 'file-1', detail: 'high' },
  ]);
});

test('settings of the running turn change from its next step on, if the feature is on', async () => {
  const off = await openScene(await createBench([]));
  const change = { threadId: '', turnId: 'x', effort: 'high' };
  expect(() => off.thread.adjustTurn(change)).toThrow('require the step_model_switching feature');
  const bench = await createBench([reply(functionCall('nope', {}, 'c1')), reply(message('done'))], {
    extra: '[features]\nstep_model_switching = true\n',
  });
  const scene = await openScene(bench);
  const { thread, witness } = scene;
  witness.onEntry = ({ message }) => {
    if (message.method !== 'thread/tokenUsage/updated') return;
    const { turnId } = message.params;
    expect(thread.adjustTurn({ threadId: thread.id, turnId: 'other', effort: 'low' })).toEqual({
      status: 'targetUnavailable',
    });
    expect(thread.adjustTurn({ threadId: thread.id, turnId, effort: 'high' })).toEqual({ status: 'applied' });
    witness.onEntry = () => {};
  };
  await say(scene, 'go');
  const efforts = bench.model.requests.map(({ body }) => (body?.reasoning as { effort?: string } | undefined)?.effort);
  expect(efforts).toEqual(['medium', 'high']);
});
