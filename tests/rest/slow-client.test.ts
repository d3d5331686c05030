// A client that does not read: it holds up neither the turn nor other clients, and is told that it was cut off.
import { createConnection } from 'node:net';
import { message } from '@codex/testkit/ev.ts';
import { reply } from '@codex/testkit/mock-model-server.ts';
import { expect, onTestFinished, test } from 'vitest';
import { createSite } from './harness.ts';

test('8 MB past a client that does not read: the turn ends, others see all of it, the idle one catches up without a gap', async () => {
  const chunk = 'x'.repeat(8_000);
  const deltas = Array.from({ length: 1_000 }, (_, n) => `${n} ${chunk}`);
  const site = await createSite([reply(message(deltas.join(''), { deltas }))]);
  const client = await site.start();
  const threadId = await client.thread({ cwd: site.home.cwd });

  const { port } = new URL(client.url);
  const idle = createConnection(Number(port), '127.0.0.1');
  onTestFinished(() => void idle.destroy());
  const head = `GET /api/v2/threads/${threadId}/events HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${client.token}\r\n\r\n`;
  await new Promise<void>((resolve) => idle.write(head, () => resolve()));
  idle.pause();

  const reading = await client.events(threadId);
  await client.turn(threadId, 'go');
  await reading.until('turn/completed');
  const texts = reading.events.filter(({ event }) => event === 'item/agentMessage/delta').map(({ data }) => data.delta);
  expect(texts.join('')).toBe(deltas.join(''));

  // What the idle client gets when it wakes up: everything, in fewer and larger deltas.
  const chunks: string[] = [];
  idle.setEncoding('utf8');
  const caughtUp = new Promise<void>((resolve, reject) => {
    idle.on('data', (data: string) => {
      chunks.push(data);
      if (chunks.slice(-2).join('').includes('event: turn/completed')) resolve();
    });
    idle.on('close', () => reject(new Error('closed')));
  });
  idle.resume();
  await caughtUp;
  const late = [...bodyOf(chunks.join('')).matchAll(/^event: item\/agentMessage\/delta\ndata: (.*)$/gm)].map((match) =>
    JSON.parse(match[1] ?? ''),
  );
  expect(late.map((data) => data.delta).join('')).toBe(deltas.join(''));
  expect(late.length).toBeLessThan(deltas.length);
});

/** The body of a chunked response. */
function bodyOf(response: string): string {
  let rest = response.slice(response.indexOf('\r\n\r\n') + 4);
  let body = '';
  for (;;) {
    const end = rest.indexOf('\r\n');
    const size = Number.parseInt(rest.slice(0, end), 16);
    if (end < 0 || !(size > 0)) return body;
    body += rest.slice(end + 2, end + 2 + size);
    rest = rest.slice(end + 4 + size);
  }
}
