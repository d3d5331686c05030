// What a web page of somebody else could try: other host names, other origins, requests that need no preflight.
import { request } from 'node:http';
import { expect, test } from 'vitest';
import WebSocket from 'ws';
import type { RestClient } from '../client.ts';
import { createSite } from '../harness.ts';
import { rawAnswer } from '../raw-answer.ts';

function status(
  client: RestClient,
  headers: Record<string, string>,
  method = 'GET',
  path = '/api/v2/threads',
  body = '',
) {
  return new Promise<{ status: number; headers: Record<string, unknown> }>((resolve, reject) => {
    const { port } = new URL(client.url);
    const all = { authorization: `Bearer ${client.token}`, ...headers };
    const call = request({ port, path, method, headers: all, setHost: !('host' in headers) }, (response) => {
      response.resume();
      resolve({ status: response.statusCode ?? 0, headers: response.headers });
    });
    call.on('error', reject);
    call.end(body);
  });
}

function upgradeStatus(client: RestClient, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve) => {
    const all = { authorization: `Bearer ${client.token}`, ...headers };
    const socket = new WebSocket(client.url.replace('http', 'ws'), { headers: all });
    socket.on('unexpected-response', (_, response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    socket.on('open', () => {
      socket.close();
      resolve(101);
    });
    socket.on('error', () => {});
  });
}

test('S3: only hosts that are ours are answered, on requests and upgrades', async () => {
  const site = await createSite([]);
  const client = await site.start({ args: ['--allowed-host', 'Codex.Example'] });
  for (const host of ['evil.example', 'localhost.evil.com', '127.0.0.1.nip.io', 'localhost.', 'evil@localhost', '']) {
    expect([400, 421], host).toContain((await status(client, { host })).status);
    if (host !== '') expect(await upgradeStatus(client, { host }), host).toBe(421);
  }
  for (const host of ['localhost', 'LOCALHOST:3000', '127.0.0.1', '[::1]:1', 'codex.example', 'CODEX.example:443']) {
    expect((await status(client, { host })).status, host).toBe(200);
  }
});

test('S3: a request without a Host, or with two, is refused', async () => {
  const site = await createSite([]);
  const client = await site.start();
  const head = `GET /api/v2/threads HTTP/1.1\r\nAuthorization: Bearer ${client.token}\r\nConnection: close\r\n`;
  for (const hosts of ['', 'Host: localhost\r\nHost: localhost\r\n', 'Host: localhost\r\nHost: evil.example\r\n']) {
    expect((await rawAnswer(client, `${head}${hosts}\r\n`)).split(' ')[1], hosts).toMatch(/^4(00|21)$/);
  }
  expect((await rawAnswer(client, `${head}Host: localhost\r\n\r\n`)).split(' ')[1]).toBe('200');
});

test('S4: other origins are refused on every verb and on upgrades, and never echoed', async () => {
  const site = await createSite([]);
  const client = await site.start();
  const foreign = [
    'http://evil.example',
    'null',
    'http://localhost:9999',
    'http://localhost.evil.com',
    `${client.url}.evil.com`,
  ];
  for (const origin of foreign) {
    for (const verb of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
      const answer = await status(client, { origin, 'content-type': 'application/json' }, verb);
      expect(answer.status, `${verb} ${origin}`).toBe(403);
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    }
    expect(await upgradeStatus(client, { origin })).toBe(403);
  }
  const own = await status(client, { origin: client.url });
  expect(own).toMatchObject({ status: 200, headers: { 'access-control-allow-origin': client.url } });
  expect(own.headers.vary).toContain('Origin');
  expect(await upgradeStatus(client, { origin: client.url })).toBe(403);
  expect(await upgradeStatus(client, {})).toBe(101);
});

test('S5: requests that a page can send without asking change nothing', async () => {
  const site = await createSite([]);
  const client = await site.start();
  const body = JSON.stringify({ cwd: site.home.cwd });
  const simple = [
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain; application/json',
  ];
  for (const type of simple) {
    expect((await status(client, { 'content-type': type }, 'POST', '/api/v2/threads', body)).status, type).toBe(415);
  }
  const json = { 'content-type': 'application/json' };
  const crossSite = { ...json, 'sec-fetch-site': 'cross-site' };
  expect((await status(client, crossSite, 'POST', '/api/v2/threads', body)).status).toBe(403);
  expect((await client.get('/api/v2/threads/loaded')).body).toMatchObject({ data: [] });
  expect((await status(client, json, 'POST', '/api/v2/threads', body)).status).toBe(200);
});

test('S8: pages cannot frame the API reference, which loads nothing from elsewhere', async () => {
  const site = await createSite([]);
  const client = await site.start();
  for (const path of ['/docs', '/swagger-ui', '/api-docs/openapi.json']) {
    const response = await fetch(client.url + path);
    expect(response.headers.get('x-frame-options')).toBe('DENY');
    expect(response.headers.get('cross-origin-resource-policy')).toBe('same-origin');
    if (path === '/api-docs/openapi.json') continue;
    expect(response.headers.get('content-security-policy')).toMatch(/default-src 'self'.*connect-src 'self'/);
    const html = await response.text();
    expect(html).toContain('/docs/js/scalar.js');
    expect(html.replaceAll(/http:\/\/www\.w3\.org\S*/g, '')).not.toMatch(/(src|href)="(https?:)?\/\//);
  }
});
