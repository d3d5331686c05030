// thread/archive, thread/unarchive, thread/delete: a thread that is in memory leaves it first, whatever it is doing.
import { mkdirSync, renameSync, rmSync, utimesSync } from 'node:fs';
import path from 'node:path';
import type {
  ThreadArchiveParams,
  ThreadUnarchiveParams,
  ThreadUnarchiveResponse,
} from '@codex/protocol/thread/archive.ts';
import type { ThreadDeleteParams } from '@codex/protocol/thread/delete.ts';
import { forgetThread } from '../annotations/thread-facts.ts';
import type { Deferred } from '../engine.ts';
import { EngineError, invalidRequest } from '../errors.ts';
import { statStored, storedForms } from '../rollouts/packed.ts';
import { archivedPath, rolloutsOf, unarchivedPath } from '../rollouts/paths.ts';
import { withWriterLock } from '../rollouts/writer-lock.ts';
import { tellEverybody, wireThread } from './stored-thread.ts';
import { parseThreadId } from './thread-id.ts';
import type { World } from './world.ts';

type Empty = Record<string, never>;

/** A thread that was never written gets its file, so that there is something to put away. */
export async function archiveThread(world: World, params: ThreadArchiveParams): Promise<Deferred<Empty>> {
  const threadId = parseThreadId(params.threadId, 'session');
  const { codexHome } = world.options;
  const live = world.loaded.find(threadId);
  if (live?.state.thread.ephemeral) throw noRollout(threadId);
  await live?.materialise();
  if (rolloutsOf(codexHome, threadId, false).length === 0) throw noRollout(threadId);
  await leaveMemory(world, threadId);
  await withWriterLock(codexHome, threadId, () => {
    for (const file of rolloutsOf(codexHome, threadId, false)) move(file, archivedPath(codexHome, file, new Date()));
  });
  (await world.index()).remove(threadId);
  return { response: {}, begin: () => tellEverybody(world, { method: 'thread/archived', params: { threadId } }) };
}

export async function unarchiveThread(
  world: World,
  params: ThreadUnarchiveParams,
): Promise<Deferred<ThreadUnarchiveResponse>> {
  const threadId = parseThreadId(params.threadId, 'session');
  const { codexHome } = world.options;
  const files = rolloutsOf(codexHome, threadId, true);
  if (files.length === 0) throw invalidRequest(`no archived rollout found for thread id ${threadId}`);
  const now = new Date();
  for (const file of files) {
    const target = unarchivedPath(codexHome, file);
    utimesSync(move(file, target), now, now);
  }
  (await world.index()).remove(threadId);
  const thread = await wireThread(world, threadId);
  return {
    response: { thread },
    begin: () => tellEverybody(world, { method: 'thread/unarchived', params: { threadId } }),
  };
}

/** Not while other threads build on it: their beginning would be lost. */
export async function deleteThread(world: World, params: ThreadDeleteParams): Promise<Deferred<Empty>> {
  const threadId = parseThreadId(params.threadId);
  const { codexHome } = world.options;
  const live = world.loaded.find(threadId);
  if (live?.state.thread.ephemeral) {
    throw invalidRequest(`thread is not persisted and cannot be deleted: ${threadId}`);
  }
  const files = () => [false, true].flatMap((archived) => rolloutsOf(codexHome, threadId, archived));
  if (!live && files().length === 0) throw noRollout(threadId);
  const index = await world.index();
  const attached = await index.attachedTo(threadId);
  if (attached !== undefined) {
    throw invalidRequest(
      `cannot delete thread while attached thread ${attached} exists; delete the attached thread first`,
    );
  }
  await leaveMemory(world, threadId);
  if ((await index.builtOn(threadId)).length > 0) {
    throw invalidRequest(`cannot delete thread ${threadId}: forked history still references it`);
  }
  await withWriterLock(codexHome, threadId, () => {
    for (const file of files().flatMap(storedForms)) rmSync(file, { force: true });
  });
  rmSync(path.join(codexHome, 'thread-writer-locks', `${threadId}.lock`), { force: true });
  index.remove(threadId);
  forgetThread(world.annotations, threadId);
  return { response: {}, begin: () => tellEverybody(world, { method: 'thread/deleted', params: { threadId } }) };
}

async function leaveMemory(world: World, threadId: string): Promise<void> {
  const live = world.loaded.find(threadId);
  if (!live) return;
  await live.close();
  live.announceStatus({ type: 'notLoaded' });
}

/** Moves a rollout, packed or not; returns where it lies now. */
function move(from: string, to: string): string {
  try {
    mkdirSync(path.dirname(to), { recursive: true });
    const { stored } = statStored(from) ?? { stored: from };
    const target = `${to}${stored.slice(from.length)}`;
    renameSync(stored, target);
    return target;
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new EngineError('internal', `cannot move ${from} to ${to}: ${reason}`);
  }
}

function noRollout(threadId: string): EngineError {
  return invalidRequest(`no rollout found for thread id ${threadId}`);
}
