// The server's own skills in CODEX_HOME: written when they are first needed, whole, and never over somebody else's.
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createBench } from '../engine/harness.ts';
import { put, putSkill, unbundled } from './files.ts';

const marker = '.codex-system-skills.marker';
const names = ['imagegen', 'openai-docs', 'review-agent', 'skill-creator', 'skill-installer'];

async function createPlace(extra = '') {
  const bench = await createBench([], { extra });
  const folder = join(bench.home.home, 'skills/.system');
  const list = async () => {
    const engine = await bench.restart();
    const { data } = await engine.skills.list({});
    return data.flatMap(({ skills }) => skills).filter(({ scope }) => scope === 'system');
  };
  return { bench, folder, list };
}

test('they are there once somebody asks, and nothing is when nobody does', async () => {
  const { bench, folder, list } = await createPlace();
  await bench.restart();
  await expect(stat(join(bench.home.home, 'skills'))).rejects.toThrow('ENOENT');
  const skills = await list();
  expect(skills.map(({ name }) => name)).toEqual(names);
  for (const { name, description, path, interface: shown } of skills) {
    expect(path).toMatch(new RegExp(`/skills/\\.system/${name}/SKILL\\.md$`));
    expect(description.length).toBeLessThan(300);
    expect(shown?.displayName).toBeTruthy();
  }
  expect(await readdir(join(bench.home.home, 'skills'))).toEqual(['.system']);
  expect((await readdir(folder)).sort()).toEqual([marker, ...names]);
});

test('an older version of ours is replaced, one that was not finished too', async () => {
  const { folder, list } = await createPlace();
  await list();
  const current = await readFile(join(folder, marker), 'utf8');
  await writeFile(join(folder, marker), 'codex-web-server 0000\n');
  await putSkill(join(folder, 'gone'));
  expect((await list()).map(({ name }) => name)).toEqual(names);
  expect(await readFile(join(folder, marker), 'utf8')).toBe(current);
  await rm(join(folder, marker));
  await rm(join(folder, 'imagegen'), { recursive: true });
  expect((await list()).map(({ name }) => name)).toEqual(names);
});

test('what another server put there stays', async () => {
  const { folder, list } = await createPlace();
  await put(join(folder, marker), 'e2e416a9532c044f\n');
  await putSkill(join(folder, 'theirs'));
  expect((await list()).map(({ name }) => name)).toEqual(['theirs']);
});

test('they can be switched off', async () => {
  const { bench, list } = await createPlace(unbundled);
  expect(await list()).toEqual([]);
  await expect(stat(join(bench.home.home, 'skills'))).rejects.toThrow('ENOENT');
});
