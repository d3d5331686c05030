// A thread that works for another one. It begins with the configuration, the provider and the client of its parent, and
// has a rollout of its own unless the parent has none.
import { randomUUIDv7 } from 'node:crypto';
import type { Thread as WireThread } from '@codex/protocol/thread/thread.ts';
import { HistorySequence } from '../rollouts/history-sequence.ts';
import { sessionMeta } from '../rollouts/meta.ts';
import { rolloutPath } from '../rollouts/paths.ts';
import { RolloutRecorder } from '../rollouts/recorder.ts';
import type { SessionMeta } from '../rollouts/rollout-line.ts';
import { WriterLock } from '../rollouts/writer-lock.ts';
import type { ChildBirth } from '../turns/child-thread.ts';
import { gitMeta } from './git-meta.ts';
import { openThread } from './open-thread.ts';
import { newWireThread } from './start-response.ts';
import type { Thread } from './thread.ts';
import { newThreadState } from './thread-state.ts';
import type { World } from './world.ts';

export async function spawnThread(world: World, parent: Thread, birth: ChildBirth): Promise<Thread> {
  const { settings } = birth;
  const { client, beginning, family } = parent.origin;
  const instructions = birth.baseInstructions ?? parent.runtime.baseInstructions;
  const thread = wireThread(world, parent, birth);
  const meta = metaOf(thread, birth, instructions);
  const child = await openThread(world, client, beginning, {
    settings,
    state: newThreadState(thread),
    recorder: thread.path
      ? RolloutRecorder.create(thread.path, meta, {
          lock: new WriterLock(world.options.codexHome, thread.id, world.warn),
        })
      : null,
    prepare: async () => {
      meta.git = await gitMeta(settings.cwd);
      return { type: 'session_meta', payload: meta };
    },
    historySequence: new HistorySequence(),
    baseInstructions: instructions,
    dynamicTools: [],
    rawEvents: false,
    family: { role: birth.role, parent, depth: family.depth + 1 },
  });
  if (birth.history?.length) await child.hear(birth.history);
  return child;
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

function metaOf(thread: WireThread, birth: ChildBirth, instructions: string): SessionMeta {
  const { settings, baseInstructions } = birth;
  return sessionMeta({
    threadId: thread.id,
    sessionId: thread.sessionId,
    createdAt: new Date(),
    cwd: settings.cwd,
    runtimeWorkspaceRoots: settings.runtimeWorkspaceRoots,
    originator: thread.originator ?? '',
    cliVersion: thread.cliVersion,
    source: birth.source,
    threadSource: birth.threadSource,
    parentThreadId: thread.parentThreadId ?? null,
    agentNickname: birth.nickname ?? null,
    agentRole: birth.agentRole ?? null,
    modelProvider: settings.modelProvider,
    baseInstructions:
      baseInstructions === null ? { text: instructions, model: settings.model } : { text: instructions },
    historyMode: thread.historyMode ?? 'paginated',
    windowId: randomUUIDv7(),
  });
}
