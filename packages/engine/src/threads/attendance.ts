// What accompanies a thread: its goal, and the drive that makes it go on by itself.

import type { ServerNotification } from '@codex/protocol/methods.ts';
import type { ThreadReadState } from '@codex/protocol/thread/read-state.ts';
import { logger } from '@codex/telemetry/logger.ts';
import { writeReadState } from '../annotations/read-states.ts';
import { Drive } from './drive.ts';
import type { Family } from './family.ts';
import { GoalDesk } from './goal-desk.ts';
import type { Thread } from './thread.ts';
import type { World } from './world.ts';

const halfAnHour = 30 * 60 * 1000;

export function attendance(world: World, { id, ephemeral }: { id: string; ephemeral: boolean }, family: Family) {
  let thread: Thread | undefined;
  const file = world.annotations;
  const isMain = family.role === 'main';
  const goals = new GoalDesk({
    threadId: id,
    file: ephemeral || !isMain ? null : file,
    tell: (message: ServerNotification) => thread?.announce(message),
    mention: (items) => thread?.mention(items),
  });
  return {
    goals,
    attend(opened: Thread): Drive {
      thread = opened;
      // Agents leave with the thread they work for.
      const unloadAfterMs = isMain ? (world.options.unloadAfterMs ?? halfAnHour) : null;
      return new Drive({ thread: opened, file, goals, unloadAfterMs, unload: unloadThread });
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
