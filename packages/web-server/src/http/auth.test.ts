// auth.ts and the checks of http.ts over real HTTP: who is let in, who is not, and that a body never decides it.
import { type IncomingMessage, request } from 'node:http';
import { type AddressInfo, createConnection } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hostName } from './auth.ts';
import { AuthFailures } from './auth-failures.ts';
import { createHttp } from './http.ts';

const access = {
  token: () => 'secret',
  failures: new AuthFailures(),
  allowedHosts: new Set(['codex.example']),
  allowedOrigins: new Set(['http://ok.example']),
};
const http = createHttp({ access });
let port: number;

beforeAll(async () => {
  http.get('/closed', async () => ({}));
  http.get('/open', { config: { open: true } }, async () => ({}));
  http.post('/echo', async ({ body }) => ({ body: body ?? null }));
  await http.listen({ port: 0, host: '127.0.0.1' });
  port = (http.server.address() as AddressInfo).port;
});
afterAll(() => http.close());

interface Answer {
  status: number;
  headers: IncomingMessage['headers'];
  body: { error?: { code: string } } & Record<string, unknown>;
}

function ask(path: string, headers: Record<string, string | string[]>, method = 'GET', body = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = request({ port, path, method, headers, setHost: !('host' in headers) }, (response) => {
      let text = '';
      response.on('data', (chunk) => (text += chunk));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text ? JSON.parse(text) : {} });
      });
    });
    call.on('error', reject);
    call.end(body);
  });
}

const good = { authorization: 'Bearer secret' };
const json = { ...good, 'content-type': 'application/json' };

describe('token', () => {
  test.each([
    ['none', undefined, 401],
    ['right', 'Bearer secret', 200],
    ['right, scheme in lower case', 'bearer secret', 200],
    ['wrong', 'Bearer secreT', 401],
    ['prefix of the right one', 'Bearer secre', 401],
    ['another scheme', 'Basic secret', 401],
    ['empty', 'Bearer ', 401],
  ])('%s', async (_, authorization, status) => {
    const answer = await ask('/closed', authorization === undefined ? {} : { authorization });
    expect(answer.status).toBe(status);
    if (status === 401) expect(answer.body).toMatchObject({ error: { code: 'UNAUTHORIZED' }, status: 401 });
  });

  test('is not taken from the URL, and not needed where a route is open', async () => {
    expect((await ask('/closed?token=secret&access_token=secret', {})).status).toBe(401);
    expect((await ask('/open', {})).status).toBe(200);
    expect((await ask('/nowhere', {})).status).toBe(401);
    expect((await ask('/nowhere', good)).status).toBe(404);
  });

  test('is asked for before the body is read', async () => {
    const answer = await ask('/echo', { 'content-type': 'application/json', 'content-length': '1000000' }, 'POST', '{');
    expect(answer.status).toBe(401);
  });
});

test.each([
  ['127.0.0.1', 200],
  ['localhost:3000', 200],
  ['LOCALHOST', 200],
  ['[::1]:99', 200],
  ['codex.example', 200],
  ['evil.example', 421],
  ['localhost.evil.com', 421],
  ['127.0.0.1.nip.io', 421],
  ['localhost.', 421],
  ['localhost@evil.example', 421],
  ['10.1.2.3', 421],
  ['localhost, evil.example', 421],
])('Host: %s gives %i', async (host, status) => {
  expect((await ask('/closed', { ...good, host })).status).toBe(status);
});

test.each([
  ['two Host headers', 'GET /open HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n', /^(400|421)$/],
  ['no Host header', 'GET /open HTTP/1.1\r\n\r\n', /^400$/],
  ['no HTTP', 'hello\r\n\r\n', /^400$/],
  [
    'two lengths',
    'POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}',
    /^400$/,
  ],
  [
    'a length and chunks',
    'POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    /^400$/,
  ],
  ['large headers', `GET /open HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, /^431$/],
])('%s: refused on the socket', async (_, text, status) => {
  const reply = await new Promise<string>((resolve, reject) => {
    const socket = createConnection(port, '127.0.0.1');
    socket.once('data', (data) => {
      resolve(String(data));
      socket.destroy();
    });
    socket.on('error', reject);
    socket.write(text);
  });
  expect(reply.split(' ')[1]).toMatch(status);
});

test.each([
  ['http://ok.example', 200],
  ['http://ok.example:80', 403],
  ['https://ok.example', 403],
  ['http://ok.example.evil.com', 403],
  ['http://localhost:9999', 403],
  ['null', 403],
])('Origin: %s gives %i', async (origin, status) => {
  const answer = await ask('/closed', { ...good, origin });
  expect(answer.status).toBe(status);
  expect(answer.headers['access-control-allow-origin']).toBe(status === 200 ? origin : undefined);
});

test('a cross-site request without an origin is refused; a preflight of a listed origin needs no token', async () => {
  expect((await ask('/open', { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  const preflight = { origin: 'http://ok.example', 'access-control-request-method': 'POST' };
  const answer = await ask('/echo', preflight, 'OPTIONS');
  expect(answer.status).toBe(204);
  expect(answer.headers.vary).toContain('Origin');
  expect((await ask('/echo', { ...preflight, origin: 'http://evil.example' }, 'OPTIONS')).status).toBe(403);
});

describe('bodies', () => {
  test('are JSON or nothing', async () => {
    expect((await ask('/echo', good, 'POST')).body).toEqual({ body: null });
    expect((await ask('/echo', json, 'POST')).body).toEqual({ body: {} });
    expect((await ask('/echo', json, 'POST', '{"a":1}')).body).toEqual({ body: { a: 1 } });
    expect((await ask('/echo', json, 'POST', '{"a":')).status).toBe(400);
    expect((await ask('/echo', json, 'POST', '{"__proto__":{"a":1}}')).status).toBe(400);
    expect((await ask('/echo', { ...good, 'content-type': 'text/plain' }, 'POST', '{}')).status).toBe(415);
  });

  test('are never rewritten by the framework: null stays null, unknown fields stay', async () => {
    const sent = { v: null, other: 1 };
    expect((await ask('/echo', json, 'POST', JSON.stringify(sent))).body).toEqual({ body: sent });
  });

  test('are not deeper than a parser takes; brackets in strings do not count', async () => {
    expect((await ask('/echo', json, 'POST', '{"a":'.repeat(1_000_000))).status).toBe(400);
    expect((await ask('/echo', json, 'POST', JSON.stringify({ a: '[{'.repeat(500) }))).status).toBe(200);
  });
});

test('hostName understands host[:port] and nothing else', () => {
  expect(hostName('A.b:1')).toBe('a.b');
  expect(hostName('[::1]')).toBe('::1');
  for (const bad of ['', 'a b', 'a:x', 'a:123456', 'user@a', 'a/b', '[::1']) expect(hostName(bad)).toBeUndefined();
});
