// The stored thread that a request names: by its id, or by the path of its rollout, which wins.
import path from 'node:path';
import { type EngineError, invalidRequest } from '../errors.ts';
import { plainPath, statStored } from '../rollouts/packed.ts';
import { findArchivedRollout, findRollout, threadIdOf } from '../rollouts/paths.ts';
import { isThreadId, parseThreadId } from './thread-id.ts';
import type { World } from './world.ts';

export interface NamedThread {
  readonly id: string;
  /** Absolute; null when the request names no path. */
  readonly path: string | null;
}

/** Throws EngineError when neither says which thread it is. */
export function namedThread(world: World, request: { threadId: string; path?: string | null }): NamedThread {
  const file = request.path ? plainPath(path.resolve(world.options.codexHome, request.path)) : null;
  if (file && !threadIdOf(file) && !isThreadId(request.threadId)) requireFile(file);
  return { id: (file && threadIdOf(file)) ?? parseThreadId(request.threadId, 'session'), path: file };
}

/** Throws EngineError when the thread has no file. */
export function rolloutOf(world: World, { id, path: named }: NamedThread): string {
  if (named) requireFile(named);
  const live = world.loaded.find(id);
  const isWritten = live?.materialised ?? true;
  const file = named ?? live?.state.thread.path ?? findRollout(world.options.codexHome, id);
  if (file && isWritten) return file;
  if (!live && findArchivedRollout(world.options.codexHome, id)) throw archivedError(id);
  throw invalidRequest(`no rollout found for thread id ${id}`);
}

/** The official wording for what archived threads do not do. */
export function archivedError(threadId: string): EngineError {
  return invalidRequest(`session ${threadId} is archived. Run \`codex unarchive ${threadId}\` to unarchive it first.`);
}

function requireFile(file: string): void {
  if (!statStored(file)) throw invalidRequest(`failed to resolve rollout path \`${file}\`: file does not exist`);
}
