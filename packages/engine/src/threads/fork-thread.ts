// thread/fork: a thread that begins as another one did. A paginated fork refers to the files of its source; a legacy one
// copies them; an ephemeral one is only remembered.
import { randomUUIDv7 } from 'node:crypto';
import type { ThreadForkParams, ThreadForkResponse } from '@codex/protocol/thread/fork.ts';
import type { ClientIdentity, ThreadStore } from '../engine.ts';
import { invalidRequest } from '../errors.ts';
import { type CutWish, findCut } from '../rollouts/cut.ts';
import { baseLocator } from '../rollouts/history-base.ts';
import { loadEphemeralFork } from './ephemeral-fork.ts';
import { lastUsage } from './last-usage.ts';
import { loadThread } from './load-thread.ts';
import { namedThread, rolloutOf } from './named-thread.ts';
import { settingsResponse } from './start-response.ts';
import { shownThread } from './stored-thread.ts';
import { readTurns } from './stored-turns.ts';
import type { Thread } from './thread.ts';
import type { World } from './world.ts';
import { writeFork } from './write-fork.ts';

/** What a fork is made of. */
export interface ForkSource {
  readonly threadId: string;
  readonly file: string;
  readonly wish: CutWish;
  readonly params: ThreadForkParams;
  readonly client: ClientIdentity;
}

export async function forkThread(
  world: World,
  params: ThreadForkParams,
  client: ClientIdentity,
): ReturnType<ThreadStore['fork']> {
  const source = findSource(world, params, client);
  const thread = params.ephemeral ? await loadEphemeralFork(world, source) : await loadFork(world, source);
  world.loaded.keep(thread);
  const turns = params.excludeTurns ? [] : await turnsOf(world, source);
  const wire = shownThread(world, thread);
  const response: ThreadForkResponse = {
    thread: { ...wire, turns },
    ...settingsResponse(thread.settings, thread.context.instructionSources),
  };
  return {
    thread: thread.forClients,
    response,
    begin() {
      const usage = params.excludeTurns ? null : lastUsage(thread);
      if (usage) thread.announce(usage);
      // A thread beside another one is nobody else's business.
      if (!params.attachToSource) thread.announce({ method: 'thread/started', params: { thread: wire } });
      thread.warnOfModel();
    },
  };
}

function findSource(world: World, params: ThreadForkParams, client: ClientIdentity): ForkSource {
  if (params.beforeTurnId && params.lastTurnId) {
    throw invalidRequest('`beforeTurnId` cannot be combined with `lastTurnId`');
  }
  const named = namedThread(world, params);
  const file = rolloutOf(world, named);
  const running = world.loaded.find(named.id)?.turns.running;
  if (running && params.lastTurnId === running.id) {
    throw invalidRequest(`lastTurnId '${running.id}' identifies an in-progress turn`);
  }
  return { threadId: named.id, file, wish: wishOf(params), params, client };
}

function wishOf({ lastTurnId, beforeTurnId }: ThreadForkParams): CutWish {
  if (lastTurnId) return { after: lastTurnId };
  return beforeTurnId ? { before: beforeTurnId } : 'end';
}

async function loadFork(world: World, source: ForkSource): Promise<Thread> {
  const cut = await findCut(source.file, baseLocator(world.options.codexHome), source.wish);
  const id = randomUUIDv7();
  const { file, finish } = await writeFork(world, source, cut, id);
  await copyName(world, source.threadId, id);
  const thread = await loadThread(world, { file, wishes: source.params, client: source.client });
  finish(thread);
  return thread;
}

async function copyName(world: World, from: string, to: string): Promise<void> {
  const index = await world.index();
  const name = index.nameOf(from);
  if (name !== null) index.setName(to, name);
}

async function turnsOf(world: World, { file, wish }: ForkSource): Promise<ThreadForkResponse['thread']['turns']> {
  const turns = (await readTurns(file, baseLocator(world.options.codexHome))).map(({ turn }) => turn);
  if (wish === 'end') return turns;
  const at = turns.findIndex(({ id }) => id === ('after' in wish ? wish.after : wish.before));
  return turns.slice(0, 'after' in wish ? at + 1 : at);
}
