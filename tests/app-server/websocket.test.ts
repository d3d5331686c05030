// The server on WebSocket: who may connect, the probes beside it, two clients of one thread, and too many requests.
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { functionCall, message } from '@codex/testkit/ev.ts';
import { reply } from '@codex/testkit/mock-model-server.ts';
import { describe, expect, it } from 'vitest';
import { type Client, createSite, exitOf, silence, spawnServer, textOf } from './harness.ts';
import { connect, listen, openSocket } from './listener.ts';

describe('the listener', () => {
  it('says where it listens and answers probes, but no browser', async () => {
    const { address, banner, stop } = await listen(await createSite());
    expect(banner).toEqual([
      'codex app-server (WebSockets)',
      `  listening on: ws://${address}`,
      `  readyz: http://${address}/readyz`,
      `  healthz: http://${address}/healthz`,
      '  note: binds localhost only (use SSH port-forwarding for remote access)',
    ]);
    const status = async (path: string, init: RequestInit = {}) =>
      (await fetch(`http://${address}${path}`, init)).status;
    const origin = { origin: 'http://localhost' };
    expect(await status('/readyz')).toBe(200);
    expect(await status('/healthz?x=1')).toBe(200);
    expect(await status('/readyz', { method: 'HEAD' })).toBe(200);
    expect(await status('/readyz', { method: 'POST' })).toBe(405);
    expect(await status('/')).toBe(400);
    expect(await status('/readyz/')).toBe(400);
    expect(await status('/', { method: 'POST' })).toBe(405);
    expect(await status('/readyz', { headers: origin })).toBe(403);
    await expect(openSocket(`ws://${address}/`, origin)).rejects.toThrow('403');
    await expect(openSocket(`ws://${address}/`, { origin: 'null' })).rejects.toThrow('403');
    expect((await stop()).code).toBe(0);
  });

  it('lets in only who shows the token, and only in the header', async () => {
    const tokenFile = join(await mkdtemp(join(tmpdir(), 'codex-token-')), 'token');
    await writeFile(tokenFile, 'sekret\n');
    const auth = ['--ws-auth', 'capability-token', '--ws-token-file', tokenFile];
    const { address, banner } = await listen(await createSite(), auth, '0.0.0.0');
    expect(banner.at(-1)).toBe('  note: websocket auth is required for non-localhost listeners');
    expect((await fetch(`http://${address}/readyz`)).status).toBe(200);
    const wrong: Record<string, string>[] = [
      {},
      { authorization: 'Bearer wrong' },
      { authorization: 'Basic c2VrcmV0' },
    ];
    for (const headers of wrong) {
      await expect(openSocket(`ws://${address}/`, headers)).rejects.toThrow('401');
    }
    await expect(openSocket(`ws://${address}/?token=sekret`)).rejects.toThrow('401');
    const [client] = await connect(address, { authorization: 'Bearer sekret' });
    expect((await client.initialize()).result.platformFamily).toBe('unix');
  });

  it.each([
    [['--listen', 'ws://0.0.0.0:0'], 'refusing to start non-loopback websocket listener 0.0.0.0:0 without auth'],
    [['--listen', 'ws://[::]:0'], 'refusing to start non-loopback websocket listener [::]:0 without auth'],
  ])('does not start with %j', async (args, message) => {
    const server = spawnServer(await createSite(), args);
    const told = textOf(server.stderr);
    expect((await exitOf(server)).code).toBe(1);
    expect(await told).toContain(`Error: ${message}`);
  });
});

