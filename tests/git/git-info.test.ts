import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gitInfo } from '@codex/engine/git/git-info.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';

let cwd: string;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'codex-git-'));
});
afterEach(() => rm(cwd, { recursive: true }));

function git(...args: string[]): string {
  const identity = ['-c', 'user.name=T', '-c', 'user.email=t@example.invalid', '-c', 'commit.gpgsign=false'];
  return execFileSync('git', [...identity, ...args], { cwd, encoding: 'utf8' }).trim();
}

test('what is not a repository, or not there, is null', async () => {
  expect(await gitInfo(cwd)).toBeNull();
  expect(await gitInfo(join(cwd, 'missing'))).toBeNull();
});

test('a repository before its first commit, with a remote, and on no branch', async () => {
  git('init', '-q', '-b', 'topic');
  expect(await gitInfo(cwd)).toEqual({ sha: null, branch: 'topic', originUrl: null });
  git('commit', '-q', '--allow-empty', '-m', 'one');
  git('remote', 'add', 'origin', 'https://example.invalid/x.git');
  const sha = git('rev-parse', 'HEAD');
  expect(await gitInfo(cwd)).toEqual({ sha, branch: 'topic', originUrl: 'https://example.invalid/x.git' });
  git('checkout', '-q', '--detach');
  expect(await gitInfo(cwd)).toMatchObject({ sha, branch: null });
});
