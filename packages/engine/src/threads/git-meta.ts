// The commit a thread begins at, for its rollout. Asks git only where a repository is near.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { gitInfo } from '../git/git-info.ts';
import type { GitMeta } from '../rollouts/rollout-line.ts';

export async function gitMeta(cwd: string): Promise<GitMeta | null> {
  if (!isInsideRepository(cwd)) return null;
  const info = await gitInfo(cwd);
  if (!info) return null;
  return {
    ...(info.sha !== null && { commit_hash: info.sha }),
    ...(info.branch !== null && { branch: info.branch }),
    ...(info.originUrl !== null && { repository_url: info.originUrl }),
  };
}

function isInsideRepository(cwd: string): boolean {
  for (let folder = cwd; ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, '.git'))) return true;
    if (folder === path.dirname(folder)) return false;
  }
}
