// What an operator sees: lines on stderr, and traces at a collector that the environment names.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { functionCall, message } from '@codex/testkit/ev.ts';
import { reply } from '@codex/testkit/mock-model-server.ts';
import { expect, onTestFinished, test } from 'vitest';
import { createSite, type Site, spawnServer, stdioClient } from '../app-server/harness.ts';

const answers = () => [
  reply(functionCall('exec_command', { cmd: 'echo done' }, 'call_1')),
  reply(message('that is all')),
];

async function runTurn(site: Site, env: NodeJS.ProcessEnv): Promise<string> {
  const child = spawnServer(site, ['-c', 'approval_policy="never"', '-c', 'sandbox_mode="danger-full-access"'], env);
  let stderr = '';
  child.stderr?.on('data', (data) => (stderr += data));
  const client = stdioClient(child);
  await client.initialize();
  await client.turn(await client.thread(), 'go');
  await client.notification('turn/completed');
  child.stdin?.end();
  await new Promise((resolve) => child.once('close', resolve));
  return stderr;
}

test('a turn is told in lines of JSON, without secrets', async () => {
  const site = await createSite(answers());
  const secret = 'canary-0123456789';
  const stderr = await runTurn(site, { LOG_FORMAT: 'json', RUST_LOG: 'debug', SOME_API_KEY: secret });
  const lines = stderr
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  for (const line of lines) expect(line).toMatchObject({ level: expect.any(String), time: expect.any(String) });
  expect(lines.find(({ msg }) => msg === 'tool returned')).toMatchObject({ level: 'debug', tool: 'exec_command' });
  expect(lines.find(({ msg }) => msg === 'turn ended')).toMatchObject({ level: 'info', status: 'completed' });
  expect(stderr).not.toContain(secret);
});

test('a server says nothing of turns that go well unless it is asked to', async () => {
  const site = await createSite(answers());
  expect(await runTurn(site, { LOG_FORMAT: '', RUST_LOG: '', LOG_LEVEL: '' })).not.toContain('turn');
});

interface Otlp {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
}

/** A collector of OTLP over HTTP. */
async function collect(): Promise<{ url: string; spans: Otlp[]; headers: string[] }> {
  const spans: Otlp[] = [];
  const headers: string[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    headers.push(String(request.headers['x-team']));
    const sent = JSON.parse(body) as { resourceSpans: { scopeSpans: { spans: Otlp[] }[] }[] };
    spans.push(...sent.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)));
    response.setHeader('content-type', 'application/json').end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, spans, headers };
}

test('traces of a turn reach the collector that the environment names, requests and tools as its parts', async () => {
  const site = await createSite(answers());
  const { url, spans, headers } = await collect();
  await runTurn(site, { OTEL_EXPORTER_OTLP_ENDPOINT: url, OTEL_EXPORTER_OTLP_HEADERS: 'x-team=core' });
  expect(spans.map(({ name }) => name).sort()).toEqual(['model request', 'model request', 'tool', 'turn']);
  const turn = spans.find(({ name }) => name === 'turn');
  for (const part of spans.filter(({ name }) => name !== 'turn')) {
    expect(part).toMatchObject({ traceId: turn?.traceId, parentSpanId: turn?.spanId });
  }
  expect(new Set(headers)).toEqual(new Set(['core']));
});
