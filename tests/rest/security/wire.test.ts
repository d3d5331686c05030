// Clients that break the rules of HTTP, take for ever, come in thousands, or send more than anybody needs.
import { execFileSync } from 'node:child_process';
import { createConnection, type Socket } from 'node:net';
import { message } from '@codex/testkit/ev.ts';
import { reply } from '@codex/testkit/mock-model-server.ts';
import { expect, onTestFinished, test } from 'vitest';
import { createSite } from '../harness.ts';
import { rawAnswer } from '../raw-answer.ts';

test('S9: ambiguous lengths, broken chunks and large headers are refused, and the connection is closed', async () => {
  const site = await createSite([]);
  const client = await site.start();
  const head = `POST /api/v2/threads HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${client.token}\r\nContent-Type: application/json\r\n`;
  const smuggled = `GET /api/v2/threads/loaded HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${client.token}\r\n\r\n`;
  const attacks = [
    `${head}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`,
    `${head}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}${smuggled}`,
    `${head}Content-Length: 2, 3\r\n\r\n{}${smuggled}`,
    `${head}Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n${smuggled}`,
    `${head}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${smuggled}`,
    `${head}Content-Length : 2\r\n\r\n{}${smuggled}`,
    `${head}X: ${'x'.repeat(40_000)}\r\n\r\n`,
  ];
  for (const attack of attacks) {
    const answer = await rawAnswer(client, attack);
    expect(answer.split(' ')[1], attack.slice(-200)).toMatch(/^4\d\d$/);
    expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1);
  }
  expect((await client.get('/health')).status).toBe(200);
});

test('S9: whoever sends headers byte by byte is cut off', { timeout: 60_000 }, async () => {
  const site = await createSite([]);
  const client = await site.start();
  const socket = createConnection(Number(new URL(client.url).port), '127.0.0.1');
  socket.on('error', () => {});
  socket.write('GET /health HTTP/1.1\r\nHost: localhost\r\n');
  const drip = setInterval(() => socket.write('X: y\r\n'), 500);
  onTestFinished(() => clearInterval(drip));
  let got = '';
  socket.on('data', (data) => (got += data));
  await new Promise<void>((resolve) => socket.on('close', () => resolve()));
  expect(got).toContain('REQUEST_TIMEOUT');
});

const openFiles = Number(execFileSync('sh', ['-c', 'ulimit -n'], { encoding: 'utf8' }).replace('unlimited', '1e9'));
const idle = openFiles >= 12_000 ? 10_000 : 1_000;
if (idle < 10_000) console.warn(`SKIPPED 10,000 idle connections, tried ${idle}: ulimit -n is ${openFiles}, not 12000`);

test(`S9: ${idle} idle connections, half of them streams, leave the server answering`, {
  timeout: 180_000,
}, async () => {
  const site = await createSite([]);
  const client = await site.start();
  const { port } = new URL(client.url);
  const sockets: Socket[] = [];
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
  });
  const stream = `GET /api/v2/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${client.token}\r\n\r\n`;
  const open = (n: number) =>
    new Promise<void>((resolve, reject) => {
      const socket = createConnection(Number(port), '127.0.0.1');
      sockets.push(socket);
      if (n % 2 === 0) socket.write(stream);
      socket.once(n % 2 === 0 ? 'data' : 'connect', () => resolve());
      socket.on('error', reject);
    });
  for (let n = 0; n < idle; n += 100) await Promise.all(Array.from({ length: 100 }, (_, i) => open(n + i)));
  expect((await client.get('/api/v2/threads')).status).toBe(200);
  const headers = { authorization: `Bearer ${client.token}` };
  const metrics = await (await fetch(`${client.url}/metrics`, { headers })).text();
  expect(metrics).toContain(`codex_event_streams ${idle / 2}`);
});

test('S32: a configured limit of requests is told with the time to wait', async () => {
  const site = await createSite([]);
  const client = await site.start({ args: ['-c', 'web_server.rate_limit=5'] });
  const answers = await Promise.all(Array.from({ length: 8 }, () => client.get('/api/v2/threads/loaded')));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(5);
  const refused = answers.find(({ status }) => status === 429);
  expect(refused?.body).toMatchObject({ error: { code: 'RATE_LIMITED' }, status: 429 });
  expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await client.get('/health')).status).toBe(200);
});

test('S33: bodies that are too deep or too large are refused, long lines and many deltas pass', {
  timeout: 120_000,
}, async () => {
  const line = 'x'.repeat(5_000_000);
  const deltas = Array.from({ length: 20_000 }, (_, n) => `${n},`);
  const site = await createSite([reply(message(line)), reply(message(deltas.join(''), { deltas }))]);
  const client = await site.start();
  const send = async (body: string) => {
    const headers = { authorization: `Bearer ${client.token}`, 'content-type': 'application/json' };
    const response = await fetch(`${client.url}/api/v2/threads`, { method: 'POST', headers, body });
    return { status: response.status, body: await response.json() };
  };
  expect(await send('{"config":'.repeat(100_000))).toMatchObject({ status: 400 });
  expect(await send(`{"config":{"a":"${'x'.repeat(17 * 1024 * 1024)}"}}`)).toMatchObject({
    status: 413,
    body: { error: { code: 'PAYLOAD_TOO_LARGE' } },
  });
  const threadId = await client.thread({ cwd: site.home.cwd });
  const stream = await client.events(threadId);
  await client.turn(threadId, 'a long line');
  await stream.until('turn/completed');
  const told = stream.events.find(
    ({ event, data }) => event === 'item/completed' && data.item_type === 'agent_message',
  );
  expect(told?.data.item).toMatchObject({ text: line });
  const from = stream.events.length;
  await client.turn(threadId, 'many deltas');
  await stream.until('turn/completed', from);
  const words = stream.events.slice(from).filter(({ event }) => event === 'item/agentMessage/delta');
  expect(words.map(({ data }) => data.delta).join('')).toBe(deltas.join(''));
});
