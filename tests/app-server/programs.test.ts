// Programs that a client runs beside any thread, through a real server: what they print, how they end, what ends them.
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { type Client, createSite, exitOf, spawnServer, stdioClient } from './harness.ts';

async function open(env: NodeJS.ProcessEnv = {}, extra = '') {
  const site = await createSite([], { extra });
  const child = spawnServer(site, [], env);
  const client = stdioClient(child);
  await client.initialize();
  return { client, child, cwd: site.home.cwd };
}

const base64 = (text: string) => Buffer.from(text).toString('base64');

function printed(client: Client, name: string): Record<'stdout' | 'stderr', string> {
  const of = (stream: string) =>
    client.received
      .filter(({ params }) => (params?.processId ?? params?.processHandle) === name && params.stream === stream)
      .map(({ params }) => Buffer.from(params.deltaBase64, 'base64').toString())
      .join('');
  return { stdout: of('stdout'), stderr: of('stderr') };
}

/** Whether a process lives whose command line holds `word`. */
function lives(word: string): boolean {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .some((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes(word);
      } catch {
        return false;
      }
    });
}

test('what a command prints as it goes is all it prints, and the response comes last', async () => {
  const { client } = await open();
  const { result } = await client.request('command/exec', {
    command: ['sh', '-c', 'seq 1 20000; seq 1 5000 >&2'],
    processId: 'p',
    streamStdoutStderr: true,
  });
  const count = (to: number) => Array.from({ length: to }, (_, index) => `${index + 1}\n`).join('');
  expect(printed(client, 'p')).toEqual({ stdout: count(20_000), stderr: count(5_000) });
  expect(result).toEqual({ exitCode: 0, stdout: '', stderr: '' });
  expect(client.received.at(-1)?.result).toBe(result);
});

test('a name is taken while its program runs, and free again afterwards', async () => {
  const { client } = await open();
  const first = client.request('command/exec', { command: ['cat'], processId: 'p', streamStdin: true });
  const second = await client.request('command/exec', { command: ['true'], processId: 'p' });
  expect(second.error?.message).toBe('duplicate active command/exec process id: "p"');
  const write = { processId: 'p', deltaBase64: base64('typed'), closeStdin: true };
  expect((await client.request('command/exec/write', write)).result).toEqual({});
  expect((await first).result).toEqual({ exitCode: 0, stdout: 'typed', stderr: '' });
  expect((await client.request('command/exec', { command: ['true'], processId: 'p' })).result).toBeDefined();
});

test('input can be ended once; more of it is refused', async () => {
  const { client, cwd } = await open();
  const spawn = { command: ['sleep', '60'], processHandle: 'h', cwd, streamStdin: true };
  await client.request('process/spawn', spawn);
  const write = (params: object) => client.request('process/writeStdin', { processHandle: 'h', ...params });
  expect((await write({ closeStdin: true })).result).toEqual({});
  expect((await write({ closeStdin: true })).result).toEqual({});
  expect((await write({ deltaBase64: base64('x') })).error?.message).toBe('stdin is already closed');
});

test('a program that reads nothing does not fill the memory of the server', async () => {
  const { client, cwd } = await open();
  await client.request('process/spawn', { command: ['sleep', '60'], processHandle: 'h', cwd, streamStdin: true });
  const deltaBase64 = Buffer.alloc(1024 * 1024, 'x').toString('base64');
  const errors: string[] = [];
  for (let round = 0; round < 12; round++) {
    const { error } = await client.request('process/writeStdin', { processHandle: 'h', deltaBase64 });
    if (error) errors.push(error.message);
  }
  expect(errors.length).toBeGreaterThan(0);
  expect(new Set(errors)).toEqual(new Set(['stdin of this process is full: the program does not read it']));
});

test('secrets of the server reach no program, unless a client gives it one', async () => {
  const secrets = { OPENAI_API_KEY: 'sk-1', CODEX_AUTH_TOKEN: 't', MY_KEY: 'k', HARMLESS: 'yes' };
  const extra = '[model_providers.other]\nname = "o"\nbase_url = "http://127.0.0.1:1/v1"\nenv_key = "MY_KEY"\n';
  const { client, cwd } = await open(secrets, extra);
  const names = (text: string) => Object.keys(secrets).filter((name) => text.includes(`${name}=`));
  const exec = await client.request('command/exec', { command: ['env'], env: { MY_KEY: 'given', HARMLESS: null } });
  expect(names(exec.result.stdout)).toEqual(['MY_KEY']);
  expect(exec.result.stdout).toContain('MY_KEY=given');
  await client.request('process/spawn', { command: ['env'], processHandle: 'h', cwd });
  const exited = await client.notification('process/exited');
  expect(names(exited.params.stdout)).toEqual(['HARMLESS']);
});

test('a timeout and a kill end daemons too', async () => {
  const { client, cwd } = await open();
  const mark = `3${Math.random().toString().slice(2, 9)}`;
  const command = ['sh', '-c', `setsid sleep ${mark}1 & (sleep ${mark}2 &) ; echo up; sleep ${mark}3`];
  const { result } = await client.request('command/exec', { command, timeoutMs: 300 });
  expect(result).toEqual({ exitCode: 124, stdout: 'up\n', stderr: '' });
  await client.request('process/spawn', { command, processHandle: 'h', cwd, streamStdoutStderr: true });
  await client.notification('process/outputDelta');
  await client.request('process/kill', { processHandle: 'h' });
  expect((await client.notification('process/exited')).params.exitCode).toBe(137);
  expect(lives(mark)).toBe(false);
});

test('what a lost connection owned is dead when the server has gone', async () => {
  const { client, child, cwd } = await open();
  const mark = `4${Math.random().toString().slice(2, 9)}`;
  const command = ['sh', '-c', `setsid sleep ${mark}1 & sleep ${mark}2`];
  await client.request('process/spawn', { command, processHandle: 'h', cwd, timeoutMs: null });
  client.send({ id: 'x', method: 'command/exec', params: { command, disableTimeout: true } });
  while (!lives(`${mark}2`)) await delay(10);
  child.stdin?.end();
  expect(await exitOf(child)).toEqual({ code: 0, signal: null });
  expect(lives(mark)).toBe(false);
});

test('a terminal has the size it is given, also later', async () => {
  const { client, cwd } = await open();
  const command = ['sh', '-c', 'stty size; read x; stty size'];
  const size = { rows: 5, cols: 6 };
  await client.request('process/spawn', { command, processHandle: 'h', cwd, tty: true, size });
  await client.notification('process/outputDelta', ({ params }) => params.deltaBase64 === base64('5 6\r\n'));
  await client.request('process/resizePty', { processHandle: 'h', size: { rows: 7, cols: 8 } });
  await client.request('process/writeStdin', { processHandle: 'h', deltaBase64: base64('\n') });
  expect((await client.notification('process/exited')).params.exitCode).toBe(0);
  expect(printed(client, 'h').stdout).toBe('5 6\r\n\r\n7 8\r\n');
});

test.each([
  [['no-such-program'], 'No viable candidates found in PATH'],
  [['/etc/passwd'], 'Unable to spawn /etc/passwd because'],
])('a program that cannot be started on a terminal: %j', async (command, why) => {
  const { client } = await open();
  const { error } = await client.request('command/exec', { command, processId: 'p', tty: true });
  expect(error?.code).toBe(-32603);
  expect(error?.message).toContain(why);
});
