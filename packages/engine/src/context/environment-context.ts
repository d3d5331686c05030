// Tells the model where it is: directory, shell, date and what the file system lets it do. The element is the official
// one, since models are trained on it.
import { readlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { FileSystemPath } from '@codex/protocol/config/permissions.ts';
import type { SandboxPolicy } from '@codex/protocol/config/sandbox.ts';
import type { EnforcedPolicy, FileRules } from '../enforced-policy.ts';
import { escapeXml } from './context-message.ts';

/** As recorded and compared between turns. */
export interface Environment {
  /** null: there is no machine to work on. */
  readonly place: Place | null;
  /** null: the model is not told. */
  readonly time: Time | null;
}

export interface Time {
  /** `2026-11-20`, local. */
  readonly currentDate: string;
  /** IANA name. */
  readonly timezone: string;
}

export interface Place {
  readonly cwd: string;
  /** Name of the shell, e.g. `bash`. */
  readonly shell: string;
  readonly filesystem: string;
}

export interface EnvironmentFacts {
  readonly cwd: string;
  readonly hasEnvironment: boolean;
  /** Path of the shell. */
  readonly shell: string;
  readonly sandboxPolicy: EnforcedPolicy;
  readonly now: Date;
  /** `localTimezone()`; the date is that of the process, which is in the same zone. */
  readonly timezone: string;
}

export function describeEnvironment(facts: EnvironmentFacts, withTime: boolean): Environment {
  return {
    place: facts.hasEnvironment ? describePlace(facts) : null,
    time: withTime ? { currentDate: localDate(facts.now), timezone: facts.timezone } : null,
  };
}

function describePlace({ cwd, shell, sandboxPolicy }: EnvironmentFacts): Place {
  return { cwd, shell: basename(shell).replace(/\.exe$/i, ''), filesystem: filesystem(sandboxPolicy, cwd) };
}

/** The block; after a first one only what changed needs saying, but date and file system are always said. */
export function environmentContext(environment: Environment, previous: Environment | null = null): string {
  const { place, time } = environment;
  const before = previous?.place;
  const moved = place !== null && (before?.cwd !== place.cwd || before.shell !== place.shell);
  const lines = [
    ...(moved ? [element('cwd', place.cwd), element('shell', place.shell)] : []),
    ...(time ? [element('current_date', time.currentDate), element('timezone', time.timezone)] : []),
    ...(place === null ? [] : [place.filesystem]),
  ];
  return `<environment_context>\n${lines.map((line) => `  ${line}`).join('\n')}\n</environment_context>`;
}

export function sameEnvironment(a: Environment, b: Environment): boolean {
  return environmentContext(a) === environmentContext(b);
}

let zone: string | undefined;

/** IANA name of the zone that `Date` works in. Asked of the system first: loading ICU for it would take 20 ms. */
export function localTimezone(): string {
  zone ??= named(process.env.TZ) ?? linked('/etc/localtime') ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  return zone;
}

/** `TZ` may also hold a file or a rule (`CET-1CEST`); those are left to ICU. */
function named(tz: string | undefined): string | undefined {
  if (tz === 'UTC') return 'Etc/UTC';
  return tz && /^[A-Za-z]\w+(?:\/[\w+-]+)+$/.test(tz) ? tz : undefined;
}

function linked(path: string): string | undefined {
  // A TZ that was not understood still decides.
  if (process.env.TZ) return undefined;
  try {
    return /zoneinfo\/(.+)$/.exec(readlinkSync(path))?.[1];
  } catch {
    return undefined;
  }
}

const profiles: { [T in SandboxPolicy['type']]: (policy: Extract<SandboxPolicy, { type: T }>, cwd: string) => string } =
  {
    dangerFullAccess: () => profile('disabled', '<file_system type="unrestricted" />'),
    externalSandbox: () => profile('external', '<file_system type="external" />'),
    readOnly: () => restricted([readRoot]),
    workspaceWrite: (policy, cwd) =>
      restricted([
        readRoot,
        entry('write', element('path', cwd)),
        ...(policy.writableRoots ?? []).map((root) => entry('write', element('path', root))),
        ...(policy.excludeSlashTmp ? [] : [entry('write', element('special', ':slash_tmp'))]),
        ...(policy.excludeTmpdirEnvVar ? [] : [entry('write', element('special', ':tmpdir'))]),
        ...['.git', '.agents', '.codex'].map((name) => entry('read', element('path', join(cwd, name)))),
      ]),
  };

const readRoot = entry('read', element('special', ':root'));

function filesystem(policy: EnforcedPolicy, cwd: string): string {
  const describe = profiles[policy.type] as (policy: SandboxPolicy, cwd: string) => string;
  const roots = `<workspace_roots>${element('root', cwd)}</workspace_roots>`;
  return `<filesystem>${roots}${policy.rules ? ruled(policy.rules, cwd) : describe(policy, cwd)}</filesystem>`;
}

/** What is denied stays so: asking to leave the sandbox does not help. */
function ruled({ entries, globScanMaxDepth }: FileRules, cwd: string): string {
  const depth = globScanMaxDepth === null ? '' : ` glob_scan_max_depth="${globScanMaxDepth}"`;
  const lines = entries.map(({ path, access }) => {
    const escalatable = access === 'deny' ? ' escalatable="false"' : '';
    return `<entry access="${access}"${escalatable}>${place(path, cwd)}</entry>`;
  });
  return profile('managed', `<file_system type="restricted"${depth}>${lines.join('')}</file_system>`);
}

function place(path: FileSystemPath, cwd: string): string {
  if (path.type === 'path') return element('path', path.path);
  if (path.type === 'glob_pattern') return element('glob', path.pattern);
  if (path.value.kind !== 'project_roots') return element('special', `:${path.value.kind}`);
  const { subpath } = path.value;
  return element(/[*?[]/.test(subpath ?? '') ? 'glob' : 'path', join(cwd, subpath ?? ''));
}

function restricted(entries: readonly string[]): string {
  return profile('managed', `<file_system type="restricted">${entries.join('')}</file_system>`);
}

function profile(type: string, content: string): string {
  return `<permission_profile type="${type}">${content}</permission_profile>`;
}

function entry(access: 'read' | 'write', content: string): string {
  return `<entry access="${access}">${content}</entry>`;
}

function element(name: string, text: string): string {
  return `<${name}>${escapeXml(text)}</${name}>`;
}

function localDate(now: Date): string {
  const [month, day] = [now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0'));
  return `${now.getFullYear()}-${month}-${day}`;
}
