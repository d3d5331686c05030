// thread/name/set: for threads in memory and stored ones.
import type { ThreadSetNameParams } from '@codex/protocol/thread/name.ts';
import type { Deferred } from '../engine.ts';
import { invalidRequest } from '../errors.ts';
import { reachThread, refuseEphemeral, tellEverybody } from './stored-thread.ts';
import { parseThreadId } from './thread-id.ts';
import type { World } from './world.ts';

/** `begin` tells every client. A thread that was never written gets its file, so that its name is not lost. */
export async function nameThread(world: World, params: ThreadSetNameParams): Promise<Deferred<Record<string, never>>> {
  const threadId = parseThreadId(params.threadId);
  const threadName = params.name.trim();
  if (threadName === '') throw invalidRequest('thread name must not be empty');
  refuseEphemeral(world.loaded.find(threadId), 'metadata updates');
  const live = await reachThread(world, threadId, () => invalidRequest(`no rollout found for thread id ${threadId}`));
  await live?.materialise();
  (await world.index()).setName(threadId, threadName);
  const message = { method: 'thread/name/updated' as const, params: { threadId, threadName } };
  return { response: {}, begin: () => (live ? live.announce(message) : tellEverybody(world, message)) };
}
