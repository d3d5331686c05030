// The web server under load: requests, event streams, and how the framework alone does, in the same run.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../scripts/sources.ts';
import { loadHttp } from './http-load.ts';
import { startLoadModel } from './load-model.ts';
import { openStreams } from './sse-load.ts';

export interface WebResults {
  readonly rows: ReadonlyArray<readonly [measure: string, value: string, target: string]>;
  readonly skipped: readonly string[];
}

const token = 'bench';
const seconds = 5;
const connections = 64;
const manyStreams = 5_000;
const fanOut = 1_000;
const fanOutRounds = 40;

export async function measureWebServer(): Promise<WebResults> {
  const model = await startLoadModel();
  const home = mkdtempSync(join(tmpdir(), 'codex-bench-'));
  const cwd = join(home, 'work');
  mkdirSync(cwd);
  writeFileSync(join(home, 'config.toml'), config(model.baseUrl));
  const server = await start([join(root, 'node_modules/.bin/codex-web-server'), '--port', '0'], home);
  const bare = await start([process.execPath, '-e', bareServer], home);
  try {
    const rows: Array<readonly [string, string, string]> = [];
    rows.push(...(await measureRequests(server, bare)));
    const threadId = await createThread(server, cwd);
    const skipped = await measureMemory(server, threadId, rows);
    rows.push(await measureFanOut(server, threadId));
    return { rows, skipped };
  } finally {
    for (const { child } of [server, bare]) child.kill('SIGKILL');
    model.close();
    rmSync(home, { recursive: true, force: true });
  }
}

interface Running {
  readonly child: ChildProcess;
  readonly port: number;
}

/** The framework with one route, as the floor. */
const bareServer = `
import fastify from 'fastify';
const http = fastify();
http.get('/health', async () => ({ status: 'ok' }));
await http.listen({ port: 0, host: '127.0.0.1' });
console.log('listening on http://127.0.0.1:' + http.server.address().port);
`;

function config(baseUrl: string): string {
  return `model = "gpt-5.5"
model_provider = "load"
approval_policy = "never"
[model_providers.load]
name = "Load"
base_url = "${baseUrl}"
wire_api = "responses"
`;
}

async function start([program = '', ...args]: readonly string[], home: string): Promise<Running> {
  const env = { ...process.env, CODEX_HOME: home, HOME: home, CODEX_AUTH_TOKEN: token };
  const child = spawn(program, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  for (;;) {
    const [data] = await once(child.stdout, 'data');
    output += data;
    const port = /listening on http:\/\/127\.0\.0\.1:(\d+)/.exec(output)?.[1];
    if (port) return { child, port: Number(port) };
  }
}

async function measureRequests(server: Running, bare: Running): Promise<Array<readonly [string, string, string]>> {
  const load = (port: number, path: string, depth: number) =>
    loadHttp({ port, path, token, connections, depth, seconds });
  await loadHttp({ port: server.port, path: '/health', token, connections, depth: 4, seconds: 1 });
  const health = await load(server.port, '/health', 4);
  await loadHttp({ port: bare.port, path: '/health', token, connections, depth: 4, seconds: 1 });
  const floor = await load(bare.port, '/health', 4);
  const list = await load(server.port, '/api/v2/threads/loaded', 1);
  return [
    ['GET /health per second', health.perSecond.toFixed(0), `10,000, or the framework's floor`],
    ['the framework alone, per second', floor.perSecond.toFixed(0), ''],
    [`GET /api/v2/threads/loaded, ${connections} connections: p95 ms`, list.p95.toFixed(2), '5'],
    ['the same, per second', list.perSecond.toFixed(0), ''],
  ];
}

async function createThread({ port }: Running, cwd: string): Promise<string> {
  const answer = await post(port, '/api/v2/threads', { cwd });
  return String(answer.thread_id);
}

async function post(port: number, path: string, body: unknown): Promise<Record<string, unknown>> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Record<string, unknown>;
}

/** Returns what could not be measured here. */
async function measureMemory(
  server: Running,
  threadId: string,
  rows: Array<readonly [string, string, string]>,
): Promise<string[]> {
  const limit = Number(execFileSync('bash', ['-c', 'ulimit -n'], { encoding: 'utf8' }));
  if (limit < 12_000) return [`${manyStreams} streams: needs ulimit -n of 12000, here it is ${limit}`];
  const before = memoryOf(server);
  const streams = await openStreams(server.port, `/api/v2/threads/${threadId}/events`, token, manyStreams);
  const each = (memoryOf(server) - before) / manyStreams;
  streams.close();
  rows.push([`memory per event stream, ${manyStreams} open: KB`, each.toFixed(1), '30']);
  return [];
}

/** Resident, in KB. */
function memoryOf({ child }: Running): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]);
}

/** From the answer of a rename to the event at each of the streams. */
async function measureFanOut(server: Running, threadId: string): Promise<readonly [string, string, string]> {
  const streams = await openStreams(server.port, `/api/v2/threads/${threadId}/events`, token, fanOut);
  const times: number[] = [];
  for (let round = 0; round < fanOutRounds; round += 1) {
    const name = `round-${round}-`;
    const seen = streams.seen(name);
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const sent = performance.now();
    const url = `http://127.0.0.1:${server.port}/api/v2/threads/${threadId}/name`;
    await fetch(url, { method: 'PUT', headers, body: JSON.stringify({ name }) });
    for (const at of await seen) times.push(at - sent);
  }
  streams.close();
  const sorted = times.sort((a, b) => a - b);
  const p95 = sorted[Math.floor(sorted.length * 0.95)] ?? 0;
  return [`an event to ${fanOut} streams, from the request on: p95 ms`, p95.toFixed(1), '50'];
}
