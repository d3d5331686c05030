// codex sandbox, codex execpolicy check and codex doctor, as processes.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { officialCodex } from '../../scripts/peers.ts';
import { sandboxWorks, warnIfSkipped } from './availability.ts';

warnIfSkipped('cli.test.ts');

const entry = join(import.meta.dirname, '../../packages/cli/src/codex.ts');
let base: string;

beforeEach(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'codex-cli-')));
  for (const folder of ['home', 'work']) mkdirSync(join(base, folder));
});
afterEach(() => rmSync(base, { recursive: true }));

interface Result {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function start(file: string, args: readonly string[], env: Record<string, string> = {}): Promise<Result> {
  const child = spawn(file, args, {
    cwd: join(base, 'work'),
    env: { PATH: process.env.PATH, HOME: base, CODEX_HOME: join(base, 'home'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const texts = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    texts.stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    texts.stderr += chunk;
  });
  const [code] = await once(child, 'close');
  return { code, ...texts };
}

const codex = (...args: string[]) => start(process.execPath, [entry, ...args]);

describe('codex execpolicy check', () => {
  const rules = `
prefix_rule(pattern=["git", ["push", "fetch"]], decision="prompt", justification="net")
prefix_rule(pattern=["ls"])
prefix_rule(pattern=["rm", "x"], decision="forbidden")
prefix_rule(pattern=["git"])
`;
  const commands = ['git push x', 'ls -la', 'git status', 'foo bar', 'rm x', 'rm -rf x', '/bin/ls'];
  const check = (command: string) => [
    'execpolicy',
    'check',
    '--rules',
    join(base, 'a.rules'),
    '--',
    ...command.split(' '),
  ];

  beforeEach(() => writeFileSync(join(base, 'a.rules'), rules));

  test.each([
    [
      'git push x',
      '{"matchedRules":[{"prefixRuleMatch":{"matchedPrefix":["git","push"],"decision":"prompt","justification":"net"}},{"prefixRuleMatch":{"matchedPrefix":["git"],"decision":"allow"}}],"decision":"prompt"}',
    ],
    [
      'rm x',
      '{"matchedRules":[{"prefixRuleMatch":{"matchedPrefix":["rm","x"],"decision":"forbidden"}}],"decision":"forbidden"}',
    ],
    ['foo bar', '{"matchedRules":[]}'],
  ])('%s', async (command, json) => {
    expect(await codex(...check(command))).toEqual({ code: 0, stdout: `${json}\n`, stderr: '' });
  });

  test('--pretty indents by two', async () => {
    const { stdout } = await codex('execpolicy', 'check', '--pretty', '-r', join(base, 'a.rules'), 'ls');
    expect(stdout).toBe(`${JSON.stringify(JSON.parse(stdout), null, 2)}\n`);
  });

  test('mistakes have a place, and an exit status', async () => {
    writeFileSync(join(base, 'a.rules'), '\nprefix_rule(pattern=[])\n');
    const { code, stderr } = await codex(...check('ls'));
    expect([code, stderr]).toEqual([1, expect.stringContaining(`${base}/a.rules:2:1: pattern cannot be empty`)]);
    expect((await codex('execpolicy', 'check', 'ls')).code).toBe(2);
    expect((await codex('execpolicy', 'check', '--rules', join(base, 'a.rules'))).code).toBe(2);
    expect((await codex('execpolicy', 'check', '--rules', '/does/not/exist', 'ls')).code).toBe(1);
  });

  test.runIf(officialCodex())('the official program says the same', { timeout: 60_000 }, async () => {
    for (const command of commands) {
      const [ours, official] = await Promise.all([
        codex(...check(command)),
        start(officialCodex() as string, check(command)),
      ]);
      expect([ours.code, ours.stdout]).toEqual([official.code, official.stdout]);
    }
  });
});

describe.runIf(sandboxWorks)('codex sandbox', () => {
  test('runs a command under the configured policy, with its exit status and output', async () => {
    const { code, stdout, stderr } = await codex(
      'sandbox',
      '--',
      'sh',
      '-c',
      'echo out; echo err >&2; touch x; exit 7',
    );
    expect([code, stdout]).toEqual([7, 'out\n']);
    expect(stderr).toContain('err\n');
    expect(stderr).toContain('Read-only file system');
  });

  test('a command may begin without --; a signal is 128 and its number', async () => {
    expect(await codex('sandbox', 'echo', '--json')).toEqual({ code: 0, stdout: '--json\n', stderr: '' });
    expect((await codex('sandbox', 'sh', '-c', 'kill -9 $$')).code).toBe(137);
  });

  test('-P, -c and -C choose policy and place; what stands in for missing folders is gone afterwards', async () => {
    mkdirSync(join(base, 'other'));
    const script = 'pwd; touch made; test -n "$CODEX_SANDBOX_NETWORK_DISABLED"; mkdir .codex';
    const { code, stdout } = await codex(
      'sandbox',
      '-P',
      ':workspace',
      '-C',
      join(base, 'other'),
      '--',
      'sh',
      '-c',
      script,
    );
    expect([code, stdout]).toEqual([1, `${base}/other\n`]);
    expect(readdirSync(join(base, 'other'))).toEqual(['made']);
    const full = await codex('-c', 'sandbox_mode=danger-full-access', 'sandbox', 'sh', '-c', 'mkdir .codex');
    expect([full.code, readdirSync(join(base, 'work'))]).toEqual([0, ['.codex']]);
  });

  test('two at once hold the same folders, and the last removes them', async () => {
    const run = (seconds: string) =>
      codex('sandbox', '-P', ':workspace', '--', 'sh', '-c', `sleep ${seconds}; mkdir .codex/x`);
    const results = await Promise.all(['0.1', '0.5', '0.3'].map(run));
    expect(results.map(({ code, stderr }) => [code, /Read-only/.test(stderr)])).toEqual(Array(3).fill([1, true]));
    expect(readdirSync(join(base, 'work'))).toEqual([]);
  });

  test('wrong command lines', async () => {
    expect(await codex('sandbox')).toMatchObject({ code: 1, stderr: 'Error: sandbox command must not be empty\n' });
    expect(await codex('sandbox', '-P', 'bogus', 'true')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('default_permissions'),
    });
    expect((await codex('sandbox', '--bogus', 'true')).code).toBe(2);
  });
});

test('without bubblewrap nothing runs, and the message says what to do', async () => {
  const env = { PATH: join(base, 'work') };
  const { code, stdout, stderr } = await start(process.execPath, [entry, 'sandbox', '/bin/echo', 'ran'], env);
  if (process.platform !== 'linux') return;
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toContain('bubblewrap (bwrap) is not installed');
});

describe('codex doctor', () => {
  test('says what works, and prints no credential', async () => {
    writeFileSync(join(base, 'home/auth.json'), '{"OPENAI_API_KEY":"canary-1"}', { mode: 0o600 });
    const { code, stdout } = await start(process.execPath, [entry, 'doctor'], { CODEX_API_KEY: 'canary-2' });
    expect(code).toBe(sandboxWorks ? 0 : 1);
    expect(stdout).toMatch(/\[ok\] credentials +present: CODEX_API_KEY, .*auth\.json/);
    expect(stdout).not.toContain('canary');
  });

  test('names mistakes in config and rules, and fails for what is missing', async () => {
    mkdirSync(join(base, 'home/rules'));
    writeFileSync(join(base, 'home/rules/a.rules'), 'nonsense(');
    const rules = JSON.parse((await codex('doctor', '--json')).stdout);
    expect(rules.checks.config).toMatchObject({ health: 'warning', summary: expect.stringContaining('a.rules:1:10') });
    writeFileSync(join(base, 'home/config.toml'), 'model = [');
    const config = JSON.parse((await codex('doctor', '--json')).stdout);
    expect(config.checks.config.summary).toContain('config.toml:1');
    const bare = await start(process.execPath, [entry, 'doctor', '--json'], { PATH: base });
    const { checks } = JSON.parse(bare.stdout);
    expect([checks.git.health, checks.git.remedy]).toEqual(['warning', expect.stringContaining('install it')]);
    if (process.platform !== 'linux') return;
    expect([bare.code, checks.sandbox.health]).toEqual([1, 'failure']);
    expect(checks.sandbox.remedy).toContain('apt-get install bubblewrap');
  });
});
