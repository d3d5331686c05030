// Carries out a planned patch: all of it or nothing. New contents are written beside their files first and moved into
// place last; when that fails half-way, every file is put back.
import { randomBytes } from 'node:crypto';
import { chmod, chown, copyFile, link, mkdir, realpath, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { PatchError } from './parse.ts';
import type { PlannedChange } from './plan.ts';

/** A file that was replaced or removed. */
interface Step {
  readonly path: string;
  /** Where the old file is kept until all is done; null when there was none. */
  readonly backup: string | null;
}

/** What was done so far, so that it can be undone. */
interface Journal {
  readonly folders: string[];
  readonly staged: string[];
  readonly steps: Step[];
}

function besides(path: string, purpose: string): string {
  return join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.${purpose}`);
}

/** The file itself when `path` is a link to one, so that the link survives. */
async function followLinks(path: string): Promise<string> {
  return realpath(path).catch(() => path);
}

async function makeFolders(path: string, journal: Journal): Promise<void> {
  const first = await mkdir(dirname(path), { recursive: true });
  if (first === undefined) return;
  const made: string[] = [];
  for (let folder = dirname(path); folder.length >= first.length; folder = dirname(folder)) made.push(folder);
  journal.folders.push(...made.reverse());
}

/** Writes the content beside `path`, with mode and owner of `model`, the file that it replaces. */
async function stage(path: string, content: string, model: string, journal: Journal): Promise<string> {
  const staged = besides(path, 'new');
  await makeFolders(path, journal);
  const old = await stat(model).catch(() => undefined);
  if (old !== undefined && !old.isFile()) throw new Error('not a file');
  journal.staged.push(staged);
  await writeFile(staged, content, { flag: 'wx' });
  if (old !== undefined) {
    await chmod(staged, old.mode);
    if (old.uid !== process.getuid?.()) await chown(staged, old.uid, old.gid).catch(() => {});
  }
  return staged;
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** The old file stays in its place until the new one takes it over, so that there is a file at any moment. */
async function replace(path: string, staged: string, journal: Journal): Promise<void> {
  const backup = (await exists(path)) ? besides(path, 'old') : null;
  if (backup !== null) await link(path, backup).catch(() => copyFile(path, backup));
  journal.steps.push({ path, backup });
  await rename(staged, path);
}

async function remove(path: string, journal: Journal): Promise<void> {
  const backup = besides(path, 'old');
  await rename(path, backup);
  journal.steps.push({ path, backup });
}

async function undo(journal: Journal): Promise<void> {
  for (const { path, backup } of journal.steps.reverse()) {
    if (backup === null) await rm(path, { force: true });
    else await rename(backup, path);
  }
  for (const staged of journal.staged) await rm(staged, { force: true });
  for (const folder of journal.folders.reverse()) await rmdir(folder).catch(() => {});
}

async function stageChange(change: PlannedChange, journal: Journal): Promise<() => Promise<void>> {
  const source = await followLinks(change.path);
  const target = change.movePath === undefined ? source : await followLinks(change.movePath);
  const { after } = change;
  if (after === null) return () => remove(change.path, journal);
  const staged = await stage(target, after, source, journal).catch(() => {
    throw new PatchError(`Failed to write file ${change.movePath ?? change.path}`);
  });
  return async () => {
    await replace(target, staged, journal);
    if (target !== source) await remove(change.path, journal);
  };
}

/** Throws PatchError after everything was put back. */
export async function applyPlan(changes: readonly PlannedChange[]): Promise<void> {
  const journal: Journal = { folders: [], staged: [], steps: [] };
  try {
    const commits: Array<{ change: PlannedChange; commit: () => Promise<void> }> = [];
    for (const change of changes) commits.push({ change, commit: await stageChange(change, journal) });
    for (const { change, commit } of commits) {
      const verb = change.type === 'delete' ? 'delete' : 'write';
      await commit().catch(() => {
        throw new PatchError(`Failed to ${verb} file ${change.movePath ?? change.path}`);
      });
    }
  } catch (error) {
    await undo(journal);
    throw error;
  }
  for (const { backup } of journal.steps) if (backup !== null) await rm(backup, { force: true }).catch(() => {});
}

const order = ['add', 'update', 'delete'] as const;
const letters = { add: 'A', update: 'M', delete: 'D' } as const;

/** What the model is told of a patch that was applied. */
export function summarisePatch(changes: readonly PlannedChange[]): string {
  const lines = order.flatMap((type) =>
    changes.filter((change) => change.type === type).map((change) => `${letters[type]} ${change.shownPath}\n`),
  );
  return `Success. Updated the following files:\n${lines.join('')}`;
}
