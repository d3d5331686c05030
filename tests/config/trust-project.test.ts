import { chmod, lstat, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadConfig } from '@codex/engine/config/load.ts';
import { trustProject } from '@codex/engine/config/trust-project.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ConfigHome, configHome } from './home.ts';

async function trust(dir: ConfigHome, cwd = dir.cwd, sandboxMode = 'workspace-write') {
  const config = await loadConfig(dir.request({ cwd, requestOverrides: { sandbox_mode: sandboxMode } }));
  await trustProject({ codexHome: dir.home, cwd, config });
  return readFile(dir.file, 'utf8').catch(() => null);
}

test('one entry is put in, all other bytes stay', async () => {
  for (const before of [
    '',
    'model = "x"\n',
    'model = "x" # é\r\n',
    '[projects."/other"] # c\ntrust_level="trusted"\n\n\n',
    'a = 1\n# no newline',
  ]) {
    await using dir = await configHome(before);
    const after = (await trust(dir)) ?? '';
    const entry = /(?:\r?\n)*\[projects\."[^"]*work"\]\r?\ntrust_level = "trusted"\r?\n/.exec(after)?.[0] ?? '';
    expect(entry).toContain(`[projects."${dir.cwd}"]`);
    const [above = '', below = ''] = after.split(entry);
    expect(above.trimEnd() + below.trimEnd()).toBe(before.trimEnd());
    expect((await loadConfig(dir.request())).trustLevel).toBe('trusted');
  }
});

test('the official layout', async () => {
  await using dir = await configHome('model = "x"\n');
  expect(await trust(dir)).toBe(`model = "x"\n\n[projects."${dir.cwd}"]\ntrust_level = "trusted"\n`);
});

test('a file is made when there is none, for its owner alone', async () => {
  await using dir = await configHome(null);
  expect(await trust(dir)).toBe(`[projects."${dir.cwd}"]\ntrust_level = "trusted"\n`);
  expect((await stat(dir.file)).mode & 0o777).toBe(0o600);
});

test('nothing is written for read-only threads and for projects that have an entry', async () => {
  await using dir = await configHome('[projects."CWD"]\ntrust_level="untrusted"\n');
  const before = await readFile(dir.file, 'utf8');
  expect(await trust(dir)).toBe(before);
  await using other = await configHome(null);
  expect(await trust(other, other.cwd, 'read-only')).toBeNull();
});

test('inside a repository its root is trusted', async () => {
  await using dir = await configHome(null);
  await mkdir(join(dir.cwd, '.git'));
  expect(await trust(dir, join(dir.cwd, 'not/there/yet'))).toContain(`[projects."${dir.cwd}"]`);
});

test('mode and symbolic link of the file are kept; no temporary file is left', async () => {
  await using dir = await configHome(null);
  const real = join(dir.root, 'dotfiles.toml');
  await writeFile(real, '# mine\n');
  await chmod(real, 0o640);
  await symlink(real, dir.file);
  await trust(dir);
  expect((await lstat(dir.file)).isSymbolicLink()).toBe(true);
  expect((await stat(real)).mode & 0o777).toBe(0o640);
  expect(await readFile(real, 'utf8')).toMatch(/^# mine\n\n\[projects\./);
  expect(await readdir(dir.home)).toEqual(['config.toml']);
});

test('an inline table of projects gets the entry inside', async () => {
  for (const before of ['projects = {}\nmodel = "x"\n', 'projects = { "/a" = { trust_level = "trusted" } }\n']) {
    await using dir = await configHome(before);
    await trust(dir);
    expect((await loadConfig(dir.request())).trustLevel).toBe('trusted');
  }
});

test('any path is quoted so that it reads back', async () => {
  const name = fc.string({
    unit: fc.constantFrom('"', '\\', '\u007f', '\n', ' ', "'", '.', 'é', ']', '#', 'a'),
    minLength: 1,
  });
  await fc.assert(
    fc.asyncProperty(name, async (directory) => {
      await using dir = await configHome('model = "x"\n');
      const cwd = `${dir.cwd}/x${directory}x`;
      await trust(dir, cwd);
      expect((await loadConfig(dir.request({ cwd }))).trustLevel).toBe('trusted');
    }),
    { numRuns: 50 },
  );
});

test('many threads starting at once all leave their entry', async () => {
  await using dir = await configHome('model = "x"\n');
  const cwds = Array.from({ length: 20 }, (_, i) => join(dir.root, `project-${i}`));
  await Promise.all(cwds.map((cwd) => trust(dir, cwd)));
  const levels = await Promise.all(cwds.map(async (cwd) => (await loadConfig(dir.request({ cwd }))).trustLevel));
  expect(levels).toEqual(cwds.map(() => 'trusted'));
});
