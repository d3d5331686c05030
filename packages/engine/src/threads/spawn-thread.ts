// A thread that works for another one, new or taken up again. It begins with the configuration, the provider and the client of its parent, and
// has a rollout of its own unless the parent has none.
import { randomUUIDv7 } from 'node:crypto';
import type { Thread as WireThread } from '@codex/protocol/thread/thread.ts';
import { findRollout, rolloutPath } from '../rollouts/paths.ts';
import type { ChildBirth } from '../turns/child-thread.ts';
import { isSeen } from './family.ts';
import type { Beginning } from './initial-settings.ts';
import { loadThread } from './load-thread.ts';
import { newRollout } from './new-rollout.ts';
import { openThread } from './open-thread.ts';
import { newWireThread } from './start-response.ts';
import type { Thread } from './thread.ts';
import { newThreadState } from './thread-state.ts';
import type { World } from './world.ts';

export async function spawnThread(world: World, parent: Thread, birth: ChildBirth): Promise<Thread> {
  const { settings } = birth;
  const { client, family } = parent.origin;
  const beginning = beginningOf(parent, birth);
  const baseInstructions = birth.baseInstructions ?? parent.runtime.baseInstructions;
  const isOfModel = birth.baseInstructions === null;
  const thread = wireThread(world, parent, birth);
  const child = await openThread(world, client, beginning, {
    settings,
    state: newThreadState(thread),
    ...newRollout(world, thread, {
      settings,
      baseInstructions: { text: baseInstructions, ...(isOfModel && { model: settings.model }) },
      dynamicTools: [],
    }),
    baseInstructions,
    dynamicTools: [],
    rawEvents: false,
    family: { role: birth.role, parent, depth: family.depth + 1 },
  });
  if (birth.history?.length) await child.inject(birth.history);
  if (isSeen(child.origin.family)) world.loaded.keep(child);
  return child;
}

function beginningOf({ origin }: Thread, { developerInstructions }: ChildBirth): Beginning {
  const { beginning } = origin;
  return developerInstructions === undefined
    ? beginning
    : { ...beginning, config: { ...beginning.config, developerInstructions } };
}

/** An agent of `parent` that was closed, from its rollout; null when there is none of that id. */
export async function reloadThread(world: World, parent: Thread, threadId: string): Promise<Thread | null> {
  const file = world.loaded.find(threadId) ? null : findRollout(world.options.codexHome, threadId);
  if (!file) return null;
  const { client, family } = parent.origin;
  const kin = { role: 'subagent' as const, parent, depth: family.depth + 1 };
  const thread = await loadThread(world, { file, wishes: {}, client, family: kin });
  if (thread.state.thread.parentThreadId !== parent.id) return null;
  world.loaded.keep(thread);
  return thread;
}

function wireThread(world: World, parent: Thread, birth: ChildBirth): WireThread {
  const id = randomUUIDv7();
  const now = new Date();
  const { ephemeral, historyMode, sessionId } = parent.state.thread;
  const thread = newWireThread(
    {
      id,
      createdAt: Math.floor(now.getTime() / 1000),
      ephemeral,
      historyMode,
      path: ephemeral ? null : rolloutPath(world.options.codexHome, id, now),
      cliVersion: world.options.version,
      originator: parent.origin.client.name,
      threadSource: birth.threadSource,
    },
    birth.settings,
  );
  return {
    ...thread,
    sessionId,
    parentThreadId: parent.id,
    source: birth.source,
    agentNickname: birth.nickname ?? null,
    agentRole: birth.agentRole ?? null,
  };
}
