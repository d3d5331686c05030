// The server on stdio, as a process: framing, the gate, many requests at once, and every way to end.
import { handlers } from '@codex/app-server/methods/handlers.ts';
import { experimentalMethods } from '@codex/protocol/experimental.ts';
import { methodsWithoutParams } from '@codex/protocol/generated/method-names.ts';
import { message } from '@codex/testkit/ev.ts';
import { reply } from '@codex/testkit/mock-model-server.ts';
import { describe, expect, it } from 'vitest';
import { clientInfo, createSite, exitOf, silence, spawnServer, stdioClient } from './harness.ts';

const initialize = { id: 0, method: 'initialize', params: { clientInfo } };

describe('framing', () => {
  it('answers requests whose bytes arrive one by one, cut inside letters and lines', async () => {
    const server = spawnServer(await createSite());
    const client = stdioClient(server);
    const name = 'ünï🎈';
    const lines = [
      { ...initialize, params: { clientInfo: { ...clientInfo, name } } },
      { id: '🎈', method: 'no/such' },
    ];
    const bytes = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\r\n`).join(''));
    for (const byte of bytes) {
      server.stdin?.write(Buffer.from([byte]));
      if (byte % 7 === 0) await new Promise(setImmediate);
    }
    const answer = await client.find(({ id }) => id === 0);
    expect(answer.result.userAgent).toContain(`(${name}; 1.2.3)`);
    expect((await client.find(({ id }) => id === '🎈')).error?.code).toBe(-32600);
  });

  it('reads a line of many megabytes', async () => {
    const client = stdioClient(spawnServer(await createSite()));
    await client.initialize();
    const threadId = await client.thread({ ephemeral: true });
    const answer = await client.turn(threadId, 'x'.repeat(8 * 1024 * 1024));
    expect(answer.error).toMatchObject({ code: -32602, data: { input_error_code: 'input_too_large' } });
  });

  it('says nothing to what is no request, and goes on', async () => {
    const server = spawnServer(await createSite());
    const client = stdioClient(server);
    await client.initialize();
    const before = client.received.length;
    const garbage = ['{not json', '[]', '"text"', '', '{"id":900}', '{"id":null,"method":"thread/list","params":{}}'];
    const more = [
      '{"id":1.5,"method":"thread/list","params":{}}',
      '{"method":"nope","params":{}}',
      '{"id":7,"result":{}}',
    ];
    server.stdin?.write([...garbage, ...more, ''].join('\n'));
    expect((await client.request('thread/loaded/list', {})).result).toEqual({ data: [], nextCursor: null });
    expect(client.received.slice(before).filter(({ method }) => method === undefined)).toHaveLength(1);
  });
});

describe('the gate', () => {
  it('refuses in the official words and order', async () => {
    const client = stdioClient(spawnServer(await createSite()));
    const refusal = async (method: string, params?: unknown) => (await client.request(method, params)).error;
    expect(await refusal('thread/list', {})).toEqual({ code: -32600, message: 'Not initialized' });
    expect((await refusal('no/such', {}))?.message).toMatch(
      /^Invalid request: unknown variant `no\/such`, expected one of `init/,
    );
    expect((await refusal('thread/read'))?.message).toBe('Invalid request: missing field `params`');
    expect((await refusal('initialize', { clientInfo: { ...clientInfo, name: 'a\nb' } }))?.message).toBe(
      "Invalid clientInfo.name: 'a\nb'. Must be a valid HTTP header value.",
    );
    await client.initialize(null);
    expect(await refusal('initialize', { clientInfo })).toEqual({ code: -32600, message: 'Already initialized' });
    expect((await refusal('thread/search', { searchTerm: 'x' }))?.message).toBe(
      'thread/search requires experimentalApi capability',
    );
    expect((await refusal('thread/start', { historyMode: 'legacy' }))?.message).toBe(
      'thread/start.historyMode requires experimentalApi capability',
    );
  });

  const unbuilt = [...methodsWithoutParams].filter(
    (method) => !experimentalMethods.has(method) && !(method in handlers),
  );

  it.each(unbuilt.slice(0, 1))('says of %s that it is not supported', async (method) => {
    const client = stdioClient(spawnServer(await createSite()));
    await client.initialize();
    const message = `${method} is not supported by this server`;
    expect((await client.request(method)).error).toEqual({ code: -32601, message });
  });

  it('tells each client what it did not opt out of, and experimental news only on demand', async () => {
    const site = await createSite([reply(message('one'))]);
    const client = stdioClient(spawnServer(site));
    const optOutNotificationMethods = ['thread/started', 'item/agentMessage/delta', 'no/such'];
    await client.initialize({ optOutNotificationMethods });
    const status = await client.notification('remoteControl/status/changed');
    expect(status.params).toMatchObject({ status: 'disabled', environmentId: null });
    expect(status.emittedAtMs).toBeTypeOf('number');
    await client.turn(await client.thread(), 'hello');
    await client.notification('turn/completed');
    for (const hidden of [...optOutNotificationMethods, 'thread/readState/changed']) {
      expect(client.methods()).not.toContain(hidden);
    }
    expect(client.methods()).toContain('item/completed');
  });
});

