// The layers as a whole server takes them: ours, and beside it the official one, which must do the same.
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { officialCodex } from '../../scripts/peers.ts';
import { type Client, createSite, entry, type Site, serverEnv, stdioClient } from '../app-server/harness.ts';

const official = officialCodex();
if (!official)
  console.warn('SKIPPED half of tests/config/server.test.ts: the official binary is missing. Run: npm run setup');

const servers: Array<[name: string, command: string[]]> = [
  ['this server', [process.execPath, entry]],
  ...(official ? [['the official server', [official]] as [string, string[]]] : []),
];

describe.each(servers)('%s', (_, [program = '', ...args]) => {
  function start(
    site: Site,
    more: readonly string[] = [],
    env: NodeJS.ProcessEnv = {},
  ): ChildProcessWithoutNullStreams {
    const { cwd } = site.home;
    const child = spawn(program, [...args, 'app-server', ...more], {
      cwd,
      env: { ...serverEnv(site), ...env },
      stdio: 'pipe',
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    return child;
  }

  async function connect(site: Site, ...how: [args?: readonly string[], env?: NodeJS.ProcessEnv]): Promise<Client> {
    const client = stdioClient(start(site, ...how));
    await client.initialize();
    return client;
  }

  async function refusal(site: Site, more: readonly string[] = []): Promise<string> {
    const child = start(site, more);
    const [words, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    expect(code).toBe(1);
    return words;
  }

  test('origins: user, project and session flags, each key from the strongest that sets it', async () => {
    const site = await siteWith('model_verbosity = "low"\nmodel_reasoning_effort = "low"\n');
    await project(site, 'model_verbosity = "high"\nservice_tier = "flex"\n', 'trusted');
    const client = await connect(site, ['-c', 'service_tier="fast"']);
    const { result } = await client.request('config/read', { cwd: site.home.cwd, includeLayers: true });
    const origins = ['model_reasoning_effort', 'model_verbosity', 'service_tier'].map(
      (key) => result.origins[key].name.type,
    );
    expect(origins).toEqual(['user', 'project', 'sessionFlags']);
    const { model_reasoning_effort, model_verbosity, service_tier } = result.config;
    expect([model_reasoning_effort, model_verbosity, service_tier]).toEqual(['low', 'high', 'fast']);
    const layers = result.layers.map(({ name }: { name: { type: string } }) => name.type);
    expect(layers).toEqual(['sessionFlags', 'project', 'user', 'system']);
  });

  test('what a project that is not trusted says is ignored with a warning', async () => {
    for (const level of ['untrusted', null]) {
      const site = await siteWith('');
      await project(site, 'model = "theirs"\nnotify = ["touch", "ran"]\n[mcp_servers.x]\ncommand = "touch"\n', level);
      const client = await connect(site);
      const { params } = await client.notification('configWarning');
      expect(params.summary).toContain('Project-local config, hooks, and exec policies are disabled');
      const { result } = await client.request('config/read', { cwd: site.home.cwd, includeLayers: true });
      expect(result.config).toMatchObject({ model: 'gpt-5.5', notify: null });
      const [layer] = result.layers;
      expect(layer.disabledReason).toContain('trust');
    }
  });

  test('CODEX_APP_SERVER_MANAGED_CONFIG_PATH has no effect outside of debug builds', async () => {
    const site = await siteWith('');
    const file = join(site.home.home, 'managed.toml');
    await writeFile(file, 'model = "managed"\n');
    const client = await connect(site, [], { CODEX_APP_SERVER_MANAGED_CONFIG_PATH: file });
    const { result } = await client.request('config/read', { includeLayers: true });
    expect(result.config.model).toBe('gpt-5.5');
    expect(result.layers).toHaveLength(2);
  });

  test('configRequirements/read without requirements', async () => {
    const client = await connect(await siteWith(''));
    expect((await client.request('configRequirements/read', {})).result).toMatchObject({ requirements: null });
  });

  test('approval_policy = "untrusted" exits at the start with the official text', async () => {
    const words = 'approval_policy = "untrusted" is no longer supported; remove this setting';
    const site = await createSite([], { approvalPolicy: 'untrusted' });
    expect(await refusal(site)).toContain(words);
    expect(await refusal(await siteWith(''), ['-c', 'approval_policy="untrusted"'])).toContain(words);
  });

  test('--strict-config refuses unknown keys, which are a warning without it', async () => {
    const site = await siteWith('sandbox_mod = "x"\n');
    const words = await refusal(site, ['--strict-config']);
    expect(words).toContain('unknown configuration field `sandbox_mod`');
    const { params } = await (await connect(site)).notification('configWarning');
    expect(params.summary).toContain('`sandbox_mod` is ignored');
  });

  test('profiles are for other commands than the server', async () => {
    const site = await siteWith('');
    await writeFile(join(site.home.home, 'fast.config.toml'), 'model = "other"\n');
    const child = start(site, ['--profile', 'fast']);
    child.stdin.end();
    const [words, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    expect(code).toBe(2);
    expect(words).toContain("unexpected argument '--profile'");
  });

  test('a literal bearer_token of an MCP server is refused', async () => {
    const site = await siteWith('', '[mcp_servers.a]\nurl = "http://x"\nbearer_token = "abc"\n');
    const client = await connect(site);
    const why = 'bearer_token is not supported for streamable_http';
    expect((await client.request('thread/start', {})).error?.message).toContain(why);
    expect((await client.request('config/read', {})).error?.message).toContain(why);
  });
});

test('the documented config.toml loads: approval_policy = "auto", transport = "streamable_http"', async () => {
  const site = await createSite([], {
    model: 'claude-sonnet-4-5',
    approvalPolicy: 'auto',
    extra: '[mcp_servers.web]\nurl = "https://example.com/mcp"\ntransport = "streamable_http"\n',
  });
  const child = spawn(process.execPath, [entry, 'app-server'], {
    cwd: site.home.cwd,
    env: serverEnv(site),
    stdio: 'pipe',
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const client = stdioClient(child);
  await client.initialize();
  expect((await client.request('config/read', {})).result.config.model).toBe('claude-sonnet-4-5');
  const { result } = await client.request('thread/start', {});
  expect(result).toMatchObject({ model: 'claude-sonnet-4-5', approvalPolicy: 'on-request' });
});

/** `above`: before the first table of config.toml; `below`: after the last. */
async function siteWith(above: string, below = ''): Promise<Site> {
  const site = await createSite([], { extra: below });
  const file = join(site.home.home, 'config.toml');
  await writeFile(file, above + (await readFile(file, 'utf8')));
  return site;
}

async function project({ home }: Site, toml: string, level: string | null): Promise<void> {
  await mkdir(join(home.cwd, '.git'));
  await mkdir(join(home.cwd, '.codex'));
  await writeFile(join(home.cwd, '.codex/config.toml'), toml);
  const file = join(home.home, 'config.toml');
  const trust = level === null ? '' : `\n[projects."${home.cwd}"]\ntrust_level = "${level}"\n`;
  await writeFile(file, (await readFile(file, 'utf8')) + trust);
}
