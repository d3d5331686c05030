// What commands find on their PATH: helpers of this program, in a folder that lives as long as the server.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { functionCall, message } from '@codex/testkit/ev.ts';
import { reply } from '@codex/testkit/mock-model-server.ts';
import { expect, test } from 'vitest';
import { createSite, entry, exitOf, serverEnv, spawnServer, stdioClient } from './harness.ts';

const script = `#!/bin/sh
apply_patch <<'PATCH'
*** Begin Patch
*** Add File: made.txt
+by a script
*** End Patch
PATCH
`;

async function runTurn(command: { cmd: string; login?: boolean }, sandboxMode: string) {
  const site = await createSite([reply(functionCall('exec_command', command, 'c')), reply(message('done'))], {
    sandboxMode,
  });
  writeFileSync(join(site.home.cwd, 'script.sh'), script);
  const child = spawnServer(site);
  const client = stdioClient(child);
  await client.initialize();
  await client.turn(await client.thread(), 'go');
  await client.notification('turn/completed');
  const { params } = await client.notification('item/completed', (one) => one.params.item.id === 'c');
  return { site, child, client, item: params.item };
}

test.each([
  ['danger-full-access', true],
  ['danger-full-access', false],
  ['workspace-write', true],
])('a script applies a patch in %s, login shell: %j', async (sandboxMode, login) => {
  const { site, item } = await runTurn({ cmd: 'sh script.sh', login }, sandboxMode);
  expect(item).toMatchObject({ exitCode: 0, aggregatedOutput: expect.stringContaining('A made.txt\n') });
  expect(readFileSync(join(site.home.cwd, 'made.txt'), 'utf8')).toBe('by a script\n');
});

test('a read-only sandbox holds for the helper too', async () => {
  const { site, item } = await runTurn({ cmd: 'sleep 0.5; sh script.sh' }, 'read-only');
  expect(item).toMatchObject({ status: 'failed', exitCode: 1 });
  expect(existsSync(join(site.home.cwd, 'made.txt'))).toBe(false);
});

test('commands can search with rg', async () => {
  const { item } = await runTurn({ cmd: 'rg --files-with-matches apply_patch' }, 'read-only');
  expect(item).toMatchObject({ exitCode: 0, aggregatedOutput: 'script.sh\n' });
});

test('the folder is made for the first command, cleaned of stale ones, and removed at the end', async () => {
  const site = await createSite();
  const folder = join(site.home.home, 'tmp/arg0');
  const dead = spawnSync('true');
  for (const [name, pid] of [
    ['stale', dead.pid],
    ['alive', process.pid],
  ] as const) {
    mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, name, '.lock'), `${pid}\n`);
  }
  const child = spawnServer(site);
  const client = stdioClient(child);
  await client.initialize();
  expect(readdirSync(folder).sort()).toEqual(['alive', 'stale']);
  const { result } = await client.request('command/exec', { command: ['sh', '-c', 'command -v applypatch'] });
  const [own, ...others] = readdirSync(folder).filter((name) => name !== 'alive');
  expect(others).toEqual([]);
  expect(result.stdout).toBe(`${join(folder, own ?? '', 'applypatch')}\n`);
  child.stdin?.end();
  await exitOf(child);
  expect(readdirSync(folder)).toEqual(['alive']);
});

async function applyPatch(args: readonly string[], input = '') {
  const site = await createSite();
  writeFileSync(join(site.home.cwd, 'f.txt'), 'hello\n');
  const child = spawn(process.execPath, [entry, 'apply_patch', ...args], { cwd: site.home.cwd, env: serverEnv(site) });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  child.stdin.end(input);
  const [status] = await once(child, 'close');
  const file = join(site.home.cwd, 'f.txt');
  return { status, out, err, text: existsSync(file) ? readFileSync(file, 'utf8') : null };
}

const update = (line: string) => `*** Begin Patch\n*** Update File: f.txt\n-${line}\n+bye\n*** End Patch\n`;
const done = 'Success. Updated the following files:\nM f.txt\n';

test.each([
  [[update('hello')], '', { status: 0, out: done, err: '', text: 'bye\n' }],
  [[], update('hello'), { status: 0, out: done, err: '', text: 'bye\n' }],
  [[], '', { status: 2, err: "Usage: apply_patch 'PATCH'\n       echo 'PATCH' | apply_patch\n" }],
  [['a', 'b'], '', { status: 2, err: 'Error: apply_patch accepts exactly one argument.\n' }],
  [['x'], '', { status: 1, err: "Invalid patch: The first line of the patch must be '*** Begin Patch'\n" }],
  [[update('other')], '', { status: 1, out: '', text: 'hello\n', err: expect.stringContaining('other') }],
])('apply_patch %j with input %j', async (args, input, expected) => {
  expect(await applyPatch(args, input)).toMatchObject(expected);
});

test.each([
  ['apply_patch', ['apply_patch', 'a b', 'c']],
  ['applypatch', ['apply_patch', 'a b', 'c']],
  ['codex-linux-sandbox', ['sandbox', 'a b', 'c']],
  ['anything', ['a b', 'c']],
])('called as %s, the command is %j', async (name, words) => {
  const { cwd } = (await createSite()).home;
  for (const folder of ['bin', 'dist', 'links']) mkdirSync(join(cwd, folder));
  copyFileSync(join(import.meta.dirname, '../../packages/cli/bin/codex'), join(cwd, 'bin/codex'));
  writeFileSync(join(cwd, 'dist/codex.js'), 'console.log(JSON.stringify(process.argv.slice(2)))');
  symlinkSync('../bin/codex', join(cwd, 'links', name));
  const PATH = `${dirname(process.execPath)}:${process.env.PATH}`;
  const { stdout } = spawnSync(join(cwd, 'links', name), ['a b', 'c'], { encoding: 'utf8', env: { PATH } });
  expect(JSON.parse(stdout)).toEqual(words);
});
