// Tells the model where it is: directory, shell, date and what the file system lets it do. The element is the official
// one, since models are trained on it.
import { basename, join } from 'node:path';
import type { SandboxPolicy } from '@codex/protocol/config/sandbox.ts';
import { escapeXml } from './context-message.ts';

/** As recorded and compared between turns. */
export interface Environment {
  readonly cwd: string;
  /** Name of the shell, e.g. `bash`. */
  readonly shell: string;
  /** `2026-11-20`, local. */
  readonly currentDate: string;
  /** IANA name. */
  readonly timezone: string;
  readonly filesystem: string;
}

export interface EnvironmentFacts {
  readonly cwd: string;
  /** Path of the shell. */
  readonly shell: string;
  readonly sandboxPolicy: SandboxPolicy;
  readonly now: Date;
  readonly timezone: string;
}

export function describeEnvironment({ cwd, shell, sandboxPolicy, now, timezone }: EnvironmentFacts): Environment {
  return {
    cwd,
    shell: basename(shell).replace(/\.exe$/i, ''),
    currentDate: localDate(now, timezone),
    timezone,
    filesystem: filesystem(sandboxPolicy, cwd),
  };
}

/** The block; after a first one only what changed needs saying, but date and file system are always said. */
export function environmentContext(environment: Environment, previous: Environment | null = null): string {
  const moved = previous === null || previous.cwd !== environment.cwd || previous.shell !== environment.shell;
  const lines = [
    ...(moved ? [element('cwd', environment.cwd), element('shell', environment.shell)] : []),
    element('current_date', environment.currentDate),
    element('timezone', environment.timezone),
    environment.filesystem,
  ];
  return `<environment_context>\n${lines.map((line) => `  ${line}`).join('\n')}\n</environment_context>`;
}

export function sameEnvironment(a: Environment, b: Environment): boolean {
  return environmentContext(a) === environmentContext(b);
}

let systemTimezone: string | undefined;

export function localTimezone(): string {
  systemTimezone ??= Intl.DateTimeFormat().resolvedOptions().timeZone;
  return systemTimezone === 'UTC' ? 'Etc/UTC' : systemTimezone;
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

function filesystem(policy: SandboxPolicy, cwd: string): string {
  const describe = profiles[policy.type] as (policy: SandboxPolicy, cwd: string) => string;
  const roots = `<workspace_roots>${element('root', cwd)}</workspace_roots>`;
  return `<filesystem>${roots}${describe(policy, cwd)}</filesystem>`;
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

function localDate(now: Date, timezone: string): string {
  // Swedish writes dates as ISO 8601 does.
  return now.toLocaleDateString('sv-SE', { timeZone: timezone });
}
