// The server on a Unix socket: who may connect, what becomes of the file, and what stands in the way.
import { chmod, lstat, mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { connect as connectPath, createServer } from 'node:net';
import { join } from 'node:path';
import { message } from '@codex/testkit/ev.ts';
import { reply } from '@codex/testkit/mock-model-server.ts';
import { expect, it, onTestFinished } from 'vitest';
import { Client, createSite, exitOf, type Site, spawnServer, textOf } from './harness.ts';
import { openSocket } from './listener.ts';

async function whenThere(path: string): Promise<void> {
  while (!(await canConnect(path))) await new Promise((resolve) => setTimeout(resolve, 20));
}

function canConnect(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connectPath(path, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

async function connect(path: string, headers: Record<string, string> = {}): Promise<Client> {
  const socket = await openSocket(`ws+unix://${path}:/rpc`, headers);
  const client = new Client((text) => socket.send(text));
  socket.on('message', (data) => client.take(data.toString()));
  return client;
}

function socketOf(site: Site, name = 'codex.sock'): string {
  return join(site.home.cwd, name);
}

async function refused(site: Site, args: readonly string[]): Promise<string> {
  const server = spawnServer(site, args);
  const told = textOf(server.stderr);
  expect((await exitOf(server)).code).toBe(1);
  return told;
}

it('serves a turn to its owner only, needs no token, and takes its file along', async () => {
  const site = await createSite([reply(message('hello'))]);
  const tokenFile = join(site.home.home, 'token');
  await writeFile(tokenFile, 'sekret');
  const path = socketOf(site);
  const auth = ['--ws-auth', 'capability-token', '--ws-token-file', tokenFile];
  const server = spawnServer(site, ['--listen', 'unix://codex.sock', ...auth]);
  await whenThere(path);
  const stat = await lstat(path);
  expect(stat.isSocket()).toBe(true);
  expect(stat.mode & 0o777).toBe(0o600);
  const client = await connect(path, { origin: 'http://localhost' });
  await client.initialize();
  await client.turn(await client.thread(), 'go');
  await client.notification('turn/completed');
  server.kill('SIGTERM');
  expect((await exitOf(server)).code).toBe(0);
  await expect(lstat(path)).rejects.toThrow('ENOENT');
});

it('listens in its home when no path is given, in a folder of its owner', async () => {
  const site = await createSite();
  const path = join(site.home.home, 'app-server-control/app-server-control.sock');
  spawnServer(site, ['--listen', 'unix://']);
  await whenThere(path);
  expect((await lstat(join(path, '..'))).mode & 0o777).toBe(0o700);
  const told = await refused(site, ['--listen', 'unix://']);
  expect(told).toContain(`Error: app-server control socket is already in use at ${path}\n`);
  expect((await (await connect(path)).initialize()).result.platformFamily).toBe('unix');
});

it('replaces the socket of a dead server', async () => {
  const site = await createSite();
  const path = socketOf(site);
  const first = spawnServer(site, ['--listen', `unix://${path}`]);
  await whenThere(path);
  first.kill('SIGKILL');
  await exitOf(first);
  expect((await lstat(path)).isSocket()).toBe(true);
  spawnServer(site, ['--listen', `unix://${path}`]);
  await whenThere(path);
  expect(await readdir(site.home.cwd)).toEqual(['codex.sock']);
});

it('replaces a link to a socket that is gone, as a killed official server leaves it', async () => {
  const site = await createSite();
  const path = socketOf(site);
  await symlink(join(site.home.home, 'gone'), path);
  spawnServer(site, ['--listen', `unix://${path}`]);
  await whenThere(path);
  expect((await lstat(path)).isSocket()).toBe(true);
});

it('leaves alone what is not a dead socket', async () => {
  const site = await createSite();
  const listening = createServer().listen(socketOf(site, 'live'));
  onTestFinished(() => void listening.close());
  await writeFile(socketOf(site, 'file'), 'mine');
  await mkdir(socketOf(site, 'folder'));
  await chmod(socketOf(site, 'file'), 0o600);
  for (const name of ['file', 'folder']) {
    const path = socketOf(site, name);
    const told = await refused(site, ['--listen', `unix://${path}`]);
    expect(told).toContain(`Error: app-server control socket path exists and is not a socket: ${path}\n`);
  }
  expect(await refused(site, ['--listen', `unix://${socketOf(site, 'live')}`])).toContain('is already in use at');
  const missing = await refused(site, ['--listen', `unix://${socketOf(site, 'no/such')}`]);
  expect(missing).toContain('Error: No such file or directory (os error 2)\n');
  expect(await refused(site, ['--listen', `unix:///${'x'.repeat(120)}`])).toContain('is longer than 103 bytes');
  expect((await readdir(site.home.cwd)).sort()).toEqual(['file', 'folder', 'live']);
});
