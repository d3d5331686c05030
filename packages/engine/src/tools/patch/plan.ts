// Works out what a patch would do to the files, without touching any: every operation is checked before one is done.
import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { osErrorText } from '../../exec/os-error.ts';
import { type Operation, PatchError } from './parse.ts';
import { updateText } from './update-text.ts';

/** One file as it is and as it would be. Paths are absolute; contents null where there is no file. */
export interface PlannedChange {
  readonly type: Operation['type'];
  readonly path: string;
  /** The new place of an updated file. */
  readonly movePath: string | undefined;
  /** As the patch names it (its new place, when moved). */
  readonly shownPath: string;
  readonly before: string | null;
  readonly after: string | null;
  /** What stood at the new place. */
  readonly overwritten: string | null;
}

async function readTextFile(path: string): Promise<string> {
  const bytes = await readFile(path);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Error('stream did not contain valid UTF-8');
  }
}

async function readExisting(path: string, purpose: string): Promise<string> {
  try {
    if (!(await stat(path)).isFile()) throw new Error(`path \`${path}\` is not a file`);
    return await readTextFile(path);
  } catch (error) {
    throw new PatchError(`Failed to read ${purpose}${path}: ${osErrorText(error)}`);
  }
}

/** For what is written over: a file that cannot be read as text is no reason to refuse. */
async function readIfThere(path: string): Promise<string | null> {
  return readTextFile(path).catch(() => null);
}

async function planOperation(operation: Operation, cwd: string): Promise<PlannedChange> {
  const path = resolve(cwd, operation.path);
  const common = { path, movePath: undefined, shownPath: operation.path, overwritten: null };
  if (operation.type === 'add') {
    return { ...common, type: 'add', before: await readIfThere(path), after: operation.content };
  }
  if (operation.type === 'delete') {
    return { ...common, type: 'delete', before: await readExisting(path, ''), after: null };
  }
  const before = await readExisting(path, 'file to update ');
  const after = updateText(before, operation.chunks, path);
  if (operation.moveTo === undefined) return { ...common, type: 'update', before, after };
  const movePath = resolve(cwd, operation.moveTo);
  const overwritten = movePath === path ? null : await readIfThere(movePath);
  return { type: 'update', path, movePath, shownPath: operation.moveTo, before, after, overwritten };
}

/** Files the change touches. */
export function touchedPaths(change: PlannedChange): string[] {
  return change.movePath === undefined ? [change.path] : [change.path, change.movePath];
}

/** In the order of the patch. Throws PatchError, naming the first thing that does not fit. */
export async function planPatch(operations: readonly Operation[], cwd: string): Promise<PlannedChange[]> {
  const changes: PlannedChange[] = [];
  const seen = new Set<string>();
  for (const operation of operations) {
    const paths = [resolve(cwd, operation.path)];
    if (operation.type === 'update' && operation.moveTo !== undefined) paths.push(resolve(cwd, operation.moveTo));
    for (const path of new Set(paths)) {
      if (seen.has(path)) throw new PatchError(`invalid patch: multiple operations target ${path}`);
      seen.add(path);
    }
    changes.push(await planOperation(operation, cwd));
  }
  return changes;
}
