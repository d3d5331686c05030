// skills/* over the wire: what is listed, what is written, in which order clients are told.
import { readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Client, createSite, type Received, spawnServer, stdioClient } from '../app-server/harness.ts';
import { put, putSkill, skillText, unbundled } from './files.ts';

async function open(extra = unbundled) {
  const site = await createSite([], { extra });
  const home = await realpath(site.home.home);
  return {
    home,
    cwd: await realpath(site.home.cwd),
    config: () => readFile(join(home, 'config.toml'), 'utf8'),
    async connect(): Promise<Client> {
      const client = stdioClient(spawnServer(site));
      await client.initialize();
      return client;
    },
  };
}

const listed = ({ result }: Received): Array<[string, boolean]> =>
  result.data[0].skills.map(({ name, enabled }: { name: string; enabled: boolean }) => [name, enabled]);

test('a skill is listed with all that it says of itself', async () => {
  const { home, cwd, connect } = await open();
  const folder = join(home, 'skills/tidy');
  const text = skillText('tidy', 'Tidies').replace('\n---\nText', '\nmetadata:\n  short-description: s\n---\nText');
  const path = await putSkill(folder, text);
  await put(join(folder, 'agents/openai.yaml'), 'interface:\n  display_name: Tidy\n  icon_small: assets/i.png\n');
  await putSkill(join(home, 'skills/plain'));
  const client = await connect();
  const { result } = await client.request('skills/list', { cwds: [cwd, 'relative', ''] });
  expect(result.data.map((entry: { cwd: string }) => entry.cwd)).toEqual([cwd, 'relative', '']);
  expect(result.data[0]).toEqual({
    cwd,
    errors: [],
    skills: [
      {
        name: 'plain',
        description: 'About plain',
        path: join(home, 'skills/plain/SKILL.md'),
        scope: 'user',
        enabled: true,
        pluginId: null,
      },
      {
        name: 'tidy',
        description: 'Tidies',
        shortDescription: 's',
        interface: {
          displayName: 'Tidy',
          shortDescription: null,
          iconSmall: join(folder, 'assets/i.png'),
          iconLarge: null,
          iconSmallUrl: null,
          iconLargeUrl: null,
          brandColor: null,
          defaultPrompt: null,
        },
        path,
        scope: 'user',
        enabled: true,
        pluginId: null,
      },
    ],
  });
  expect((await client.request('skills/list')).error?.message).toContain('missing field `params`');
  expect((await client.request('skills/list', {})).result.data[0].cwd).toBe(cwd);
});

test('a configuration that cannot be read is the error of its folder', async () => {
  const { cwd, connect } = await open(`${unbundled}[[skills.config]]\nname = "a"\n`);
  const client = await connect();
  const { result } = await client.request('skills/list', {});
  expect(result.data).toEqual([
    {
      cwd,
      skills: [],
      errors: [{ path: cwd, message: expect.stringMatching(/^failed to reload config: .*missing field `enabled`/) }],
    },
  ]);
});

test('skills are switched off and on by path or by name', async () => {
  const { home, config, connect } = await open();
  const path = await putSkill(join(home, 'skills/a'));
  await putSkill(join(home, 'skills/b'));
  const client = await connect();
  const before = await config();
  const write = async (params: object) => (await client.request('skills/config/write', params)).result;
  const list = async () => listed(await client.request('skills/list', {}));
  expect(await write({ path, enabled: false })).toEqual({ effectiveEnabled: false });
  expect(await write({ name: ' b ', enabled: false })).toEqual({ effectiveEnabled: false });
  expect(await config()).toBe(
    `${before}\n[[skills.config]]\npath = "${path}"\nenabled = false\n\n[[skills.config]]\nname = "b"\nenabled = false\n`,
  );
  expect(await list()).toEqual([
    ['a', false],
    ['b', false],
  ]);
  await write({ name: 'b', enabled: false });
  expect(await write({ path, enabled: true })).toEqual({ effectiveEnabled: true });
  expect(await list()).toEqual([
    ['a', true],
    ['b', false],
  ]);
  await write({ name: 'b', enabled: true });
  await write({ name: 'nobody', enabled: true });
  expect(await config()).toBe(before);
});

test.each([
  ['[tui]\nx = 1\n', '[tui]\nx = 1\n\n[[skills.config]]\nname = "a"\nenabled = false\n'],
  ['[skills]\n# c\n\n[tui]\n', '[skills]\n\n[[skills.config]]\nname = "a"\nenabled = false\n# c\n\n[tui]\n'],
  [
    '[[skills.config]]\nname = "a"\nenabled = true # yes\n# end\n',
    '[[skills.config]]\nname = "a"\nenabled = false # yes\n# end\n',
  ],
  [
    '[skills]\nconfig = [{ name = "z", enabled = false }] # c\n',
    '[skills]\nconfig = [{ name = "z", enabled = false }, { name = "a", enabled = false }] # c\n',
  ],
])('switching off in %j keeps everything else', async (extra, after) => {
  const { config, connect } = await open(extra);
  const client = await connect();
  const head = (await config()).slice(0, -extra.length);
  expect((await client.request('skills/config/write', { name: 'a', enabled: false })).error).toBeUndefined();
  expect(await config()).toBe(head + after);
});

test('wrong requests change nothing', async () => {
  const { config, connect } = await open();
  const client = await connect();
  const before = await config();
  const conflict = { code: -32602, message: 'skills/config/write requires exactly one of path or name' };
  for (const params of [{}, { name: '' }, { name: ' ', path: null }, { name: 'a', path: '/a' }]) {
    expect((await client.request('skills/config/write', { ...params, enabled: false })).error).toEqual(conflict);
  }
  const relative = 'Invalid request: AbsolutePathBuf deserialized without a base path';
  expect((await client.request('skills/config/write', { path: 'a', enabled: true })).error?.message).toBe(relative);
  expect((await client.request('skills/extraRoots/set', { extraRoots: ['a'] })).error?.message).toBe(relative);
  expect((await client.request('skills/config/write', { name: 'a' })).error?.code).toBe(-32600);
  expect(await config()).toBe(before);
});

test('further roots count until the next ones are set; everybody is told before the answer', async () => {
  const { home, connect } = await open();
  await putSkill(join(home, 'skills/a'));
  await putSkill(join(home, 'extra/e'));
  const client = await connect();
  const set = (extraRoots: string[]) => client.request('skills/extraRoots/set', { extraRoots });
  const names = async () => listed(await client.request('skills/list', {})).map(([name]) => name);
  expect((await set([join(home, 'extra'), join(home, 'skills'), '/missing'])).result).toEqual({});
  expect(client.methods().slice(-2)[0]).toBe('skills/changed');
  expect(client.received.at(-2)).toEqual({ method: 'skills/changed', params: {}, emittedAtMs: expect.any(Number) });
  expect(await names()).toEqual(['a', 'e']);
  await set([]);
  expect(await names()).toEqual(['a']);
});
