import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readProjectInstructions } from '@codex/engine/context/project-instructions.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'codex-agents-'));
});
afterEach(() => rm(root, { recursive: true }));

async function files(texts: Record<string, string>) {
  for (const [name, text] of Object.entries(texts)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text);
  }
}

async function read(cwd: string, config: Partial<Parameters<typeof readProjectInstructions>[0]['config']> = {}) {
  const { text, sources } = await readProjectInstructions({
    codexHome: join(root, 'home'),
    cwd: join(root, cwd),
    config: { projectDocMaxBytes: 32768, projectDocFallbackFilenames: [], projectRootMarkers: ['.git'], ...config },
  });
  return { text, sources: sources.map((source) => source.slice(root.length + 1)) };
}

test('the user, then the project from its root down', async () => {
  await files({
    'home/AGENTS.md': 'user',
    'AGENTS.md': 'outside of the project',
    'work/.git/HEAD': '',
    'work/AGENTS.md': 'root',
    'work/a/other.md': 'not asked for',
    'work/a/b/AGENTS.md': 'deep',
    'work/a/b/c/AGENTS.md': 'below',
  });
  expect(await read('work/a/b')).toEqual({
    text: 'user\n\n--- project-doc ---\n\nroot\n\ndeep',
    sources: ['home/AGENTS.md', 'work/AGENTS.md', 'work/a/b/AGENTS.md'],
  });
  expect((await read('work/a', { projectDocFallbackFilenames: ['none.md', 'other.md'] })).sources).toContain(
    'work/a/other.md',
  );
});

test('an override hides its neighbour; blank files say nothing', async () => {
  await files({ 'work/AGENTS.md': 'hidden', 'work/AGENTS.override.md': 'shown', 'home/AGENTS.md': ' \n' });
  expect(await read('work')).toEqual({ text: 'shown', sources: ['work/AGENTS.override.md'] });
});

test('without a root only the directory itself counts', async () => {
  await files({ 'work/AGENTS.md': 'parent', 'work/sub/AGENTS.md': 'here' });
  expect((await read('work/sub')).text).toBe('here');
  expect((await read('work/sub', { projectRootMarkers: ['AGENTS.md'] })).text).toBe('here');
  await files({ 'work/.project': '' });
  expect((await read('work/sub', { projectRootMarkers: ['.project'] })).text).toBe('parent\n\nhere');
});

test('the limit counts bytes of all files together and never cuts a character', async () => {
  await files({
    'work/.git/HEAD': '',
    'work/AGENTS.md': '12345',
    'work/sub/AGENTS.md': 'éééé',
    'work/sub/x/AGENTS.md': 'never',
  });
  expect((await read('work/sub/x', { projectDocMaxBytes: 10 })).text).toBe('12345\n\néé');
  expect(await read('work/sub', { projectDocMaxBytes: 0 })).toEqual({ text: '', sources: [] });
});

test('a directory that is not there', async () => {
  expect(await read('missing/deep')).toEqual({ text: '', sources: [] });
});
