// The command around the server: help, version, options before the subcommand, homes that are not there.
import { spawn } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createSite, entry, exitOf, serverEnv, spawnServer, stdioClient, textOf } from './harness.ts';

async function run(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [entry, ...args], { env: { ...process.env, ...env }, stdio: 'pipe' });
  child.stdin.end();
  const [stdout, stderr] = await Promise.all([textOf(child.stdout), textOf(child.stderr)]);
  return { ...(await exitOf(child)), stdout, stderr };
}

it.each([
  [['--help'], 0, 'Usage: codex [OPTIONS] <COMMAND> [ARGS]', ''],
  [['--version'], 0, 'codex-cli 0.169.0', ''],
  [['app-server', '--help'], 0, 'Usage: codex app-server [OPTIONS]', ''],
  [['-c', 'model=x', 'app-server', '-h'], 0, '--ws-token-file', ''],
  [[], 2, '', 'Commands:'],
  [['nosuch'], 2, '', "error: unrecognized subcommand 'nosuch'"],
  [['--nope'], 2, '', "error: unexpected argument '--nope' found"],
  [['app-server', '--nope'], 2, '', "error: unexpected argument '--nope' found"],
  [
    ['-c', 'noequals', 'app-server'],
    1,
    '',
    "Error: error parsing -c overrides: Invalid override (missing '='): noequals",
  ],
])('codex %j', async (args, code, stdout, stderr) => {
  const ended = await run(args);
  expect(ended.code).toBe(code);
  expect(ended.stdout).toContain(stdout);
  expect(ended.stderr).toContain(stderr);
  expect(code === 0 ? ended.stderr : ended.stdout).toBe('');
});

it('wants CODEX_HOME to be a directory that exists, and makes ~/.codex', async () => {
  const base = await mkdtemp(join(tmpdir(), 'codex-home-'));
  const missing = join(base, 'missing');
  const file = join(base, 'file');
  await writeFile(file, '');
  const withHome = (CODEX_HOME: string) => run(['app-server'], { CODEX_HOME, HOME: base });
  const gone = await withHome(missing);
  expect(gone.stderr).toBe(`Error: CODEX_HOME points to "${missing}", but that path does not exist\n`);
  expect(gone.code).toBe(1);
  const wrong = await withHome(file);
  expect(wrong.stderr).toBe(`Error: CODEX_HOME points to "${file}", but that path is not a directory\n`);
  expect((await withHome('')).code).toBe(0);
  expect((await withHome(join(base, '.codex'))).code).toBe(0);
});

it('takes overrides before and after the subcommand, the later one wins', async () => {
  const site = await createSite();
  const child = spawn(process.execPath, [entry, '-c', 'model=first', 'app-server', '-c', 'model=second'], {
    cwd: site.home.cwd,
    env: serverEnv(site),
    stdio: 'pipe',
  });
  const client = stdioClient(child);
  await client.initialize();
  expect((await client.request('thread/start', {})).result.model).toBe('second');
  child.stdin.end();
  expect((await exitOf(child)).code).toBe(0);
});

it('refuses to start on a wrong override, but not on a wrong file, of which it tells the client', async () => {
  const site = await createSite();
  const refused = spawnServer(site, ['-c', 'model=3']);
  const told = textOf(refused.stderr);
  expect((await exitOf(refused)).code).toBe(1);
  expect(await told).toContain('Error: invalid type: integer `3`, expected a string');
  await writeFile(join(site.home.home, 'config.toml'), 'model = [');
  const client = stdioClient(spawnServer(site));
  await client.initialize();
  expect((await client.notification('configWarning')).params.summary).toContain('Invalid configuration');
});
