// The same turns on every wire, through the whole engine: whatever API a model is asked by, users see the same.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Failure } from '@codex/testkit/wires/script.ts';
import { describe, expect, test } from 'vitest';
import { openTurnBench } from './turn-bench.ts';
import { byWire, type WireUnderTest } from './wires.ts';

const done = { parts: [{ text: 'Done.' }] };
const retryOnce = { overrides: [['model_providers.mock.stream_max_retries', '1'] as const] };
const PIXEL =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const patch = (name: string) => `*** Begin Patch\n*** Add File: ${name}\n+one "two"\n+drei größer\n*** End Patch\n`;

/** What clients are told, by wire where providers say it in their own words. */
const failures: ReadonlyArray<readonly [failure: Failure, info: (wire: WireUnderTest['name']) => unknown]> = [
  ['badRequest', (wire) => (wire === 'anthropic' ? 'badRequest' : 'other')],
  [
    'unauthorized',
    (wire) => (wire === 'responses' ? { httpConnectionFailed: { httpStatusCode: 401 } } : 'unauthorized'),
  ],
  [
    'rateLimited',
    (wire) => (wire === 'anthropic' ? 'rateLimitExceeded' : { responseTooManyFailedAttempts: { httpStatusCode: 429 } }),
  ],
  ['overloaded', () => 'serverOverloaded'],
  ['tooLong', () => 'contextWindowExceeded'],
  ['crash', () => 'internalServerError'],
];

