// One conversation over every way to reach an app-server, the official program included: the client cannot tell them apart.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { serve } from '@codex/app-server/serve.ts';
import { type Connection, connect } from '@codex/app-server-client/connection.ts';
import { createEngine } from '@codex/engine/create-engine.ts';
import type { ServerNotification, ServerRequest } from '@codex/protocol/methods.ts';
import type { Channel } from '@codex/rpc/channel.ts';
import { channelPair } from '@codex/rpc/channels/pair.ts';
import { processChannel } from '@codex/rpc/channels/process.ts';
import { connectWebSocket } from '@codex/rpc/channels/websocket.ts';
import { functionCall, message } from '@codex/testkit/ev.ts';
import { reply } from '@codex/testkit/mock-model-server.ts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { officialCodex } from '../../scripts/peers.ts';
import { clientInfo, createSite, entry, type Site, serverEnv } from './harness.ts';
import { listen } from './listener.ts';

const official = officialCodex();
if (!official) console.warn('skipped: the official program is not installed. Run: npm run setup');

type Open = (site: Site) => Promise<Channel>;

const wires: Readonly<Record<string, Open>> = {
  async 'this process'({ home }) {
    const env = { ...process.env };
    const [near, far] = channelPair();
    const engine = await createEngine({
      codexHome: home.home,
      cwd: home.cwd,
      overrides: [],
      strictConfig: false,
      version: '0.169.0',
      env,
    });
    void serve(far, engine);
    onTestFinished(() => engine.close());
    return near;
  },
  'a child process': async (site) =>
    processChannel(process.execPath, [entry, 'app-server'], { cwd: site.home.cwd, env: serverEnv(site) }),
  WebSocket: async (site) => connectWebSocket(`ws://${(await listen(site)).address}/`),
  'the official program': async (site) =>
    processChannel(official ?? '', ['app-server'], { cwd: site.home.cwd, env: serverEnv(site), stderr: 'ignore' }),
};

type Incoming = ServerNotification | ServerRequest;

/** Takes messages until one of this method has come. */
async function until(connection: Connection, method: Incoming['method']): Promise<Incoming[]> {
  const seen: Incoming[] = [];
  const messages = connection.incoming[Symbol.asyncIterator]();
  for (;;) {
    const { value, done } = await messages.next();
    if (done) throw new Error(`the connection ended before ${method}`);
    seen.push(value);
    if (value.method === method) return seen;
  }
}

const available = Object.keys(wires).filter((wire) => official || wire !== 'the official program');

describe.each(available)('an app-server in %s', (wire) => {
  const open = wires[wire] as Open;

  it('runs a turn with an approval', async () => {
    const site = await createSite([
      reply(functionCall('exec_command', { cmd: 'echo approved > made.txt' }, 'call_1')),
      reply(message('done')),
    ]);
    const connection = await connect(await open(site), clientInfo);
    onTestFinished(() => connection.close());
    expect(connection.server.userAgent).toContain('tester/0.169.0');
    const { thread } = await connection.request('thread/start', { cwd: site.home.cwd, approvalPolicy: 'untrusted' });
    await connection.request('turn/start', {
      threadId: thread.id,
      input: [{ type: 'text', text: 'go', text_elements: [] }],
    });
    const before = await until(connection, 'item/commandExecution/requestApproval');
    expect(before.map(({ method }) => method)).toContain('turn/started');
    const ask = before.at(-1) as ServerRequest;
    expect(connection.respond(ask, { result: { decision: 'accept' } })).toBe(true);
    expect(connection.respond(ask, { result: { decision: 'decline' } })).toBe(false);
    const after = await until(connection, 'turn/completed');
    expect(after.find(({ method }) => method === 'serverRequest/resolved')).toMatchObject({
      params: { threadId: thread.id, requestId: ask.id },
    });
    expect(after.at(-1)).toMatchObject({ params: { turn: { status: 'completed' } } });
    expect(existsSync(join(site.home.cwd, 'made.txt'))).toBe(true);
  });

  it('refuses with code and words, and ends when it is closed', async () => {
    const connection = await connect(await open(await createSite()), clientInfo);
    await expect(connection.request('thread/read', { threadId: 'x' })).rejects.toMatchObject({
      name: 'ResponseError',
      code: -32600,
      message: expect.stringContaining('invalid thread id'),
    });
    const pending = connection.request('thread/list', {}).catch((error: Error) => error.name);
    await connection.close();
    await pending;
    expect((await connection.closed).code).toBe('local');
    await expect(connection.request('thread/list', {})).rejects.toMatchObject({ name: 'ConnectionClosedError' });
  });
});
