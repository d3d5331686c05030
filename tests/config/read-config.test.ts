import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadConfig } from '@codex/engine/config/load.ts';
import { readConfig } from '@codex/engine/config/read-config.ts';
import { checkStartupConfig } from '@codex/engine/config/startup-check.ts';
import { expect, test } from 'vitest';
import { type ConfigHome, configHome } from './home.ts';

async function projectWith(dir: ConfigHome, toml: string): Promise<void> {
  await mkdir(join(dir.cwd, '.git'));
  await mkdir(join(dir.cwd, '.codex'));
  await writeFile(join(dir.cwd, '.codex/config.toml'), toml);
}

const layersOf = async (dir: ConfigHome, changes = {}) => {
  const { layers, origins, config } = await readConfig(dir.request(changes), { includeLayers: true, cwd: dir.cwd });
  return { layers: layers ?? [], origins, config };
};

test('layers come strongest first, each key with its origin', async () => {
  await using dir = await configHome('model = "user"\n[projects."CWD"]\ntrust_level = "trusted"\n');
  await writeFile(join(dir.root, 'config.toml'), 'model = "system"\nservice_tier = "x"\n');
  await writeFile(join(dir.root, 'managed_config.toml'), 'model_verbosity = "high"\n');
  await projectWith(dir, 'model_reasoning_effort = "high"\nmodel_verbosity = "low"\n');
  const { layers, origins, config } = await layersOf(dir, { overrides: [['features.goals', 'false']] });
  expect(layers.map(({ name }) => name.type)).toEqual([
    'legacyManagedConfigTomlFromFile',
    'sessionFlags',
    'project',
    'user',
    'system',
  ]);
  expect(Object.fromEntries(Object.entries(origins).map(([key, { name }]) => [key, name.type]))).toEqual({
    model: 'user',
    service_tier: 'system',
    [`projects.${dir.cwd}.trust_level`]: 'user',
    model_reasoning_effort: 'project',
    model_verbosity: 'legacyManagedConfigTomlFromFile',
    'features.goals': 'sessionFlags',
  });
  expect(config).toMatchObject({ model: 'user', model_verbosity: 'high', review_model: null, tools: null });
});

test('the version of a layer is that of what it says, not of how it is written', async () => {
  await using one = await configHome('model = "a"\n[features]\nx = true\ny = false\n');
  await using two = await configHome('# other\nfeatures = { y = false, "x" = true }\n\n');
  await writeFile(two.file, `model = 'a'\n# other\nfeatures = { y = false, "x" = true }\n`);
  const version = async (dir: ConfigHome) => (await layersOf(dir)).layers[0]?.version;
  expect(await version(one)).toBe(await version(two));
  expect(await version(one)).toMatch(/^sha256:[0-9a-f]{64}$/);
});

test('a project that is not trusted has no say, and that is said', async () => {
  await using dir = await configHome('');
  await projectWith(dir, 'model = "project"\nsandbox_mode = "danger-full-access"\n[mcp_servers.x]\ncommand = "evil"\n');
  const config = await loadConfig(dir.request());
  expect(config).toMatchObject({ model: null, sandboxMode: 'read-only' });
  const { layers } = await layersOf(dir);
  expect(layers[0]).toMatchObject({ name: { type: 'project' }, config: { model: 'project' } });
  expect(layers[0]?.disabledReason).toContain(`add ${dir.cwd} as a trusted project`);
  const { warnings } = await checkStartupConfig(dir.request());
  expect(warnings[0]?.summary).toContain('Project-local config, hooks, and exec policies are disabled');
});

