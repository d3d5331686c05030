// Login shells: what the user's files say is known to commands, is asked once, and cannot bring secrets back.
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { functionCall, message } from '@codex/testkit/ev.ts';
import { reply } from '@codex/testkit/mock-model-server.ts';
import { describe, expect, test } from 'vitest';
import { type Bench, conversation, createBench, openScene, say } from '../engine/harness.ts';
import { sandboxWorks } from '../sandbox/availability.ts';

const run = (cmd: string, id: string, more: object = {}) => reply(functionCall('exec_command', { cmd, ...more }, id));

/** The home of the bench is also the user's. */
async function withProfile(lines: string, ...answers: Parameters<typeof createBench>[0]): Promise<Bench> {
  const bench = await createBench([...answers, reply(message('done'))]);
  writeFileSync(join(bench.home.home, '.profile'), `echo x >> "$HOME/read"\n${lines}\n`);
  return bench;
}

function output(bench: Bench, id: string): string {
  const found = conversation(bench.model).find((item) => item.call_id === id && 'output' in item);
  return String(found?.output).split('Output:\n')[1] ?? String(found?.output);
}

const reads = (bench: Bench) => readFileSync(join(bench.home.home, 'read'), 'utf8').split('\n').length - 1;

test('files are read once per thread; their noise is not heard, their variables are', async () => {
  const bench = await withProfile(
    'echo noise\nexport FROM_PROFILE="two\nlines" NO_COLOR=0 PATH="$PATH:/from/profile"',
    run('echo "$FROM_PROFILE $NO_COLOR"; echo $PATH', 'c1'),
    run('echo "$FROM_PROFILE"; [ -z "$BASH_VERSION" ] || shopt -q login_shell || echo plain', 'c2', { shell: 'bash' }),
    run('echo "[$FROM_PROFILE]"', 'c3', { login: false }),
  );
  await say(await openScene(bench), 'go');
  expect(output(bench, 'c1')).toMatch(/^two\nlines 1\n.*:\/from\/profile\n$/);
  expect(output(bench, 'c2')).toBe('two\nlines\nplain\n');
  expect(output(bench, 'c3')).toBe('[]\n');
  expect(reads(bench)).toBe(1);
});

test('what an interactive shell reads counts too, unless it ends the shell', async () => {
  const bench = await withProfile('', run('echo "[$FROM_RC]"', 'c1'));
  writeFileSync(join(bench.home.home, '.bashrc'), 'export FROM_RC=1\n');
  await say(await openScene(bench), 'go');
  expect(output(bench, 'c1')).toBe('[1]\n');
  const other = await withProfile('export FROM_PROFILE=1', run('echo "[$FROM_PROFILE]"', 'c1'));
  writeFileSync(join(other.home.home, '.bashrc'), 'exit 3\n');
  await say(await openScene(other), 'go');
  expect(output(other, 'c1')).toBe('[1]\n');
});

test('secrets of the server do not come back by a profile; what config sets wins over it', async () => {
  const bench = await withProfile('export OPENAI_API_KEY=canary mock_key=canary MINE=profile', run('env', 'c1'));
  const scene = await openScene(
    bench,
    {
      config: { 'shell_environment_policy.set': { MINE: 'config' }, 'model_providers.mock.env_key': 'MOCK_KEY' },
    },
    { env: { PATH: process.env.PATH, HOME: bench.home.home, MOCK_KEY: 'canary' } },
  );
  await say(scene, 'go');
  expect(output(bench, 'c1')).toContain('MINE=config\n');
  expect(output(bench, 'c1')).not.toContain('canary');
});

test('features.shell_snapshot = false: every command starts a login shell of its own', async () => {
  const bench = await withProfile('', run('true', 'c1'), run('true', 'c2'));
  await say(await openScene(bench, { config: { 'features.shell_snapshot': false } }), 'go');
  expect(reads(bench)).toBe(2);
});

test('allow_login_shell = false: none is started, none is offered', async () => {
  const bench = await withProfile(
    '',
    run('true', 'c1', { login: true }),
    run('shopt -q login_shell || echo plain', 'c2'),
  );
  const scene = await openScene(bench, { config: { allow_login_shell: false } });
  await say(scene, 'go');
  expect(output(bench, 'c1')).toBe('login shell is disabled by config; omit `login` or set it to false.');
  expect(output(bench, 'c2')).toBe('plain\n');
  expect(existsSync(join(bench.home.home, 'read'))).toBe(false);
  const tools = bench.model.requests[0]?.body?.tools as Array<{ parameters: { properties: object } }>;
  expect(tools[0]?.parameters.properties).not.toHaveProperty('login');
});

describe.runIf(sandboxWorks)('in a sandbox', () => {
  test('the files are read in it', async () => {
    const bench = await withProfile(
      'touch "$HOME/escaped" 2>/dev/null; export FROM_PROFILE=1',
      run('echo $FROM_PROFILE', 'c1'),
    );
    chmodSync(join(bench.home.home, '.profile'), 0o644);
    await say(await openScene(bench, { sandbox: 'read-only' }), 'go');
    expect(output(bench, 'c1')).toBe('1\n');
    expect(existsSync(join(bench.home.home, 'escaped'))).toBe(false);
  });
});
