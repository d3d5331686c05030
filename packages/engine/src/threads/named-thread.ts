// The stored thread that a request names: by its id, or by the path of its rollout, which wins.
import path from 'node:path';
import { invalidRequest } from '../errors.ts';
import { plainPath } from '../rollouts/packed.ts';
import { findRollout, threadIdOf } from '../rollouts/paths.ts';
import { parseThreadId } from './thread-id.ts';
import type { World } from './world.ts';

export interface NamedThread {
  readonly id: string;
  /** Absolute; null when the request names no path. */
  readonly path: string | null;
}

/** Throws EngineError when neither says which thread it is. */
export function namedThread(world: World, request: { threadId: string; path?: string | null }): NamedThread {
  const file = request.path ? plainPath(path.resolve(world.options.cwd, request.path)) : null;
  return { id: (file && threadIdOf(file)) ?? parseThreadId(request.threadId, 'session'), path: file };
}

/** Throws EngineError when the thread has no file. */
export function rolloutOf(world: World, { id, path: named }: NamedThread): string {
  const live = world.loaded.find(id);
  const isWritten = live?.materialised ?? true;
  const file = named ?? live?.state.thread.path ?? findRollout(world.options.codexHome, id);
  if (!file || !isWritten) throw invalidRequest(`no rollout found for thread id ${id}`);
  return file;
}
