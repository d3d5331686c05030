// Where rollout files live below CODEX_HOME, and how a thread's file is found by its id without any index. Paths name the
// plain file, also of a rollout that is packed.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { plainPath, statStored } from './packed.ts';

const fileNamePattern = /^rollout-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)-([0-9a-f-]{36})(?:_([0-9a-f-]{36}))?\.jsonl$/;
const flatNamePattern = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.jsonl$/;

export interface RolloutName {
  readonly threadId: string;
  /** The day folder the file belongs to, `YYYY/MM/DD`. */
  readonly day: string;
  /** The local time in the name, as milliseconds since the epoch. */
  readonly createdAtMs: number;
  /** Set when the thread was reverted: later files of one thread carry a second id. */
  readonly revision: string | undefined;
}

export function sessionsFolder(codexHome: string): string {
  return path.join(codexHome, 'sessions');
}

export function archiveFolder(codexHome: string): string {
  return path.join(codexHome, 'archived_sessions');
}

/** Path of a new thread's file; `createdAt` appears in local time. */
export function rolloutPath(codexHome: string, threadId: string, createdAt: Date): string {
  const [day, time] = localParts(createdAt);
  const name = `rollout-${day.join('-')}T${time.join('-')}-${threadId}.jsonl`;
  return path.join(sessionsFolder(codexHome), ...day, name);
}

/** Path of the file with which a thread goes on after it was cut; `revision` is a fresh UUIDv7. */
export function revisionPath(codexHome: string, threadId: string, revision: string, createdAt: Date): string {
  return rolloutPath(codexHome, `${threadId}_${revision}`, createdAt);
}

/** Undefined for names that are no `rollout-<time>-<uuid>.jsonl`. */
export function parseRolloutName(fileName: string): RolloutName | undefined {
  const match = fileNamePattern.exec(fileName);
  if (!match) return undefined;
  const [day = '', hour = '', minute = '', second = '', threadId = '', revision] = match.slice(1);
  const [year, month, date] = day.split('-').map(Number);
  const created = new Date(year ?? 0, (month ?? 1) - 1, date, Number(hour), Number(minute), Number(second));
  return { threadId, day: day.replaceAll('-', '/'), createdAtMs: created.getTime(), revision };
}

/** The thread that a file of this name holds. */
export function threadIdOf(file: string): string | undefined {
  return idInName(path.basename(plainPath(file)));
}

function idInName(name: string): string | undefined {
  return fileNamePattern.exec(name)?.[5] ?? flatNamePattern.exec(name)?.[1];
}

/** How far the time in a name may be from the one that stands in the file. */
const slackMs = 2000;
const endOfTimeMs = Date.UTC(9999, 11, 31);

/** Between which times a thread was created, as the name of its file tells: by its id (a UUIDv7), and the time in it. */
export function creationTimes(id: string, name: string): { earliestMs: number; latestMs: number } {
  const named = parseRolloutName(name)?.createdAtMs;
  const born = id[14] === '7' ? Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16) : named;
  if (born === undefined) return { earliestMs: 0, latestMs: endOfTimeMs };
  return { earliestMs: Math.min(born, named ?? born) - slackMs, latestMs: Math.max(born, named ?? born) + slackMs };
}

/** The current file of a thread, or undefined. Day folders are tried newest first. */
export function findRollout(codexHome: string, threadId: string): string | undefined {
  const sessions = sessionsFolder(codexHome);
  const flat = path.join(sessions, `${threadId}.jsonl`);
  if (statStored(flat)) return flat;
  for (const folder of [sessions, ...dayFolders(sessions)]) {
    const found = newestOf(folder, threadId);
    if (found) return found;
  }
  return undefined;
}

export function findArchivedRollout(codexHome: string, threadId: string): string | undefined {
  return newestOf(archiveFolder(codexHome), threadId);
}

/** Every file of a thread, in or out of the archive: a thread that was cut has several. */
export function rolloutsOf(codexHome: string, threadId: string, archived: boolean): string[] {
  const sessions = sessionsFolder(codexHome);
  const folders = archived ? [archiveFolder(codexHome)] : [sessions, ...dayFolders(sessions)];
  return folders.flatMap((folder) =>
    listRollouts(folder)
      .filter((name) => threadIdOf(name) === threadId)
      .map((name) => path.join(folder, name)),
  );
}

/** Where a rollout lies once it is archived. A flat name gets the usual form, by which others find it. */
export function archivedPath(codexHome: string, file: string, createdAt: Date): string {
  const name = path.basename(file);
  if (parseRolloutName(name)) return path.join(archiveFolder(codexHome), name);
  return path.join(archiveFolder(codexHome), path.basename(rolloutPath('', name.slice(0, 36), createdAt)));
}

/** Where it lies when it is taken back: the folder of the day in its name. */
export function unarchivedPath(codexHome: string, file: string): string {
  const name = path.basename(file);
  return path.join(sessionsFolder(codexHome), parseRolloutName(name)?.day ?? '', name);
}

/** Every `sessions/YYYY/MM/DD` that exists, newest first. */
export function* dayFolders(sessions: string): Generator<string> {
  for (const year of numericFolders(sessions)) {
    for (const month of numericFolders(year)) yield* numericFolders(month);
  }
}

/** Names of rollouts in `folder`, sorted; empty when it does not exist or cannot be read. */
export function listRollouts(folder: string): string[] {
  const names = listNames(folder).map(plainPath);
  return names.filter((name, index) => name.endsWith('.jsonl') && name !== names[index - 1]);
}

/** The current file of each thread in `folder`: of several the one with the latest name. */
export function currentFiles(folder: string): Map<string, { name: string; file: string }> {
  const files = new Map<string, { name: string; file: string }>();
  for (const name of listRollouts(folder)) {
    const id = idInName(name);
    if (id) files.set(id, { name, file: `${folder}${path.sep}${name}` });
  }
  return files;
}

function listNames(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function newestOf(folder: string, threadId: string): string | undefined {
  const names = listRollouts(folder).filter((name) => parseRolloutName(name)?.threadId === threadId);
  const newest = names.at(-1);
  return newest && path.join(folder, newest);
}

function numericFolders(parent: string): string[] {
  return listNames(parent)
    .filter((name) => /^\d+$/.test(name))
    .reverse()
    .map((name) => path.join(parent, name));
}

function localParts(date: Date): [string[], string[]] {
  const two = (n: number) => String(n).padStart(2, '0');
  const day = [String(date.getFullYear()).padStart(4, '0'), two(date.getMonth() + 1), two(date.getDate())];
  return [day, [two(date.getHours()), two(date.getMinutes()), two(date.getSeconds())]];
}
