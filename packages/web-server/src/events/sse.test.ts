// sse.ts on a real socket and a real log: keepalive, and what a client is told that does not keep up.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { EventLog } from './event-log.ts';
import { threadSource } from './event-source.ts';
import { defaultLimits, EventStream, type StreamLimits } from './sse.ts';

let home: string;
let log: EventLog;
let server: Server;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'sse-'));
  log = EventLog.open(join(home, 'events.sqlite'), console.error);
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
  log.close();
  rmSync(home, { recursive: true });
});

/** Streams thread `t` after the event that the path names. */
async function connect(limits: Partial<StreamLimits>, after: number): Promise<IncomingMessage> {
  server = createServer((request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const source = threadSource(log, 't');
    const target = { response, source, format: 'rest', limits: { ...defaultLimits, ...limits } } as const;
    new EventStream(target, Number(request.url?.slice(1)), []);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve) => get({ port, path: `/${after}`, agent: false }, resolve));
}

function addDeltas(from: number, count: number, size: number): void {
  for (let n = from; n < from + count; n += 1) {
    const params = { threadId: 't', turnId: 'u', itemId: 'i', delta: `${n}`.padEnd(size, '.') };
    log.append('t', { method: 'item/agentMessage/delta', params });
  }
}

async function readAll(response: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of response) text += chunk;
  return text;
}

/** `[seq, words in the delta]` of each delta. */
function deltas(text: string): Array<[seq: number, words: string[]]> {
  return [...text.matchAll(/^id: \w+-(\d+)\nevent: item\/agentMessage\/delta\ndata: (.*)$/gm)].map((match) => [
    Number(match[1]),
    String(JSON.parse(match[2] ?? '').delta).match(/\d+/g) ?? [],
  ]);
}

test('a comment is sent while there is no event', async () => {
  const response = await connect({ keepaliveMs: 20 }, 0);
  const chunk = await new Promise((resolve) => response.once('data', (data) => resolve(String(data))));
  expect(chunk).toBe(': keepalive\n\n');
  response.destroy();
});

test('a client that falls too far behind is told where it stands and closed; from there nothing is missing', async () => {
  const response = await connect({ maxBehind: 200 }, 0);
  response.pause();
  const size = 8_000;
  const total = 2_000;
  for (let n = 0; n < total; n += 10) {
    addDeltas(n, 10, size);
    log.flush();
    await new Promise((resolve) => setImmediate(resolve));
  }
  const text = await readAll(response);
  const told = deltas(text);
  const { last_event_id: last } = JSON.parse(/^event: lagged\ndata: (.*)$/m.exec(text)?.[1] ?? '{}');
  const [epoch, seq] = String(last).split('-');
  expect(epoch).toBe(log.position('t').epoch);
  expect(Number(seq)).toBeLessThan(total);
  expect(told.at(-1)?.[0]).toBe(Number(seq));
  server.close();

  const again = await connect({}, Number(seq));
  const chunks: string[] = [];
  for await (const chunk of again) {
    chunks.push(String(chunk));
    const tail = chunks.slice(-3).join('');
    if (tail.includes(`id: ${epoch}-${total}\n`) && tail.endsWith('\n\n')) break;
  }
  const words = [...told, ...deltas(chunks.join(''))].flatMap(([, each]) => each).map(Number);
  expect(words).toEqual(Array.from({ length: total }, (_, n) => n));
});

test('a client that takes no byte for too long is closed', async () => {
  const response = await connect({ maxStallMs: 50 }, 0);
  response.pause();
  addDeltas(0, 1_000, 20_000);
  log.flush();
  await new Promise((resolve) => setTimeout(resolve, 200));
  await expect(readAll(response)).resolves.toContain('event: lagged');
});
