// Which skills are found: real folders, links, limits, broken files.
import { execFileSync } from 'node:child_process';
import { mkdir, realpath, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { SkillsListEntry } from '@codex/protocol/skills/list.ts';
import { expect, test } from 'vitest';
import { type Bench, createBench, openEngine } from '../engine/harness.ts';
import { put, putSkill, skillText, unbundled } from './files.ts';

async function createPlace(extra = unbundled): Promise<{ bench: Bench; home: string; cwd: string }> {
  const bench = await createBench([], { extra });
  const [home, cwd] = await Promise.all([realpath(bench.home.home), realpath(bench.home.cwd)]);
  await mkdir(join(cwd, '.git'));
  return { bench, home, cwd };
}

async function listed(bench: Bench, cwd = bench.home.cwd): Promise<SkillsListEntry> {
  const engine = await bench.restart();
  const { data } = await engine.skills.list({ cwds: [cwd] });
  if (!data[0]) throw new Error('no entry');
  return data[0];
}

const shown = ({ skills }: SkillsListEntry) => skills.map(({ name, scope, description }) => [name, scope, description]);

test('roots by scope: the project from its root down, the user, the server; names may repeat', async () => {
  const { bench, home, cwd } = await createPlace('');
  await putSkill(join(home, 'skills/h'));
  await putSkill(join(home, 'skills/same'), skillText('same', 'of home'));
  await putSkill(join(home, '.agents/skills/same'), skillText('same', 'of agents'));
  await putSkill(join(cwd, '../.agents/skills/above'));
  await putSkill(join(cwd, '.agents/skills/w'));
  await putSkill(join(cwd, '.codex/skills/c'));
  await putSkill(join(cwd, 'sub/.agents/skills/s'));
  await putSkill(join(cwd, 'sub/.codex/skills/sc'));
  await putSkill(join(cwd, 'sub/deep/.agents/skills/below'));
  const bundled = ['imagegen', 'openai-docs', 'review-agent', 'skill-creator', 'skill-installer'];
  const entry = await listed(bench, join(cwd, 'sub'));
  expect(entry.errors).toEqual([]);
  expect(shown(entry).filter(([, scope]) => scope !== 'admin')).toEqual([
    ['c', 'repo', 'About c'],
    ['s', 'repo', 'About s'],
    ['sc', 'repo', 'About sc'],
    ['w', 'repo', 'About w'],
    ['h', 'user', 'About h'],
    ['same', 'user', 'of agents'],
    ['same', 'user', 'of home'],
    ...bundled.map((name) => [name, 'system', expect.any(String)]),
  ]);
});

test('a project that is marked as untrusted has no say, and that is told', async () => {
  const { bench, cwd } = await createPlace();
  const extra = `${unbundled}[projects."${cwd}"]\ntrust_level = "untrusted"\n`;
  const [skills, sub] = [join(cwd, '.agents/skills'), join(cwd, 'sub')];
  await putSkill(join(skills, 'w'));
  await putSkill(join(sub, '.codex/skills/s'));
  const untrusted = await createBench([], { extra });
  const engine = await openEngine({ home: untrusted.home.home, cwd });
  const { data } = await engine.skills.list({ cwds: [cwd, sub] });
  await engine.close();
  const message = 'ignored because the project is marked as untrusted';
  expect(data.map(({ skills, errors }) => ({ skills, errors }))).toEqual([
    { skills: [], errors: [{ path: skills, message }] },
    {
      skills: [],
      errors: [
        { path: join(sub, '.codex/skills'), message },
        { path: skills, message },
      ],
    },
  ]);
  expect(shown(await listed(bench)).map(([name]) => name)).toEqual(['w']);
});

test('links to folders are followed, each file counts once, and circles end', async () => {
  const { bench, home, cwd } = await createPlace();
  const outside = join(cwd, 'elsewhere');
  await putSkill(join(outside, 'o'));
  await put(join(outside, 'file.md'), skillText('linked-file'));
  const skills = join(home, 'skills');
  await mkdir(join(skills, 'lf'), { recursive: true });
  await symlink(outside, join(skills, 'one'));
  await symlink(outside, join(skills, 'two'));
  await symlink(skills, join(skills, 'loop'));
  await symlink(join(skills, 'lf'), join(skills, 'lf/self'));
  await symlink(join(outside, 'file.md'), join(skills, 'lf/SKILL.md'));
  await symlink(join(outside, 'nowhere'), join(skills, 'dangling'));
  const entry = await listed(bench);
  expect(entry.skills.map(({ path }) => path)).toEqual([join(outside, 'o/SKILL.md')]);
  expect(entry.errors).toEqual([]);
});

test('files that are no skill are listed as errors, pipes and folders are passed over', async () => {
  const { bench, home } = await createPlace();
  const skills = join(home, 'skills');
  await put(join(skills, 'binary/SKILL.md'), '');
  execFileSync('sh', ['-c', 'printf "\\377\\376" > binary/SKILL.md; mkdir pipe dir agents-pipe agents-pipe/agents'], {
    cwd: skills,
  });
  execFileSync('mkfifo', [join(skills, 'pipe/SKILL.md'), join(skills, 'agents-pipe/agents/openai.yaml')]);
  await mkdir(join(skills, 'dir/SKILL.md'));
  await putSkill(join(skills, 'agents-pipe'));
  await putSkill(join(skills, 'broken'), 'no front matter');
  await putSkill(join(skills, 'endless'), `---\nname: a\ndescription: ${'x'.repeat(200_000)}\n---\n`);
  await putSkill(join(skills, 'huge'), skillText('huge', 'd', 'ä'.repeat(5_000_000)));
  const { skills: found, errors } = await listed(bench);
  expect(found.map(({ name }) => name)).toEqual(['agents-pipe', 'huge']);
  expect(errors).toEqual([
    { path: join(skills, 'binary/SKILL.md'), message: expect.stringMatching(/^failed to read file: /) },
    { path: join(skills, 'broken/SKILL.md'), message: 'missing YAML frontmatter delimited by ---' },
    { path: join(skills, 'endless/SKILL.md'), message: 'missing YAML frontmatter delimited by ---' },
  ]);
});

test('the search is bounded in depth and in folders', async () => {
  const { bench, home } = await createPlace();
  const skills = join(home, 'skills');
  await putSkill(skills, skillText('root'));
  await putSkill(join(skills, '1/2/3/4/5/6'));
  await putSkill(join(skills, '1/2/3/4/5/6/7'));
  await putSkill(join(skills, '.hidden'));
  expect(shown(await listed(bench)).map(([name]) => name)).toEqual(['6', 'root']);
  await Promise.all(Array.from({ length: 2100 }, (_, i) => mkdir(join(skills, `many/${i}`), { recursive: true })));
  await putSkill(join(skills, 'many/9999'));
  const { skills: found, errors } = await listed(bench);
  expect(found.map(({ name }) => name)).not.toContain('9999');
  expect(errors).toEqual([{ path: skills, message: 'more than 2000 folders: the rest was not searched' }]);
});

test('the last entry of config.toml that means a skill decides; those of a project do not count', async () => {
  const { bench, home, cwd } = await createPlace();
  for (const name of ['a', 'b', 'c', 'd']) await putSkill(join(home, 'skills', name));
  const path = (name: string) => `path = "skills/${name}/SKILL.md"`;
  const rules = [
    [`${path('a')}`, false],
    ['name = "b"', false],
    [path('b'), true],
    [`name = "c"\n${path('c')}`, false],
    [path('d'), true],
    ['name = " d "', false],
  ];
  const toml = rules.map(([selector, enabled]) => `[[skills.config]]\n${selector}\nenabled = ${enabled}\n`).join('');
  await put(join(cwd, '.codex/config.toml'), '[[skills.config]]\nname = "b"\nenabled = false\n');
  const { bench: other } = await createPlace(`${unbundled}${toml}[projects."${cwd}"]\ntrust_level = "trusted"\n`);
  for (const name of ['a', 'b', 'c', 'd']) await putSkill(join(other.home.home, 'skills', name));
  expect((await listed(bench)).skills.every(({ enabled }) => enabled)).toBe(true);
  const { skills } = await listed(other, cwd);
  expect(skills.map(({ name, enabled }) => [name, enabled])).toEqual([
    ['a', false],
    ['b', true],
    ['c', true],
    ['d', false],
  ]);
});

test('the list is remembered until it is asked for anew', async () => {
  const { bench, home } = await createPlace();
  await putSkill(join(home, 'skills/a'));
  const engine = await bench.restart();
  const names = async (forceReload: boolean) =>
    (await engine.skills.list({ forceReload })).data[0]?.skills.map(({ name }) => name);
  expect(await names(false)).toEqual(['a']);
  await putSkill(join(home, 'skills/b'));
  expect(await names(false)).toEqual(['a']);
  expect(await names(true)).toEqual(['a', 'b']);
});
