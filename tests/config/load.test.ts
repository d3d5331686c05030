import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadConfig } from '@codex/engine/config/load.ts';
import { expect, test } from 'vitest';
import { configHome } from './home.ts';

test('defaults without any file', async () => {
  await using dir = await configHome(null);
  const config = await loadConfig(dir.request());
  expect(config).toMatchObject({
    model: null,
    modelProvider: 'openai',
    approvalPolicy: 'on-request',
    sandboxMode: 'read-only',
    sandboxPolicy: { type: 'readOnly', networkAccess: false },
    trustLevel: null,
    projectDocMaxBytes: 32768,
    warnings: [],
  });
  expect(config.providers.openai).toMatchObject({
    baseUrl: 'https://api.openai.com/v1',
    envKey: 'OPENAI_API_KEY',
    requestMaxRetries: 4,
    streamMaxRetries: 5,
    streamIdleTimeoutMs: 300000,
  });
  const moved = await loadConfig(dir.request({ env: { OPENAI_BASE_URL: 'http://proxy/v1' } }));
  expect(moved.providers.openai?.baseUrl).toBe('http://proxy/v1');
});

test('each layer goes over the one below, tables key by key', async () => {
  await using dir = await configHome(
    'model = "user"\n[features]\na = true\nb = true\n[shell_environment_policy]\nset = { U = "1" }\n',
  );
  await writeFile(
    join(dir.root, 'config.toml'),
    'model = "system"\nservice_tier = "system"\n[features]\na = false\nc = true\n',
  );
  await writeFile(join(dir.home, 'fast.config.toml'), 'model = "profile"\nmodel_verbosity = "high"\n');
  const user = await loadConfig(dir.request());
  expect(user).toMatchObject({ model: 'user', serviceTier: 'system', features: { a: true, b: true, c: true } });
  const profile = await loadConfig(dir.request({ profile: 'fast' }));
  expect(profile).toMatchObject({ model: 'profile', modelVerbosity: 'high' });
  const overrides = [
    ['model', 'gpt-5.5'],
    ['features.b', 'false'],
    ['shell_environment_policy.set.F', '"2"'],
  ] as const;
  const flags = await loadConfig(dir.request({ profile: 'fast', overrides }));
  expect(flags).toMatchObject({
    model: 'gpt-5.5',
    features: { b: false },
    shellEnvironmentPolicy: { set: { U: '1', F: '2' } },
  });
  const requestOverrides = { model: 'request', 'features.b': true, service_tier: null };
  const request = await loadConfig(dir.request({ overrides, requestOverrides }));
  expect(request).toMatchObject({ model: 'request', serviceTier: 'system', features: { b: true } });
});

test('keys cannot reach prototypes', async () => {
  await using dir = await configHome('[__proto__]\npolluted = 1\n');
  const overrides = [
    ['__proto__.polluted', '1'],
    ['constructor.prototype.polluted', '1'],
  ] as const;
  await loadConfig(dir.request({ overrides, requestOverrides: JSON.parse('{"__proto__":{"polluted":1}}') }));
  expect({}).not.toHaveProperty('polluted');
});

test('a custom provider', async () => {
  await using dir = await configHome(`model_provider = "mine"
[model_providers.mine]
name = "Mine"
base_url = "http://127.0.0.1:1/v1"
env_key = "MINE"
query_params = { "api-version" = "1" }
http_headers = { "X-A" = "b" }
request_max_retries = 5000
stream_idle_timeout_ms = 10
`);
  const { modelProvider, providers } = await loadConfig(dir.request());
  expect(modelProvider).toBe('mine');
  expect(providers.mine).toMatchObject({
    id: 'mine',
    name: 'Mine',
    envKey: 'MINE',
    queryParams: { 'api-version': '1' },
    httpHeaders: { 'X-A': 'b' },
    requestMaxRetries: 100,
    streamMaxRetries: 5,
    streamIdleTimeoutMs: 10,
    requiresOpenaiAuth: false,
  });
});

test('sandbox and approval follow the trust in the project unless they are set', async () => {
  const trusted = '[projects."CWD"]\ntrust_level = "trusted"\n';
  const untrusted = '[projects."CWD"]\ntrust_level = "untrusted"\n';
  const rows = [
    ['', 'read-only', 'on-request'],
    [trusted, 'workspace-write', 'on-request'],
    [untrusted, 'workspace-write', 'untrusted'],
    [`sandbox_mode = "read-only"\napproval_policy = "never"\n${untrusted}`, 'read-only', 'never'],
    ['approval_policy = "on-failure"', 'read-only', 'on-request'],
  ] as const;
  for (const [toml, sandboxMode, approvalPolicy] of rows) {
    await using dir = await configHome(toml);
    expect(await loadConfig(dir.request())).toMatchObject({ sandboxMode, approvalPolicy });
  }
});

test('the entry of a repository speaks for its directories and its worktrees', async () => {
  await using dir = await configHome('[projects."CWD"]\ntrust_level = "trusted"\n');
  const sub = join(dir.cwd, 'a/b');
  const worktree = join(dir.root, 'tree');
  await mkdir(sub, { recursive: true });
  await mkdir(worktree);
  expect((await loadConfig(dir.request({ cwd: sub }))).trustLevel).toBeNull();
  await mkdir(join(dir.cwd, '.git'));
  await writeFile(join(worktree, '.git'), `gitdir: ${dir.cwd}/.git/worktrees/tree\n`);
  expect((await loadConfig(dir.request({ cwd: sub }))).trustLevel).toBe('trusted');
  expect((await loadConfig(dir.request({ cwd: worktree }))).trustLevel).toBe('trusted');
});

