// Two REST clients and a JSON-RPC client answer the same approval at once, many times: exactly one wins, the command
// runs once or never, everybody is told. `RACE_ROUNDS=500` for the long version.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from '@codex/app-server-client/connection.ts';
import { connectWebSocket } from '@codex/rpc/channels/websocket.ts';
import { functionCall, message } from '@codex/testkit/ev.ts';
import { reply } from '@codex/testkit/mock-model-server.ts';
import { expect, onTestFinished, test } from 'vitest';
import { createSite } from './harness.ts';

const rounds = Number(process.env.RACE_ROUNDS ?? 25);

type Incoming = { method: string; id?: number; params: Record<string, unknown> };

/** Runs exactly once when it runs at all: a second run would make a second line. */
const append = (n: number) => reply(functionCall('exec_command', { cmd: `echo ${n} >> ran.txt` }, `call_${n}`));

test(`${rounds} races`, { timeout: rounds * 1000 + 60_000 }, async () => {
  const answers = Array.from({ length: rounds }, (_, n) => [append(n), reply(message('end'))]).flat();
  const site = await createSite([reply(message('first')), ...answers], {
    approvalPolicy: 'on-request',
    sandboxMode: 'read-only',
  });
  const client = await site.start();
  const threadId = await client.thread({ cwd: site.home.cwd, approval_policy: 'untrusted' });
  const streams = [await client.events(threadId), await client.events(threadId)] as const;
  const [stream, other] = streams;
  await client.turn(threadId, 'hello');
  await stream.until('turn/completed');

  const channel = await connectWebSocket(client.url.replace('http', 'ws'), { token: client.token });
  const tui = await connect(channel, { name: 'tui', version: '1' });
  onTestFinished(() => tui.close());
  const seen: Incoming[] = [];
  let wake = () => {};
  void (async () => {
    for await (const incoming of tui.incoming) {
      seen.push(incoming as Incoming);
      wake();
    }
  })();
  const untilSeen = async (fits: (incoming: Incoming) => boolean): Promise<Incoming> => {
    for (;;) {
      const found = seen.findLast(fits);
      if (found) return found;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  await tui.request('thread/resume', { threadId });

  const path = (n: number) => `/api/v2/threads/${threadId}/approvals/call_${n}`;
  const expected: string[] = [];
  for (let n = 0; n < rounds; n += 1) {
    const from = stream.events.length;
    const otherFrom = other.events.length;
    const turnId = await client.turn(threadId, 'go');
    const ask = await untilSeen(({ id, params }) => id !== undefined && params.itemId === `call_${n}`);
    await stream.until(({ data }) => data.item_id === `call_${n}` && 'approval_id' in data, from);
    const sends = [
      () => client.post(path(n), { decision: 'approve' }),
      () => client.post(path(n), { decision: 'decline' }),
      () => void tui.respond({ id: Number(ask.id) }, { result: { decision: 'accept' } }),
    ];
    const order = [n % 3, (n + 1 + (n % 2)) % 3, (n + 2 - (n % 2)) % 3];
    const results = await Promise.all(order.map(async (which) => [which, await sends[which]?.()] as const));
    const statuses = new Map(results.map(([which, answer]) => [which, answer?.status]));
    const won = [0, 1].filter((which) => statuses.get(which) === 200);
    expect(won.length, JSON.stringify([...statuses])).toBeLessThanOrEqual(1);
    expect([...statuses.values()].filter((status) => status !== undefined && status !== 200 && status !== 409)).toEqual(
      [],
    );
    await stream.until(({ event, data }) => event === 'turn/completed' && data.turn_id === turnId, from);
    await other.until(({ event, data }) => event === 'turn/completed' && data.turn_id === turnId, otherFrom);
    // Nobody over REST won: it was the JSON-RPC client, who accepted.
    if (won[0] !== 1) expected.push(String(n));
    for (const events of [stream.events.slice(from), other.events.slice(otherFrom)]) {
      expect(events.filter(({ event }) => event === 'serverRequest/resolved')).toHaveLength(1);
    }
    await untilSeen(({ method, params }) => method === 'serverRequest/resolved' && params.requestId === ask.id);
    expect((await client.post(path(n), { decision: 'approve' })).status).toBe(409);
  }
  expect(readLines(join(site.home.cwd, 'ran.txt'))).toEqual(expected);
});

function readLines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').trim().split('\n');
  } catch {
    return [];
  }
}