describe('many requests at once', () => {
  it('answers a thousand, each once', async () => {
    const client = stdioClient(spawnServer(await createSite()));
    await client.initialize();
    const threadId = await client.thread();
    const unknown = '00000000-0000-7000-8000-000000000000';
    const kinds: ReadonlyArray<readonly [method: string, params: unknown]> = [
      ['thread/list', {}],
      ['thread/loaded/list', {}],
      ['thread/read', { threadId }],
      ['thread/read', { threadId: unknown }],
      ['turn/interrupt', { threadId, turnId: 'x' }],
    ];
    const answers = Array.from({ length: 1000 }, (_, n) => {
      const [method, params] = kinds[n % kinds.length] ?? ['', {}];
      return client.request(method, params);
    });
    const settled = await Promise.all(answers);
    expect(settled.map(({ error }) => error?.message ?? 'ok').slice(0, 5)).toEqual([
      'ok',
      'ok',
      'ok',
      `thread not loaded: ${unknown}`,
      'no active turn to interrupt',
    ]);
    const ids = client.received.flatMap(({ method, id }) => (method === undefined ? [id] : []));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength(1002);
  });
});

describe('order', () => {
  it('keeps requests of one thread in their order, without waiting for answers between them', async () => {
    const site = await createSite([reply(message('one')), reply(message('two'))]);
    const server = spawnServer(site);
    const first = stdioClient(server);
    await first.initialize();
    const threadId = await first.thread();
    await first.turn(threadId, 'one');
    await first.notification('turn/completed');
    server.stdin?.end();
    await exitOf(server);
    const second = stdioClient(spawnServer(site));
    await second.initialize();
    const answers = await Promise.all([
      second.request('thread/read', { threadId }),
      second.request('thread/resume', { threadId, excludeTurns: true }),
      second.turn(threadId, 'two'),
      second.request('thread/unsubscribe', { threadId }),
    ]);
    expect(answers.map(({ error }) => error)).toEqual([undefined, undefined, undefined, undefined]);
    const responses = second.methods().filter((method) => method.startsWith('response'));
    expect(responses).toEqual([1, 2, 3, 4, 5].map((id) => `response ${id}`));
  });
});

describe('the end', () => {
  it('answers what was asked before the end of the input, and leaves with 0', async () => {
    const server = spawnServer(await createSite());
    const client = stdioClient(server);
    const lines = [
      initialize,
      ...Array.from({ length: 20 }, (_, n) => ({ id: n + 1, method: 'thread/list', params: {} })),
    ];
    server.stdin?.end(lines.map((line) => JSON.stringify(line)).join('\n'));
    expect(await exitOf(server)).toEqual({ code: 0, signal: null });
    const ids = client.received.flatMap(({ id }) => (id === undefined ? [] : [Number(id)]));
    expect(ids.sort((a, b) => a - b)).toEqual(lines.map(({ id }) => id));
  });

  it('leaves at the end of the input even while a turn runs', async () => {
    const site = await createSite([silence()]);
    const server = spawnServer(site);
    const client = stdioClient(server);
    await client.initialize();
    await client.turn(await client.thread(), 'hello');
    await site.model.request(1);
    server.stdin?.end();
    expect(await exitOf(server)).toEqual({ code: 0, signal: null });
  });

  it('interrupts the turn at SIGTERM and tells so before it leaves', async () => {
    const site = await createSite([silence()]);
    const server = spawnServer(site);
    const client = stdioClient(server);
    await client.initialize();
    await client.turn(await client.thread(), 'hello');
    await site.model.request(1);
    server.kill('SIGTERM');
    const completed = await client.notification('turn/completed');
    expect(completed.params.turn.status).toBe('interrupted');
    expect(await exitOf(server)).toEqual({ code: 0, signal: null });
  });

  it('leaves when the client no longer reads', async () => {
    const site = await createSite();
    const server = spawnServer(site);
    server.stdout?.destroy();
    server.stdin?.on('error', () => {});
    server.stdin?.write(`${JSON.stringify(initialize)}\n`);
    expect((await exitOf(server)).code).toBe(0);
  });
});
