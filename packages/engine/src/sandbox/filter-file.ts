// The system-call filters as files without a name, made once per process. A sandbox opens them through /proc, so that
// nothing a command can write to is ever read as a filter.
import { closeSync, constants, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { arch, tmpdir } from 'node:os';
import { join } from 'node:path';
import { syscallFilter } from './syscall-filter.ts';

const O_TMPFILE = 0o20000000 | constants.O_DIRECTORY;
const files = new Map<boolean, number | null>();

/** A path that another process of the same user can open while this one lives; null: unknown kind of machine. */
export function filterFile(network: boolean): string | null {
  let fd = files.get(network);
  if (fd === undefined) {
    const bytes = syscallFilter(arch(), network);
    fd = bytes && writeNameless(bytes);
    files.set(network, fd);
  }
  return fd === null ? null : `/proc/${process.pid}/fd/${fd}`;
}

function writeNameless(bytes: Buffer): number {
  const fd = openNameless();
  try {
    writeSync(fd, bytes);
    return fd;
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}

function openNameless(): number {
  try {
    return openSync(tmpdir(), O_TMPFILE | constants.O_RDWR, 0o600);
  } catch {
    // Not every file system knows files without a name.
    const folder = mkdtempSync(join(tmpdir(), 'codex-filter-'));
    const fd = openSync(join(folder, 'filter'), 'wx+', 0o600);
    rmSync(folder, { recursive: true });
    return fd;
  }
}
