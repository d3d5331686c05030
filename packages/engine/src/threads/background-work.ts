// What goes on beside the turns of a thread: its goal is tracked, its next turn scheduled, its read state kept.
import type { ServerNotification } from '@codex/protocol/methods.ts';
import type { ThreadReadState } from '@codex/protocol/thread/read-state.ts';
import { logger } from '@codex/telemetry/logger.ts';
import { writeReadState } from '../annotations/read-states.ts';
import { withoutSecrets } from '../config/child-env.ts';
import type { Config } from '../config/config.ts';
import type { EngineOptions } from '../engine.ts';
import type { ThreadOrigin } from './family.ts';
import { GoalTracker } from './goal-tracker.ts';
import type { Thread } from './thread.ts';
import { ThreadScheduler } from './thread-scheduler.ts';
import { turnNotices } from './turn-notices.ts';
import type { World } from './world.ts';

const halfAnHour = 30 * 60 * 1000;

function noticesOf({ notify: command, providers }: Config, { env }: EngineOptions, thread: Thread) {
  return command && turnNotices({ command, env: withoutSecrets(env, providers) }, thread);
}

/** The longest that a timer can wait. */
const maxDelay = 2 ** 31 - 1;

function unloadDelay({ threadUnloadDelaySecs: secs }: Config, { unloadAfterMs = halfAnHour }: EngineOptions): number {
  return secs === null ? unloadAfterMs : Math.min(Math.max(secs, 1) * 1000, maxDelay);
}

export function backgroundWork(
  world: World,
  { id, ephemeral }: { id: string; ephemeral: boolean },
  { family, beginning: { config } }: ThreadOrigin,
) {
  let thread: Thread | undefined;
  const file = world.annotations;
  const isMain = family.role === 'main';
  const goals = new GoalTracker({
    threadId: id,
    file: ephemeral || !isMain ? null : file,
    maxBudget: config.maxGoalTokenBudget,
    tell: (message: ServerNotification) => thread?.announce(message),
    mention: (items) => thread?.mention(items),
  });
  return {
    goals,
    schedule(opened: Thread): ThreadScheduler {
      thread = opened;
      // Agents leave with the thread they work for.
      const unloadAfterMs = isMain ? unloadDelay(config, world.options) : null;
      const notices = isMain ? noticesOf(config, world.options, opened) : null;
      return new ThreadScheduler({ thread: opened, file, goals, notices, unloadAfterMs, unload: unloadThread });
    },
    keepReadState: (state: ThreadReadState) => ifPossible(() => writeReadState(file, id, state)),
  };
}

/** For threads that nobody follows and that do nothing. */
async function unloadThread(thread: Thread): Promise<void> {
  await thread.close();
  thread.announce({ method: 'thread/closed', params: { threadId: thread.id } });
  thread.announceStatus({ type: 'notLoaded' });
}

/** A turn must end although a note about it cannot be kept. */
function ifPossible(act: () => void): void {
  try {
    act();
  } catch (error) {
    logger.error('a note about a thread is not kept', { error });
  }
}
