// What a sandbox is made of, in paths: looked up on the disk for one command, the same for all platforms.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type EnforcedPolicy, hasNetwork } from '../enforced-policy.ts';
import { deniedMatches, pathRules, type RulePlace } from './file-rules.ts';
import { hiddenSockets } from './hidden-sockets.ts';
import { isPlaceholder } from './placeholders.ts';
import { contains, isLink, realLocation } from './real-location.ts';
import { SandboxError } from './sandbox-error.ts';
import { protectedHome, protectedNames, writableRoots } from './writable-roots.ts';

/** All paths are absolute, without links. */
export interface SandboxPlan {
  readonly cwd: string;
  readonly network: boolean;
  /** Existing directories. */
  readonly writable: readonly string[];
  /** Existing files and directories inside writable ones that stay read-only. */
  readonly protected: readonly string[];
  /** What would be protected if it existed: it must not be made either. */
  readonly placeholders: readonly string[];
  /** Existing files and sockets that cannot be read or reached. */
  readonly hidden: readonly string[];
  /** Existing directories of which nothing can be seen. */
  readonly hiddenFolders: readonly string[];
  /** What can be read beside what can be written; null: everything that is not hidden. */
  readonly readable: readonly string[] | null;
}

export interface SandboxRequest {
  readonly policy: EnforcedPolicy;
  /** Where the command runs; absolute. */
  readonly cwd: string;
  /** The working directory of the turn: the first writable root. Absolute. */
  readonly workspace: string;
  readonly codexHome: string;
  /** Of the command. */
  readonly env: Readonly<Record<string, string>>;
}

/** Secrets of the server in its home. */
const secretFiles = ['auth.json', 'web-server.token'];

/** Throws SandboxError when the policy cannot be enforced. Only for policies that confine. */
export function planSandbox(request: SandboxRequest): SandboxPlan {
  const { policy, workspace, codexHome, env } = request;
  const place = { cwd: workspace, env };
  const ruled = ruledPaths(policy, place);
  const writable = writableRoots({ policy, ...place }).filter(policy.rules ? existsSync : isDirectory);
  const isOpen = (path: string) => writable.includes(path);
  const folders = writable.filter((path) => path !== '/' && isDirectory(path));
  const kept = [...folders.flatMap(protectedPaths), ...ruled.kept].filter((path) => !isOpen(path));
  const home = realLocation(codexHome);
  const missing = kept.filter((path) => !existsSync(path) || isPlaceholder(path));
  const existing = kept.filter((path) => !missing.includes(path));
  const network = hasNetwork(policy);
  const secrets = secretFiles
    .map((name) => join(home, name))
    .filter((path) => existsSync(path))
    .map(realLocation);
  return {
    cwd: request.cwd,
    network,
    writable,
    protected: [
      ...existing,
      ...existing.flatMap((path) => gitFolders(path, writable)),
      ...protectedHome(home, writable),
    ],
    placeholders: missing,
    hidden: [...secrets, ...ruled.denied.filter((path) => !isDirectory(path)), ...(network ? hiddenSockets(env) : [])],
    hiddenFolders: ruled.denied.filter(isDirectory),
    readable: ruled.readable,
  };
}

/** What the rules of a policy say beside what may be written. */
function ruledPaths({ rules }: EnforcedPolicy, place: RulePlace) {
  if (!rules) return { kept: [], denied: [], readable: null };
  const paths = pathRules(rules, place);
  const real = (access: string) => paths.flatMap((rule) => (rule.access === access ? [realLocation(rule.path)] : []));
  const writable = real('write');
  const read = real('read');
  const named = paths.flatMap(({ path, access }) => (access === 'read' ? [path] : []));
  const isWithin = (folders: readonly string[]) => (path: string) =>
    folders.some((folder) => folder !== path && contains(folder, path));
  return {
    kept: read.filter(isWithin(writable)),
    denied: [...real('deny'), ...deniedMatches(rules, place).map(realLocation)].filter((path) => existsSync(path)),
    // Under both names: programs are linked by the one that leads over a link (/lib64).
    readable: [...read, ...writable].includes('/') ? null : [...new Set([...read, ...named])].filter(existsSync),
  };
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function protectedPaths(root: string): string[] {
  return protectedNames.map((name) => {
    const path = join(root, name);
    if (isLink(path)) {
      throw new SandboxError(
        `cannot keep ${path} read-only: it is a symbolic link in a writable directory, which could be replaced. ` +
          'Put the directory itself there, or exclude its parent from the writable roots.',
      );
    }
    return path;
  });
}

/** Where a `.git` file points, and the repository that belongs to it, as far as a command could write there. */
function gitFolders(path: string, writable: readonly string[]): string[] {
  if (!path.endsWith('/.git') || isDirectory(path)) return [];
  const folder = readPointer(path, /^gitdir:\s*(.+)$/m, resolve(path, '..'));
  const common = folder && readPointer(join(folder, 'commondir'), /^(.+)$/m, folder);
  const folders = [folder, common]
    .filter((one) => one !== undefined && isDirectory(one))
    .map((one) => realLocation(one as string));
  return folders.filter((one) => writable.some((root) => contains(root, one)));
}

function readPointer(file: string, form: RegExp, base: string): string | undefined {
  try {
    const target = form.exec(readFileSync(file, 'utf8'))?.[1]?.trim();
    return target === undefined ? undefined : resolve(base, target);
  } catch {
    return undefined;
  }
}
