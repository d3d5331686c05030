// The rollout of a thread that is new: its first line is ready, its file is there with the first turn.

import { randomUUIDv7 } from 'node:crypto';
import type { DynamicToolSpec } from '@codex/protocol/item/dynamic-tool-call.ts';
import type { Thread as WireThread } from '@codex/protocol/thread/thread.ts';
import { logger } from '@codex/telemetry/logger.ts';
import { HistorySequence } from '../rollouts/history-sequence.ts';
import { sessionMeta } from '../rollouts/meta.ts';
import { RolloutRecorder } from '../rollouts/recorder.ts';
import type { SessionMeta } from '../rollouts/rollout-line.ts';
import { WriterLock } from '../rollouts/writer-lock.ts';
import type { Settings } from '../turns/settings.ts';
import { gitMeta } from './git-meta.ts';
import type { ThreadMemory } from './open-thread.ts';
import type { World } from './world.ts';

/** What its first line says beside what clients see of the thread. */
export interface RolloutHead {
  readonly settings: Settings;
  /** `model` when they are that model's own. */
  readonly baseInstructions: { readonly text: string; readonly model?: string };
  readonly dynamicTools: readonly DynamicToolSpec[];
}

/** A thread without a path gets no file. */
export function newRollout(
  world: World,
  thread: WireThread,
  head: RolloutHead,
): Pick<ThreadMemory, 'recorder' | 'prepare' | 'historySequence'> {
  const meta = firstLine(thread, head);
  return {
    recorder: thread.path
      ? RolloutRecorder.create(thread.path, meta, {
          lock: new WriterLock(world.options.codexHome, thread.id, logger.warn),
        })
      : null,
    async prepare() {
      meta.git = await gitMeta(head.settings.cwd);
      return { type: 'session_meta', payload: meta };
    },
    historySequence: new HistorySequence(),
  };
}

function firstLine(thread: WireThread, { settings, baseInstructions, dynamicTools }: RolloutHead): SessionMeta {
  return sessionMeta({
    threadId: thread.id,
    sessionId: thread.sessionId,
    createdAt: new Date(),
    cwd: settings.cwd,
    runtimeWorkspaceRoots: settings.runtimeWorkspaceRoots,
    originator: thread.originator ?? '',
    cliVersion: thread.cliVersion,
    source: thread.source,
    threadSource: thread.threadSource ?? null,
    parentThreadId: thread.parentThreadId ?? null,
    agentNickname: thread.agentNickname ?? null,
    agentRole: thread.agentRole ?? null,
    modelProvider: settings.modelProvider,
    baseInstructions,
    dynamicTools,
    historyMode: thread.historyMode ?? 'paginated',
    windowId: randomUUIDv7(),
  });
}
