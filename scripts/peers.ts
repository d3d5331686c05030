// Where the programs are that we are compared with. They live in a cache outside the workspace, because their commands
// have the same names as ours.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

export const officialVersion = '0.169.0';

/** `$XDG_CACHE_HOME/codex-web-server` or `~/.cache/codex-web-server`. */
export const cacheFolder: string = path.join(
  process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache'),
  'codex-web-server',
);

/** An npm prefix; `npm run setup` installs into it. */
export const peersFolder: string = path.join(cacheFolder, 'peers');

/** The native program of the official package, of exactly `officialVersion`; undefined when it is not installed. */
export function officialCodex(): string | undefined {
  return installedCodex(peersFolder, officialVersion);
}

/** The same of any version, below any npm prefix. */
export function installedCodex(prefix: string, version: string): string | undefined {
  const packages = path.join(prefix, 'node_modules/@openai');
  if (installedVersion(path.join(packages, 'codex')) !== version) return undefined;
  const vendor = path.join(packages, `codex-${process.platform}-${process.arch}`, 'vendor');
  if (!existsSync(vendor)) return undefined;
  return readdirSync(vendor)
    .map((target) => path.join(vendor, target, 'bin/codex'))
    .find((file) => existsSync(file));
}

function installedVersion(folder: string): string | undefined {
  try {
    return JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')).version;
  } catch {
    return undefined;
  }
}