test('workspace-write with all its settings; paths are relative to the home', async () => {
  await using dir = await configHome(`sandbox_mode = "workspace-write"
[sandbox_workspace_write]
writable_roots = ["extra", "/abs"]
network_access = true
exclude_slash_tmp = true
`);
  expect((await loadConfig(dir.request())).sandboxPolicy).toEqual({
    type: 'workspaceWrite',
    writableRoots: [join(dir.home, 'extra'), '/abs'],
    networkAccess: true,
    excludeTmpdirEnvVar: false,
    excludeSlashTmp: true,
  });
});

test('approval_policy: auto is read as on-request, with one warning; granular keeps its flags', async () => {
  await using dir = await configHome('approval_policy = "auto"');
  const { approvalPolicy, warnings } = await loadConfig(dir.request());
  expect(approvalPolicy).toBe('on-request');
  expect(warnings).toHaveLength(1);
  const granular = { sandbox_approval: true, rules: false, mcp_elicitations: true };
  const asked = await loadConfig(dir.request({ requestOverrides: { approval_policy: { granular } } }));
  expect(asked.approvalPolicy).toMatchObject({ granular });
});

test('instructions from a file', async () => {
  await using dir = await configHome('model_instructions_file = "mine.md"\ninstructions = "other"');
  await expect(loadConfig(dir.request())).rejects.toThrow(
    'failed to load configuration: failed to read model instructions',
  );
  await writeFile(join(dir.home, 'mine.md'), 'Be brief.\n');
  expect((await loadConfig(dir.request())).baseInstructions).toBe('Be brief.');
});

test('unknown keys are named in one warning', async () => {
  await using dir = await configHome(
    'foo = 1\n[tools]\nview_image = false\n[bar.baz]\nx = 1\n[mcp_servers.x]\ncommand = "y"\n',
  );
  const { warnings } = await loadConfig(dir.request({ overrides: [['zzz.a', '1']] }));
  expect(warnings).toEqual([
    'Codex is ignoring 4 unrecognized configuration settings. Check for typos or deprecated settings.\n' +
      `  user (${dir.file}): \`bar\` is ignored.\n` +
      `  user (${dir.file}): \`foo\` is ignored.\n` +
      `  user (${dir.file}): \`tools.view_image\` is ignored.\n` +
      '  session-flags: `zzz` is ignored.',
  ]);
});

/** What the official server was seen to say of a file. */
const mistakes: ReadonlyArray<readonly [toml: string, message: string]> = [
  ['model = 5', '1:9: invalid type: integer `5`, expected a string'],
  ['a = 1\nmodel_context_window = "abc"', '2:24: invalid type: string "abc", expected i64'],
  [
    'sandbox_mode = "bogus"',
    '1:16: unknown variant `bogus`, expected one of `read-only`, `workspace-write`, `danger-full-access`',
  ],
  ['[projects."/x"]\ntrust_level="bogus"', '2:13: unknown variant `bogus`, expected `trusted` or `untrusted`'],
  ['[projects]\n"/x"=5', '2:6: invalid type: integer `5`, expected struct ProjectConfig'],
  ['[shell_environment_policy]\ninherit = 5', '2:11: wanted string or table'],
  ['show_raw_agent_reasoning="yes"', '1:26: invalid type: string "yes", expected a boolean'],
  ['project_root_markers="x"', '1:22: invalid type: string "x", expected a sequence'],
  ['[model_providers.m]\nname="x"\nrequest_max_retries=-1', '3:21: invalid value: integer `-1`, expected u64'],
  ['[model_providers.x]\nbase_url="http://a"', '1:2: model_providers.x: provider name must not be empty'],
  [
    '[model_providers.openai]\nname="x"',
    '1:2: model_providers contains reserved built-in provider IDs: `openai`. Built-in providers cannot be overridden. Rename your custom provider (for example, `openai-custom`).',
  ],
  ['model = "x"\nmodel = "y"', '2:1: duplicate key'],
  ['model = "x\nfoo', '1:11: invalid basic string, expected `"`'],
  ['a = 1\nfoo\n', '2:4: key with no value, expected `=`'],
  ['[a\n', '1:3: unclosed table, expected `]`'],
  ['a = \n', '1:5: string values must be quoted, expected literal string'],
];

test.each(mistakes)('%j', async (toml, message) => {
  await using dir = await configHome(toml);
  await expect(loadConfig(dir.request())).rejects.toMatchObject({
    code: 'invalid_request',
    message: `failed to load configuration: ${dir.file}:${message}`,
  });
});

test('mistakes that no line is to blame for', async () => {
  await using dir = await configHome('model_provider = "nope"');
  await expect(loadConfig(dir.request())).rejects.toThrow(
    'failed to load configuration: Model provider `nope` not found',
  );
  await using legacy = await configHome('profile = "fast"');
  await expect(loadConfig(legacy.request())).rejects.toThrow('legacy `profile = "fast"` config is no longer supported');
  await using fine = await configHome('');
  const requestOverrides = { model_reasoning_effort: 5 };
  await expect(loadConfig(fine.request({ requestOverrides }))).rejects.toThrow(
    'failed to load configuration: invalid type: integer `5`, expected a string\nin `model_reasoning_effort`\n',
  );
});