describe.each(byWire)('%s', (_name, wire) => {
  test('text streams, and is given back in the next turn', async () => {
    const bench = await openTurnBench(wire, [{ parts: [{ text: 'Hello world', deltas: ['Hello', ' world'] }] }, done]);
    const turn = await bench.say('Hi');
    expect(turn.status).toBe('completed');
    expect(bench.witness.all('item/agentMessage/delta').map(({ delta }) => delta)).toEqual(['Hello', ' world']);
    expect(bench.items('agentMessage')).toMatchObject([{ text: 'Hello world' }]);
    await bench.say('More');
    const { instructions, userTexts, assistantTexts } = bench.provider.seen(2);
    expect(instructions.length).toBeGreaterThan(100);
    expect(userTexts.at(-1)).toBe('More');
    expect(userTexts.join('\n')).toMatch(/\bHi\b/);
    expect(assistantTexts).toEqual(['Hello world']);
  });

  test('thoughts are shown, and given back while the model goes on working', async () => {
    const first = {
      parts: [{ think: 'I look first.' }, { call: 'exec_command', args: { cmd: 'echo seen' }, id: 'call_1' }],
    };
    const engine = { overrides: [['show_raw_agent_reasoning', 'true'] as const] };
    const bench = await openTurnBench(wire, [first, done], { engine });
    await bench.say('Look');
    const [thought] = bench.items('reasoning');
    expect([...(thought?.summary ?? []), ...(thought?.content ?? [])]).toEqual(['I look first.']);
    const deltas = [
      ...bench.witness.all('item/reasoning/summaryTextDelta'),
      ...bench.witness.all('item/reasoning/textDelta'),
    ];
    expect(deltas.map(({ delta }) => delta)).toEqual(['I look first.']);
    expect(bench.provider.seen(2).thoughts).toEqual(['sealed:I look first.']);
  });

  test('a tool is called, and its output told', async () => {
    const call = { call: 'exec_command', args: { cmd: 'echo "from the tool"' }, id: 'call_1' };
    const bench = await openTurnBench(wire, [{ parts: [{ text: 'I run it.' }, call] }, done]);
    expect((await bench.say('Run')).status).toBe('completed');
    expect(bench.items('commandExecution')).toMatchObject([{ id: 'call_1', status: 'completed', exitCode: 0 }]);
    expect(bench.provider.seen(1).tools).toContain('exec_command');
    const { calls, outputs } = bench.provider.seen(2);
    expect(calls).toEqual([{ id: 'call_1', name: 'exec_command', input: JSON.stringify(call.args) }]);
    expect(outputs).toMatchObject([{ id: 'call_1', text: expect.stringContaining('from the tool') }]);
  });

  test('a patch, which is free text, changes files and comes back as it was', async () => {
    const input = patch('new.txt');
    const bench = await openTurnBench(wire, [{ parts: [{ freeform: 'apply_patch', input, id: 'call_p' }] }, done]);
    await bench.say('Patch');
    expect(await readFile(join(bench.home.cwd, 'new.txt'), 'utf8')).toBe('one "two"\ndrei größer\n');
    expect(bench.items('fileChange')).toMatchObject([{ id: 'call_p', status: 'completed' }]);
    const [call] = bench.provider.seen(2).calls;
    expect([input, JSON.stringify({ input })]).toContain(call?.input);
  });

  test('calls of one answer run side by side; their outputs stand in the order of the calls', async () => {
    const calls = [
      { call: 'exec_command', args: { cmd: 'while [ ! -e go ]; do sleep 0.05; done; echo slow' }, id: 'slow' },
      { call: 'exec_command', args: { cmd: 'touch go; echo quick' }, id: 'quick' },
      { call: 'nope', args: {}, id: 'unknown' },
    ];
    const bench = await openTurnBench(wire, [{ parts: calls }, done]);
    await bench.say('Both');
    const { outputs } = bench.provider.seen(2);
    expect(outputs.map(({ id }) => id)).toEqual(['slow', 'quick', 'unknown']);
    expect(outputs[2]?.text).toBe('unsupported call: nope');
  });

  test('images of users and of tools', async () => {
    const look = { parts: [{ call: 'view_image', args: { path: 'pixel.png' }, id: 'call_v' }] };
    const bench = await openTurnBench(wire, [look, done]);
    await writeFile(join(bench.home.cwd, 'pixel.png'), Buffer.from(PIXEL.split(',')[1] ?? '', 'base64'));
    await bench.say('', {
      input: [
        { type: 'text', text: 'See' },
        { type: 'image', url: PIXEL },
      ],
    });
    expect(bench.provider.seen(1).images).toEqual([PIXEL]);
    const after = bench.provider.seen(2);
    expect(after.images).toHaveLength(2);
    expect(after.outputs.map(({ id }) => id)).toEqual(['call_v']);
  });

  test.each(failures)('%s', async (failure, info) => {
    const bench = await openTurnBench(wire, [wire.refusal(failure)]);
    const turn = await bench.say('Hi');
    expect(turn.status).toBe('failed');
    expect(turn.error?.codexErrorInfo).toEqual(info(wire.name));
    expect(turn.error?.message).not.toBe('');
  });

  test('a limit that passes is waited for', async () => {
    const bench = await openTurnBench(wire, [wire.refusal('rateLimitedUntil'), done], { engine: retryOnce });
    expect((await bench.say('Hi')).status).toBe('completed');
    expect(bench.provider.requests).toHaveLength(2);
  });

  test('a stream that breaks is asked for again', async () => {
    const events = wire.events({ parts: [{ text: 'half', deltas: ['ha', 'lf'] }] }, 1).slice(0, 3);
    // biome-ignore lint/suspicious/noThenProperty: it is what the server does then
    const broken = { events, then: 'drop' as const };
    const bench = await openTurnBench(wire, [broken, done], { engine: retryOnce });
    expect((await bench.say('Hi')).status).toBe('completed');
    expect(bench.witness.all('error')).toMatchObject([{ willRetry: true }]);
    expect(bench.items('agentMessage')).toMatchObject([{ text: 'Done.' }]);
  });

  test('an error in the middle of a stream says what it is', async () => {
    const events = [
      ...wire.events({ parts: [{ text: 'half', deltas: ['ha', 'lf'] }] }, 1).slice(0, 3),
      wire.failureEvent('tooLong'),
    ];
    const bench = await openTurnBench(wire, [{ events }]);
    expect((await bench.say('Hi')).error?.codexErrorInfo).toBe('contextWindowExceeded');
  });

  test('an answer that was cut for its length is a failure', async () => {
    const bench = await openTurnBench(wire, [{ parts: [{ text: 'too lo' }], stop: 'length' }]);
    const turn = await bench.say('Hi');
    expect(turn.error?.message).toBe('Incomplete response returned, reason: max_output_tokens');
  });

  test('an interrupt ends a stream; the next turn goes on from what was finished', async () => {
    const events = wire.events({ parts: [{ text: 'never ends', deltas: ['never', ' ends'] }] }, 1).slice(0, 3);
    // biome-ignore lint/suspicious/noThenProperty: it is what the server does then
    const bench = await openTurnBench(wire, [{ events, then: 'hang' }, done]);
    const begun = bench.witness.next(({ message }) => message.method === 'item/agentMessage/delta');
    const end = bench.say('Hi');
    await begun;
    const { thread, witness } = bench;
    const [started] = witness.all('turn/started');
    thread.interruptTurn({ threadId: thread.id, turnId: started?.turn.id ?? '' }).begin();
    expect((await end).status).toBe('interrupted');
    expect((await bench.say('Again')).status).toBe('completed');
    expect(bench.provider.seen(2).userTexts.at(-1)).toMatch(/\bAgain$/);
    expect(bench.provider.seen(2).assistantTexts).toEqual([]);
  });

  test('an interrupt ends a tool; the model is told', async () => {
    const call = { call: 'exec_command', args: { cmd: 'sleep 600', yield_time_ms: 30000 }, id: 'call_1' };
    const bench = await openTurnBench(wire, [{ parts: [{ think: 'why' }, call] }, done]);
    const begun = bench.witness.next(
      ({ message }) => message.method === 'item/started' && message.params.item.type === 'commandExecution',
    );
    const end = bench.say('Hi');
    await begun;
    const { thread, witness } = bench;
    const [started] = witness.all('turn/started');
    thread.interruptTurn({ threadId: thread.id, turnId: started?.turn.id ?? '' }).begin();
    expect((await end).status).toBe('interrupted');
    await bench.say('Again');
    expect(bench.provider.seen(2).outputs).toMatchObject([{ id: 'call_1', text: expect.stringContaining('aborted') }]);
  });

  test('usage is counted alike', async () => {
    const usage = { input: 100, cached: 40, output: 30, reasoning: 12 };
    const bench = await openTurnBench(wire, [{ parts: [{ text: 'a' }], usage }]);
    await bench.say('Hi');
    expect(bench.witness.all('thread/tokenUsage/updated').at(-1)?.tokenUsage.last).toEqual({
      totalTokens: 130,
      inputTokens: 100,
      cachedInputTokens: 40,
      cacheWriteInputTokens: 0,
      outputTokens: 30,
      reasoningOutputTokens: 12,
    });
  });

  test('an answer has the structure that was asked for', async () => {
    const properties = { city: { type: 'string' }, count: { type: 'integer', minimum: 1 } };
    const outputSchema = { type: 'object', properties, required: ['city', 'count'], additionalProperties: false };
    const bench = await openTurnBench(wire, [{ parts: [{ text: '{"city":"Ulm","count":2}' }] }]);
    await bench.say('Where', { outputSchema });
    expect(bench.provider.seen(1).schema).toMatchObject({
      properties: { city: { type: 'string' }, count: { type: 'integer' } },
      required: ['city', 'count'],
      additionalProperties: false,
    });
    expect(bench.items('agentMessage')).toMatchObject([{ text: '{"city":"Ulm","count":2}' }]);
  });

  test('a conversation with calls is summed up', async () => {
    const call = { call: 'exec_command', args: { cmd: 'echo summed' }, id: 'call_1' };
    const bench = await openTurnBench(wire, [
      { parts: [{ think: 'why' }, call] },
      done,
      { parts: [{ text: 'The summary.' }] },
      done,
    ]);
    await bench.say('Run');
    const end = bench.witness.turnEnd();
    bench.thread.startCompaction().begin();
    expect((await end).status).toBe('completed');
    await bench.say('Go on');
    expect(bench.provider.seen(4).userTexts.join('\n')).toContain('The summary.');
  });
});

describe.each(byWire.filter(([name]) => name !== 'responses'))('%s, where free text comes as JSON', (_name, wire) => {
  test('a patch is shown while it is written', async () => {
    const input = patch('streamed.txt');
    const engine = { overrides: [['features.apply_patch_streaming_events', 'true'] as const] };
    const bench = await openTurnBench(wire, [{ parts: [{ freeform: 'apply_patch', input, id: 'call_p' }] }, done], {
      engine,
    });
    await bench.say('Patch');
    const [shown] = bench.witness.all('item/fileChange/patchUpdated');
    expect(shown).toMatchObject({ itemId: 'call_p', changes: [{ path: expect.stringContaining('streamed.txt') }] });
  });
});
