// JSON-RPC on the same port: WebSocket and REST clients share threads, see one order, and race for the same asks.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Connection, connect } from '@codex/app-server-client/connection.ts';
import { connectWebSocket } from '@codex/rpc/channels/websocket.ts';
import { functionCall, message } from '@codex/testkit/ev.ts';
import { reply } from '@codex/testkit/mock-model-server.ts';
import { expect, onTestFinished, test } from 'vitest';
import WebSocket from 'ws';
import type { RestClient } from './client.ts';
import { createSite } from './harness.ts';

type Incoming = { method: string; id?: number; params: Record<string, unknown> };

/** A JSON-RPC client that remembers what it was told. */
async function connectTui(client: RestClient) {
  const channel = await connectWebSocket(client.url.replace('http', 'ws'), { token: client.token });
  const connection = await connect(channel, { name: 'tui', version: '1' });
  onTestFinished(() => connection.close());
  const seen: Incoming[] = [];
  let wake = () => {};
  void collect(connection, seen, () => wake());
  const until = async (fits: (message: Incoming) => boolean): Promise<Incoming> => {
    for (;;) {
      const found = seen.find(fits);
      if (found) return found;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  return { connection, seen, until };
}

async function collect(connection: Connection, seen: Incoming[], wake: () => void): Promise<void> {
  for await (const message of connection.incoming) {
    seen.push(message as Incoming);
    wake();
  }
}

const asking = { approvalPolicy: 'on-request', sandboxMode: 'read-only' };
const touch = (n: number) => reply(functionCall('exec_command', { cmd: `touch ${n}.txt` }, `call_${n}`));

test('both follow one thread in one order; of two answers one wins and the other is told', async () => {
  const rounds = 8;
  const answers = Array.from({ length: rounds }, (_, n) => [touch(n), reply(message('end'))]).flat();
  const site = await createSite([reply(message('first')), ...answers], asking);
  const client = await site.start();
  const threadId = await client.thread({ cwd: site.home.cwd, approval_policy: 'untrusted' });
  const stream = await client.events(threadId, undefined, '?format=protocol');
  await client.turn(threadId, 'hello');
  await stream.until('turn/completed');
  const tui = await connectTui(client);
  await tui.connection.request('thread/resume', { threadId });
  const from = stream.events.length;

  for (let n = 0; n < rounds; n += 1) {
    const isAsk = (id: unknown, params: Record<string, unknown>) => id !== undefined && params.itemId === `call_${n}`;
    if (n % 2 === 0) await client.turn(threadId, 'go');
    else await tui.connection.request('turn/start', { threadId, input: [{ type: 'text', text: 'go' }] });
    const ask = await tui.until(({ id, params }) => isAsk(id, params));
    await stream.until(({ data }) => isAsk(data.id, data.params as Record<string, unknown>));
    const path = `/api/v2/threads/${threadId}/approvals/call_${n}`;
    const answer = client.post(path, { decision: 'approve' });
    if (n % 3 === 0) await answer;
    tui.connection.respond({ id: Number(ask.id) }, { result: { decision: 'decline' } });
    const { status } = await answer;
    expect([200, 409]).toContain(status);
    await tui.until(({ method, params }) => method === 'serverRequest/resolved' && params.requestId === ask.id);
    await stream.until(({ event }) => event === 'turn/completed', stream.events.length);
    expect(existsSync(join(site.home.cwd, `${n}.txt`))).toBe(status === 200);
    expect((await client.post(path, { decision: 'approve' })).status).toBe(409);
  }

  const ofThread = ({ params }: Incoming) => params.threadId === threadId;
  const overRest = stream.events
    .slice(from)
    .map(({ data }) => data as unknown as Incoming)
    .filter(ofThread);
  const overWebSocket = tui.seen.filter(ofThread);
  const start = overWebSocket.findIndex(({ method }) => method === 'turn/started');
  const restStart = overRest.findIndex(({ method }) => method === 'turn/started');
  expect(overWebSocket.slice(start)).toEqual(overRest.slice(restStart));
});

test('an upgrade needs the token in its header and no origin', async () => {
  const site = await createSite([]);
  const client = await site.start();
  const refusal = (path: string, headers: Record<string, string>) =>
    new Promise<number | undefined>((resolve, reject) => {
      const socket = new WebSocket(client.url.replace('http', 'ws') + path, { headers });
      socket.on('unexpected-response', (_, response) => {
        response.resume();
        resolve(response.statusCode);
      });
      socket.on('open', () => reject(new Error('the upgrade was accepted')));
      socket.on('error', reject);
    });
  const authorization = `Bearer ${client.token}`;
  expect(await refusal('/', {})).toBe(401);
  expect(await refusal(`/?token=${client.token}`, {})).toBe(401);
  expect(await refusal('/', { authorization: 'Bearer wrong' })).toBe(401);
  expect(await refusal('/', { authorization, origin: 'http://localhost:3000' })).toBe(403);
  expect(await refusal('/', { authorization, host: 'evil.example' })).toBe(421);
});

test('a thousand requests on one connection are all answered, each once', async () => {
  const site = await createSite([]);
  const client = await site.start();
  const tui = await connectTui(client);
  const results = await Promise.allSettled(
    Array.from({ length: 1000 }, () => tui.connection.request('thread/loaded/list', {})),
  );
  expect(results.filter((result) => result.status === 'fulfilled').length).toBeGreaterThan(0);
  for (const result of results) if (result.status === 'rejected') expect(result.reason.code).toBe(-32001);
  const overRest = await Promise.all(Array.from({ length: 1000 }, () => client.get('/api/v2/threads?loaded=true')));
  expect(overRest.map((answer) => answer.status)).toEqual(overRest.map(() => 200));
});
