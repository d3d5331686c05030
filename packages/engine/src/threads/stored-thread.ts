// Finds threads by id for methods that work on stored ones as well, and tells everybody what became of them.
import type { ServerNotification } from '@codex/protocol/methods.ts';
import type { Thread as WireThread } from '@codex/protocol/thread/thread.ts';
import { annotate } from '../annotations/thread-facts.ts';
import { type EngineError, invalidRequest } from '../errors.ts';
import { threadFromRow } from '../rollouts/thread-row.ts';
import type { Thread } from './thread.ts';
import { snapshot } from './thread-state.ts';
import type { World } from './world.ts';

/** Every initialised client is told. */
export function tellEverybody(world: World, message: ServerNotification): void {
  world.scope.followers.push({ audience: 'all', message: { ...message, emittedAtMs: Date.now() } });
}

/** As clients see it, without turns. Throws EngineError in the words of `refusal`, which the id follows. */
export async function wireThread(world: World, threadId: string, refusal = 'thread not found: '): Promise<WireThread> {
  const live = world.loaded.find(threadId);
  if (live) return shownThread(world, live);
  const row = (await world.index()).find(threadId);
  if (!row) throw invalidRequest(`${refusal}${threadId}`);
  return annotated(world, threadFromRow(row));
}

/**
 * The thread in memory; undefined for one that is only stored. Throws what `refusal` makes when there is neither; also
 * for archived threads, unless they are `archivedToo`.
 */
export async function reachThread(
  world: World,
  threadId: string,
  refusal: () => EngineError,
  { archivedToo = false } = {},
): Promise<Thread | undefined> {
  const live = world.loaded.find(threadId);
  const row = live ? undefined : (await world.index()).find(threadId);
  if (!live && (!row || (row.archived && !archivedToo))) throw refusal();
  return live;
}

export function shownThread(world: World, live: Thread): WireThread {
  return annotated(world, snapshot(live.state));
}

export function annotated<T extends WireThread>(world: World, thread: T): T {
  return annotate(world.annotations, [thread])[0] ?? thread;
}

/** Throws EngineError for threads that are not kept. */
export function refuseEphemeral(live: Thread | undefined, what: string): void {
  if (live?.state.thread.ephemeral) throw invalidRequest(`ephemeral thread does not support ${what}: ${live.id}`);
}
