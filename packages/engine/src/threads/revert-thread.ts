// thread/revert: cuts the end off a thread, which goes on in a new file that refers to the old one. Rollback is the same
// by number of turns, also for threads in legacy history mode.
import { randomUUID, randomUUIDv7 } from 'node:crypto';
import type { ThreadRevertParams, ThreadRevertResponse } from '@codex/protocol/thread/revert.ts';
import type { Thread as WireThread } from '@codex/protocol/thread/thread.ts';
import { writeReadState } from '../annotations/read-states.ts';
import type { ClientIdentity, Deferred } from '../engine.ts';
import { EngineError, invalidRequest } from '../errors.ts';
import { baseAt, findCut } from '../rollouts/cut.ts';
import { baseLocator } from '../rollouts/history-base.ts';
import { revisionPath } from '../rollouts/paths.ts';
import { readMeta } from '../rollouts/reader.ts';
import { RolloutRecorder } from '../rollouts/recorder.ts';
import { threadSettingsApplied } from '../rollouts/records.ts';
import type { SessionMeta } from '../rollouts/rollout-line.ts';
import { loadThread } from './load-thread.ts';
import { shownThread } from './stored-thread.ts';
import { endCursors, readTurns } from './stored-turns.ts';
import type { Thread } from './thread.ts';
import type { World } from './world.ts';

/** What runs is interrupted first. `begin` tells the followers, who go on following. */
export async function revertThread(
  world: World,
  params: ThreadRevertParams,
  client: ClientIdentity,
): Promise<Deferred<ThreadRevertResponse>> {
  const before = world.loaded.get(params.threadId);
  const threadId = before.id;
  refuseRevert(before);
  const thread = await reopen(world, before, client, (file) => cutFile(world, threadId, file, params.beforeTurnId));
  const turns = await readTurns(thread.state.thread.path ?? '', baseLocator(world.options.codexHome));
  return {
    response: { thread: shownThread(world, thread), ...endCursors(threadId, turns) },
    begin: () => thread.announce({ method: 'thread/reverted', params: { threadId } }),
  };
}

/**
 * Drops the last turns of a thread that is idle and in memory. Throws EngineError while a turn runs, and when there are
 * not as many.
 */
export async function rollbackThread(
  world: World,
  request: { readonly threadId: string; readonly numTurns: number },
  client: ClientIdentity,
): Promise<Deferred<{ thread: WireThread }>> {
  const thread = world.loaded.get(request.threadId);
  const threadId = thread.id;
  if (!Number.isInteger(request.numTurns) || request.numTurns < 1) throw invalidRequest('numTurns must be >= 1');
  if (thread.busy) throw invalidRequest('Cannot rollback while a turn is in progress.');
  const locate = baseLocator(world.options.codexHome);
  const file = thread.state.thread.path ?? '';
  const turns = thread.materialised ? await readTurns(file, locate) : [];
  const first = turns.at(-request.numTurns);
  if (!first || turns.length < request.numTurns) {
    throw invalidRequest(`numTurns is more than the ${turns.length} turns of the thread`);
  }
  if (thread.state.thread.historyMode === 'paginated') {
    const reverted = await revertThread(world, { threadId, beforeTurnId: first.turn.id }, client);
    return { response: { thread: reverted.response.thread }, begin: reverted.begin };
  }
  thread.record([{ type: 'event_msg', payload: { type: 'thread_rolled_back', num_turns: request.numTurns } }]);
  const reloaded = await reopen(world, thread, client, async (same) => same);
  return {
    response: { thread: shownThread(world, reloaded) },
    begin: () => reloaded.announce({ method: 'thread/reverted', params: { threadId } }),
  };
}

function refuseRevert(thread: Thread): void {
  const { ephemeral, historyMode } = thread.state.thread;
  if (ephemeral) throw invalidRequest('ephemeral threads do not support thread/revert');
  if (historyMode !== 'paginated') throw invalidRequest('thread/revert only supports paginated threads');
  if (!thread.materialised) throw invalidRequest(`no rollout found for thread id ${thread.id}`);
}

/** The thread anew from the file that `prepare` makes of its old one; or, when that fails, as it was. */
async function reopen(
  world: World,
  before: Thread,
  client: ClientIdentity,
  prepare: (file: string) => Promise<string>,
): Promise<Thread> {
  const old = before.state.thread.path ?? '';
  await before.close();
  before.announceStatus({ type: 'notLoaded' });
  const prepared = await prepare(old).catch((error: unknown) => ({ error }));
  const file = typeof prepared === 'string' ? prepared : old;
  const thread = await loadThread(world, { file, wishes: {}, client, followers: before.followers });
  thread.record([threadSettingsApplied(thread.id, thread.settings)]);
  world.loaded.keep(thread);
  (await world.index()).remove(thread.id);
  // What the user knows the thread by stays, even when it was cut.
  thread.notePreview(before.state.thread.preview);
  await forgetUnread(world, thread);
  thread.announceStatus({ type: 'idle' });
  if (typeof prepared !== 'string') throw prepared.error;
  return thread;
}

/** A turn that was cut off is not unread any more. */
async function forgetUnread(world: World, thread: Thread): Promise<void> {
  const unread = thread.state.readState?.firstUnread;
  if (unread?.type !== 'turn') return;
  const turns = await readTurns(thread.state.thread.path ?? '', baseLocator(world.options.codexHome));
  if (turns.some(({ turn }) => turn.id === unread.turnId)) return;
  const readState = { firstUnread: null, revision: randomUUID() };
  writeReadState(world.annotations, thread.id, readState);
  thread.announce({ method: 'thread/readState/changed', params: { threadId: thread.id, readState } });
}

/** Makes the file with which the thread goes on after the turns before this one. */
async function cutFile(world: World, threadId: string, file: string, beforeTurnId: string): Promise<string> {
  const { codexHome } = world.options;
  const cut = await findCut(file, baseLocator(codexHome), { before: beforeTurnId });
  const meta = (await readMeta(file))?.line.payload as SessionMeta | undefined;
  if (!meta) throw new EngineError('internal', `cannot read the conversation in ${file}`);
  const { history_base: _, ...kept } = meta;
  const now = new Date();
  const target = revisionPath(codexHome, threadId, randomUUIDv7(), now);
  const recorder = RolloutRecorder.create(target, {
    ...kept,
    timestamp: meta.timestamp,
    ...(cut && { history_base: baseAt(cut) }),
  });
  recorder.materialise();
  await recorder.close();
  return target;
}
