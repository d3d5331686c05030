// The `filesystem` table of a permission profile, place by place, as the entries that the protocol knows.
import { isAbsolute, join } from 'node:path';
import type {
  FileSystemAccessMode,
  FileSystemPath,
  FileSystemSandboxEntry,
} from '@codex/protocol/config/permissions.ts';
import { isTable } from './rules.ts';
import { ConfigError, type Table } from './toml.ts';

interface Surroundings {
  /** Workspace roots beside the working directory; absolute. */
  readonly extraRoots: readonly string[];
  /** Replaces a leading `~`. */
  expandHome(path: string): string;
}

const specials: Readonly<Record<string, FileSystemPath>> = {
  ':root': special('root'),
  ':minimal': special('minimal'),
  ':tmpdir': special('tmpdir'),
  ':slash_tmp': special('slash_tmp'),
};
const workspaceNames: ReadonlySet<string> = new Set([':workspace_roots', ':project_roots']);

/** In the order of the names. `unknown`: places that only another version knows. Throws ConfigError. */
export function fileEntries(
  places: Table,
  surroundings: Surroundings,
): { entries: FileSystemSandboxEntry[]; unknown: string[] } {
  const unknown: string[] = [];
  const entries = sorted(places).flatMap(([place, value]): FileSystemSandboxEntry[] => {
    if (workspaceNames.has(place)) return workspaceEntries(value, surroundings);
    const known = Object.hasOwn(specials, place) ? specials[place] : undefined;
    if (known) return [{ path: known, access: accessOf(value, place) }];
    if (place.startsWith(':')) {
      unknown.push(place);
      return [];
    }
    const path = surroundings.expandHome(place);
    if (!isAbsolute(path)) {
      throw new ConfigError(`filesystem path \`${place}\` must be absolute, use \`~/...\`, or start with \`:\``);
    }
    return nested(value, below(path));
  });
  return { entries, unknown };
}

/** The working directory is known only when a turn runs; other roots are paths like any. */
function workspaceEntries(value: unknown, { extraRoots }: Surroundings): FileSystemSandboxEntry[] {
  const ofDirectory = nested(value, (subpath) => ({
    type: 'special',
    value: subpath === '' ? { kind: 'project_roots' } : { kind: 'project_roots', subpath },
  }));
  return [...ofDirectory, ...extraRoots.flatMap((root) => nested(value, below(root)))];
}

/** Where a subpath is; the empty one is the place itself. */
type Place = (subpath: string) => FileSystemPath;

function nested(value: unknown, place: Place): FileSystemSandboxEntry[] {
  if (!isTable(value)) return [entry(place, '', accessOf(value))];
  return sorted(value).map(([subpath, access]) => {
    if (subpath === '.') return entry(place, '', accessOf(access));
    if (subpath.split('/').some((part) => part === '' || part === '.' || part === '..')) {
      throw new ConfigError(
        `filesystem subpath \`${subpath}\` must be a descendant path without \`.\` or \`..\` components`,
      );
    }
    return entry(place, subpath, accessOf(access));
  });
}

/** A pattern may only deny; `dir/**` means the directory with all that is in it. */
function entry(place: Place, subpath: string, access: FileSystemAccessMode): FileSystemSandboxEntry {
  if (!isPattern(subpath) || access === 'deny') return { path: place(subpath), access };
  const folder = subpath.endsWith('/**') ? subpath.slice(0, -3) : subpath;
  if (isPattern(folder)) {
    throw new ConfigError(
      `filesystem glob path \`${subpath}\` only supports \`deny\` access; use an exact path or trailing \`/**\` for \`${access}\` subtree access`,
    );
  }
  return { path: place(folder), access };
}

export function isPattern(path: string): boolean {
  return /[*?[]/.test(path);
}

function below(folder: string): Place {
  return (subpath) => {
    const path = join(folder, subpath);
    return isPattern(path) ? { type: 'glob_pattern', pattern: path } : { type: 'path', path };
  };
}

const accesses: Readonly<Record<string, FileSystemAccessMode>> = {
  read: 'read',
  write: 'write',
  deny: 'deny',
  none: 'deny',
};

function accessOf(value: unknown, place?: string): FileSystemAccessMode {
  if (isTable(value) && place !== undefined) {
    throw new ConfigError(`filesystem path \`${place}\` does not support nested entries`);
  }
  const access = typeof value === 'string' && Object.hasOwn(accesses, value) ? accesses[value] : undefined;
  if (!access) throw new ConfigError('data did not match any variant of untagged enum FilesystemPermissionToml');
  return access;
}

function special(kind: 'root' | 'minimal' | 'tmpdir' | 'slash_tmp'): FileSystemPath {
  return { type: 'special', value: { kind } };
}

function sorted(table: Table): Array<[string, unknown]> {
  return Object.entries(table).sort(([a], [b]) => (a < b ? -1 : 1));
}
