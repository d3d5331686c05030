// Empty directories that stand where a protected one is missing, while a sandbox needs something to mount on. Each user
// of one, in this process or another, leaves a marker file in it; the last to go removes the directory.
import { mkdirSync, readdirSync, rmdirSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const MARKER = /^\.codex-placeholder-(\d+)-\d+$/;
let count = 0;

/** Makes or joins the directories; call the result when the sandbox has ended. */
export function holdPlaceholders(paths: readonly string[]): () => void {
  count += 1;
  const marker = `.codex-placeholder-${process.pid}-${count}`;
  const held = paths.filter((path) => hold(path, marker));
  return () => {
    for (const path of held) release(path, marker);
  };
}

/** False: the directory cannot be made, so a command of the same user cannot make it either. */
function hold(path: string, marker: string): boolean {
  // Once more when the last user removed it in between.
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      mkdirSync(path, { recursive: true });
      removeStale(path);
      writeFileSync(join(path, marker), '', { flag: 'wx' });
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') return false;
    }
  }
  return false;
}

/** Markers of processes that were killed. */
function removeStale(path: string): void {
  for (const name of readdirSync(path)) {
    const pid = MARKER.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) attempt(() => unlinkSync(join(path, name)));
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function release(path: string, marker: string): void {
  attempt(() => unlinkSync(join(path, marker)));
  attempt(() => rmdirSync(path)); // fails while others hold it
}

function attempt(act: () => void): void {
  try {
    act();
  } catch {
    // somebody else did it, or holds it
  }
}

/** Whether the directory only stands in for a missing one. */
export function isPlaceholder(path: string): boolean {
  try {
    const names = readdirSync(path);
    return names.length > 0 && names.every((name) => MARKER.test(name));
  } catch {
    return false;
  }
}
