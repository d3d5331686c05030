// Which shell a call gets: the user's, or another POSIX shell that the model named.
import { accessSync, constants } from 'node:fs';
import { basename, join } from 'node:path';

const posixShells: ReadonlySet<string> = new Set(['bash', 'zsh', 'sh']);
const FALLBACK = '/bin/sh';

function findInPath(name: string, path: string): string | undefined {
  return path
    .split(':')
    .filter((folder) => folder.startsWith('/'))
    .map((folder) => join(folder, name))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/** Absolute path of the shell to use. What is no POSIX shell, or not installed, becomes /bin/sh. */
export function chooseShell(wanted: string | undefined, userShell: string, path: string): string {
  if (wanted === undefined) return userShell;
  const kind = basename(wanted);
  if (kind === basename(userShell)) return userShell;
  if (!posixShells.has(kind)) return FALLBACK;
  return findInPath(kind, path) ?? FALLBACK;
}