test('even a trusted project cannot say whom to ask or what to run on its own', async () => {
  await using dir = await configHome('[projects."CWD"]\ntrust_level = "trusted"\n');
  await projectWith(
    dir,
    'model = "project"\nmodel_provider = "evil"\nnotify = ["evil"]\n[model_providers.evil]\nname = "E"\nbase_url = "http://e"\n',
  );
  const config = await loadConfig(dir.request());
  expect(config).toMatchObject({ model: 'project', modelProvider: 'openai' });
  expect(config.providers).not.toHaveProperty('evil');
  expect(config.warnings).toEqual([
    `Ignored unsupported project-local config keys in ${join(dir.cwd, '.codex/config.toml')}: model_provider, model_providers, notify. If you want these settings to apply, manually set them in your user-level config.toml.`,
  ]);
});

test('requirements fall back to what is allowed, with a sentence when somebody wished otherwise', async () => {
  await using dir = await configHome('approval_policy = "never"\nsandbox_mode = "danger-full-access"\n');
  await writeFile(
    join(dir.root, 'requirements.toml'),
    'allowed_approval_policies = ["on-request"]\nallowed_sandbox_modes = ["read-only", "workspace-write"]\n[features]\ngoals = false\n',
  );
  const config = await loadConfig(dir.request());
  expect(config).toMatchObject({ approvalPolicy: 'on-request', sandboxMode: 'read-only', features: { goals: false } });
  expect(config.warnings).toHaveLength(2);
  expect(config.warnings[0]).toContain('`Never` is not in the allowed set [OnRequest]');
  const asked = await loadConfig(dir.request({ requestOverrides: { sandbox_mode: 'danger-full-access' } }));
  expect(asked.sandboxMode).toBe('read-only');
});

test('requirements that are not understood stop the server', async () => {
  await using dir = await configHome('');
  for (const [toml, words] of [
    ['allowed_sandbox_modes = ["workspace-write"]\n', "must include 'read-only'"],
    ['allowed_sandbox_modes = 3\n', 'expected a sequence'],
    ['[[rules.prefix_rules]]\npattern = [{ token = "rm" }]\ndecision = "allow"\n', "has decision 'allow'"],
  ] as const) {
    await writeFile(join(dir.root, 'requirements.toml'), toml);
    expect((await checkStartupConfig(dir.request())).fatal).toContain(words);
  }
});

test('a config.toml as people have it loads', async () => {
  await using dir = await configHome(`model = "claude-sonnet-4-5"
approval_policy = "auto"
[mcp_servers.files]
command = "npx"
args = ["-y", "server"]
[mcp_servers.web]
url = "https://example.com/mcp"
transport = "streamable_http"
`);
  const config = await loadConfig(dir.request());
  expect(config).toMatchObject({ model: 'claude-sonnet-4-5', approvalPolicy: 'on-request' });
  expect(config.warnings.join('\n')).toContain('`mcp_servers.web.transport` is ignored');
  expect(config.warnings.join('\n')).toContain('write "on-request" instead');
  const { layers } = await layersOf(dir);
  expect(layers[0]?.config).toMatchObject({ approval_policy: 'auto' });
});

test('an MCP server with a secret in the file, or without a way to reach it, is refused', async () => {
  for (const [toml, words] of [
    ['[mcp_servers.a]\nurl = "http://x"\nbearer_token = "abc"\n', 'bearer_token is not supported for streamable_http'],
    ['[mcp_servers.a]\ncommand = "x"\nurl = "y"\n', 'url is not supported for stdio'],
    ['[mcp_servers.a]\n', 'invalid transport'],
  ] as const) {
    await using dir = await configHome(toml);
    await expect(readConfig(dir.request(), {})).rejects.toThrow(
      `invalid configuration: ${words}\nin \`mcp_servers.a\`\n`,
    );
  }
});

test('headers of telemetry are shown to nobody', async () => {
  await using dir = await configHome(
    '[otel.exporter.otlp-http]\nendpoint = "x"\nprotocol = "json"\nheaders = { authorization = "canary" }\n',
  );
  const all = await readConfig(dir.request(), { includeLayers: true });
  expect(JSON.stringify(all)).toContain('[redacted]');
  expect(JSON.stringify(all)).not.toContain('canary');
});
