// Ends every process of one call: its process group, its session, its descendants and whatever carries the call's
// marker in its environment, so that setsid, nohup and double forks do not escape. What clears its environment and
// leaves the session is out of reach.
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { plainEnvironment } from '../plain-environment.ts';

/** Environment variable that every process of a call inherits; its value is unique per call. */
export const CALL_MARKER = 'CODEX_CALL_ID';

export interface KillTarget {
  /** The process that was started; it leads its own group and session. */
  readonly pid: number;
  /** Value of the marker variable. */
  readonly callId: string;
}

interface ProcessRow {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  readonly session: number;
  readonly dead: boolean;
}

/** Uninterruptible processes cannot be killed; after this many milliseconds they are no longer waited for. */
const PATIENCE_MS = 10_000;

/** `pid (name) state ppid pgrp session …`; the name may hold anything, so the fields are counted from its last `)`. */
function readProcRow(pid: number): ProcessRow | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const [state, parent, group, session] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return {
      pid,
      parent: Number(parent),
      group: Number(group),
      session: Number(session),
      dead: state === 'Z' || state === 'X',
    };
  } catch {
    return undefined; // ended while we looked
  }
}

function carriesMarker(pid: number, marker: string): boolean {
  try {
    const environment = readFileSync(`/proc/${pid}/environ`, 'latin1');
    return environment.startsWith(marker) || environment.includes(`\0${marker}`);
  } catch {
    return false; // ended, or another user's
  }
}

function listLinuxProcesses(): ProcessRow[] {
  const pids = readdirSync('/proc').filter((name) => name.charCodeAt(0) >= 48 && name.charCodeAt(0) <= 57);
  return pids.map((name) => readProcRow(Number(name))).filter((row) => row !== undefined);
}

async function listBsdProcesses(): Promise<ProcessRow[]> {
  const { stdout } = await promisify(execFile)('/bin/ps', ['-axo', 'pid=,ppid=,pgid=,stat='], {
    env: plainEnvironment(),
  });
  return stdout.split('\n').flatMap((line) => {
    const [pid, parent, group, state] = line.trim().split(/\s+/);
    if (pid === undefined || pid === '') return [];
    return [{ pid: Number(pid), parent: Number(parent), group: Number(group), session: 0, dead: state?.[0] === 'Z' }];
  });
}

function withDescendants(rows: readonly ProcessRow[], members: Set<number>): Set<number> {
  for (let grown = true; grown; ) {
    grown = false;
    for (const row of rows) {
      if (members.has(row.pid) || !members.has(row.parent)) continue;
      members.add(row.pid);
      grown = true;
    }
  }
  return members;
}

/** Living processes of the call. Dead ones that nobody has reaped still lead to their children. */
export async function findMembers(target: KillTarget): Promise<number[]> {
  const linux = process.platform === 'linux';
  const rows = (linux ? listLinuxProcesses() : await listBsdProcesses()).filter((row) => row.pid !== process.pid);
  const marker = `${CALL_MARKER}=${target.callId}\0`;
  const own = rows.filter(
    (row) => row.group === target.pid || row.session === target.pid || (linux && carriesMarker(row.pid, marker)),
  );
  const members = withDescendants(rows, new Set(own.map((row) => row.pid)));
  return rows.filter((row) => members.has(row.pid) && !row.dead).map((row) => row.pid);
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // already gone
  }
}

/**
 * Kills with SIGKILL and resolves when nothing of the call lives any more. One clean scan is not enough: a process that
 * forks while it is being looked for can hide once, so two in a row are wanted.
 */
export async function killTree(target: KillTarget): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  kill(-target.pid);
  for (let cleanScans = 0, pause = 1; cleanScans < 2 && Date.now() < deadline; pause = Math.min(pause * 2, 20)) {
    const members = await findMembers(target);
    for (const pid of members) kill(pid);
    cleanScans = members.length === 0 ? cleanScans + 1 : 0;
    await delay(pause);
  }
}
