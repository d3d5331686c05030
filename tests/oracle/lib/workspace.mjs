// Prepares the directories of one scenario run: CODEX_HOME, a workspace, and a private HOME.

import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { substitute } from './vars.mjs';

const FIXTURES = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../fixtures');
const GIT_ENV = {
  GIT_AUTHOR_NAME: 'Oracle',
  GIT_AUTHOR_EMAIL: 'oracle@example.invalid',
  GIT_AUTHOR_DATE: '2026-01-02T03:04:05Z',
  GIT_COMMITTER_NAME: 'Oracle',
  GIT_COMMITTER_EMAIL: 'oracle@example.invalid',
  GIT_COMMITTER_DATE: '2026-01-02T03:04:05Z',
  GIT_CONFIG_NOSYSTEM: '1',
};

export function makeDirs(baseRoot, name) {
  const base = path.join(baseRoot, name);
  fs.rmSync(base, { recursive: true, force: true });
  const dirs = {
    base,
    home: path.join(base, 'home'),
    cwd: path.join(base, 'work'),
    userHome: path.join(base, 'user'),
    fixtures: FIXTURES,
  };
  for (const d of [dirs.home, dirs.cwd, dirs.userHome]) fs.mkdirSync(d, { recursive: true });
  return dirs;
}

/** `files`: {"work/a.txt": "text" | {base64} | {json}, "home/skills/x/SKILL.md": "..."}; the first segment picks the directory. */
export function writeFiles(files, vars) {
  for (const [name, spec] of Object.entries(files ?? {})) {
    const [top, ...rest] = name.split('/');
    const root = { work: vars.cwd, home: vars.home, user: vars.userHome, base: vars.base }[top];
    const file = path.join(root, ...rest);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    const value = substitute(spec, vars);
    const data =
      typeof value === 'string'
        ? value
        : value.base64
          ? Buffer.from(value.base64, 'base64')
          : JSON.stringify(value.json);
    fs.writeFileSync(file, data, spec.mode ? { mode: spec.mode } : undefined);
    if (spec.mtime) fs.utimesSync(file, spec.mtime, spec.mtime);
  }
}

/** git: true | {branch, remote, uncommitted: {file: text}} — one deterministic commit of the workspace. */
export function initGit(spec, dirs) {
  if (!spec) return;
  const git = (...args) =>
    execFileSync('git', args, {
      cwd: dirs.cwd,
      env: { ...process.env, HOME: dirs.userHome, ...GIT_ENV },
      stdio: 'pipe',
    });
  git('init', '-q', '-b', spec.branch ?? 'main');
  git('add', '-A');
  git('commit', '-q', '--allow-empty', '-m', 'initial');
  if (spec.remote) {
    git('init', '-q', '--bare', path.join(dirs.base, 'remote.git'));
    git('remote', 'add', 'origin', path.join(dirs.base, 'remote.git'));
    git('push', '-q', '-u', 'origin', spec.branch ?? 'main');
  }
  for (const [file, text] of Object.entries(spec.uncommitted ?? {})) fs.writeFileSync(path.join(dirs.cwd, file), text);
}

export function listRollouts(home) {
  const out = [];
  const walk = (dir) => {
    for (const e of fs.existsSync(dir) ? fs.readdirSync(dir, { withFileTypes: true }) : []) {
      const p = path.join(dir, e.name);
      if (e.isDirectory()) walk(p);
      else if (e.name.endsWith('.jsonl')) out.push(p);
    }
  };
  for (const d of ['sessions', 'archived_sessions']) walk(path.join(home, d));
  return out.sort();
}