describe('two clients', () => {
  it('initialise apart, see the same events, and the first answer wins; a newcomer is asked again', async () => {
    const call = functionCall('exec_command', { cmd: 'touch asked.txt' }, 'call_1');
    const site = await createSite([reply(call), reply(message('done'))], {
      approvalPolicy: 'on-request',
      sandboxMode: 'read-only',
    });
    const { address } = await listen(site);
    const [one] = await connect(address);
    const [two, socketOfTwo] = await connect(address);
    await one.initialize();
    const threadId = await one.thread({ approvalPolicy: 'untrusted' });
    expect((await two.request('thread/loaded/list', {})).error?.message).toBe('Not initialized');
    await two.initialize();
    await one.turn(threadId, 'go');
    const ask = await one.ask('item/commandExecution/requestApproval');
    await two.request('thread/resume', { threadId, excludeTurns: true });
    const replayed = await two.ask('item/commandExecution/requestApproval');
    expect(replayed).toEqual(ask);
    two.send({ id: ask.id, result: { decision: 'decline' } });
    one.send({ id: ask.id, result: { decision: 'accept' } });
    for (const client of [one, two]) {
      const resolved = await client.notification('serverRequest/resolved');
      expect(resolved.params).toEqual({ threadId, requestId: ask.id });
      await client.notification('turn/completed');
    }
    const fromResolved = (client: Client) => client.received.slice(client.methods().indexOf('serverRequest/resolved'));
    expect(fromResolved(two)).toEqual(fromResolved(one));
    const completed = fromResolved(one).find(({ params }) => params?.item?.type === 'commandExecution');
    expect(completed?.params.item.status).toBe('declined');
    socketOfTwo.close();
  });

  it('keeps a turn alive whose client is gone', async () => {
    const gate = Promise.withResolvers<void>();
    const site = await createSite([() => gate.promise.then(() => ({ events: [] })), reply(message('unused'))]);
    const { address } = await listen(site);
    const [one, socket] = await connect(address);
    await one.initialize();
    const threadId = await one.thread();
    const [two] = await connect(address);
    await two.initialize();
    await one.turn(threadId, 'go');
    await site.model.request(1);
    socket.terminate();
    await two.request('thread/loaded/list', {});
    gate.resolve();
    const ended = await two.notification('thread/status/changed', ({ params }) => params.status.type === 'systemError');
    expect(ended.params.threadId).toBe(threadId);
  });

  it('stops telling a client that unsubscribed', async () => {
    const { address } = await listen(await createSite([reply(message('one'))]));
    const [one] = await connect(address);
    await one.initialize();
    const threadId = await one.thread();
    const unsubscribe = async (id: string) => (await one.request('thread/unsubscribe', { threadId: id })).result;
    expect(await unsubscribe(threadId)).toEqual({ status: 'unsubscribed' });
    expect(await unsubscribe(threadId)).toEqual({ status: 'notSubscribed' });
    expect(await unsubscribe('01a00000-0000-7000-8000-000000000000')).toEqual({ status: 'notLoaded' });
    await one.turn(threadId, 'go');
    await one.notification('thread/status/changed', ({ params }) => params.status.type === 'active');
    await one.notification('thread/status/changed', ({ params }) => params.status.type === 'idle');
    expect(one.methods().filter((method) => method.startsWith('turn/') || method.startsWith('item/'))).toEqual([]);
  });
});

describe('overload', () => {
  it('answers every one of a thousand requests once, with a result or the word that it is too much', async () => {
    const { address, stop } = await listen(await createSite([silence()]));
    const [client] = await connect(address);
    await client.initialize();
    await client.turn(await client.thread(), 'go');
    const answers = await Promise.all(Array.from({ length: 1000 }, () => client.request('thread/list', {})));
    const kinds = new Set(answers.map(({ error }) => error?.message ?? 'ok'));
    expect(kinds).toContain('ok');
    kinds.delete('ok');
    kinds.delete('Server overloaded; retry later.');
    expect([...kinds]).toEqual([]);
    const codes = answers.flatMap(({ error }) => (error ? [error.code] : []));
    expect(codes.every((code) => code === -32001)).toBe(true);
    expect((await client.request('thread/list', {})).error).toBeUndefined();
    expect((await stop()).code).toBe(0);
  });
});
