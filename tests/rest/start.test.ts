// Starting and stopping the process: what it prints, what it refuses, what a second signal does.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createSite } from './harness.ts';

const entry = join(import.meta.dirname, 'web-server-process.ts');

/** Runs the server until `stop` is called or it ends by itself. */
function launch(home: string, args: readonly string[], env: Record<string, string> = {}) {
  const base = { PATH: process.env.PATH, HOME: home, CODEX_HOME: home };
  const child = spawn(process.execPath, [entry, ...args], {
    env: { ...base, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data));
  const exit = once(child, 'exit').then(([code, signal]) => ({ status: code ?? signal, output }));
  const listening = new Promise<string>((resolve) => {
    const look = () => {
      const url = /listening on (http:\S+)/.exec(output)?.[1];
      if (url) resolve(url);
    };
    child.stdout.on('data', look);
  });
  return { child, exit, listening };
}

test('without a token in the environment one is made, private, and only its path is printed', async () => {
  const { home } = await createSite([]);
  const server = launch(home.home, ['--port', '0'], { CODEX_AUTH_TOKEN: '' });
  const url = await server.listening;
  const path = join(home.home, 'web-server.token');
  const token = readFileSync(path, 'utf8').trim();
  for (const file of ['web-server.token', 'web-server-events.sqlite']) {
    expect(statSync(join(home.home, file)).mode & 0o077).toBe(0);
  }
  const headers = { authorization: `Bearer ${token}` };
  expect((await fetch(`${url}/api/v2/threads`, { headers })).status).toBe(200);
  server.child.kill('SIGTERM');
  const { status, output } = await server.exit;
  expect(status).toBe(0);
  expect(output).toContain(path);
  expect(output).not.toContain(token);
});

test.each([
  [['--host', '0.0.0.0', '--port', '0'], 1, '--insecure-bind'],
  [['--host', '::', '--port', '0'], 1, '--insecure-bind'],
  [['--port', 'many'], 2, 'Not a port number'],
  [['--help'], 0, 'Usage: codex-web-server'],
])('%j ends with status %i', async (args, status, words) => {
  const { home } = await createSite([]);
  const ended = await launch(home.home, args).exit;
  expect(ended).toMatchObject({ status, output: expect.stringContaining(words) });
});

test('a second server on the same state is refused; the first goes on', async () => {
  const site = await createSite([]);
  const client = await site.start();
  const second = await launch(site.home.home, ['--port', '0']).exit;
  expect(second).toMatchObject({ status: 1, output: expect.stringContaining('in use by another web server') });
  expect((await client.get('/api/v2/threads')).status).toBe(200);
});

test('a second signal ends the process at once, whatever the first one still waits for', async () => {
  const { home } = await createSite([]);
  const server = launch(home.home, ['--port', '0'], { CODEX_AUTH_TOKEN: 't' });
  const { port } = new URL(await server.listening);
  const unfinished = createConnection(Number(port), '127.0.0.1');
  const head =
    'POST /api/v2/threads HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer t\r\ncontent-type: application/json';
  await new Promise<void>((resolve) => unfinished.write(`${head}\r\ncontent-length: 2\r\n\r\n{`, () => resolve()));
  server.child.kill('SIGTERM');
  // It has taken the first signal when it no longer listens.
  while (await connects(Number(port))) await new Promise((resolve) => setImmediate(resolve));
  expect(server.child.exitCode).toBeNull();
  server.child.kill('SIGINT');
  expect((await server.exit).status).toBe(130);
  unfinished.destroy();
});

function connects(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createConnection(port, '127.0.0.1');
    probe.once('connect', () => {
      probe.destroy();
      resolve(true);
    });
    probe.once('error', () => resolve(false));
  });
}
