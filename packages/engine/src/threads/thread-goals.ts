// thread/goal/*: clients set, read and clear the goal of a thread.
import type {
  ThreadGoalClearParams,
  ThreadGoalClearResponse,
  ThreadGoalGetParams,
  ThreadGoalGetResponse,
  ThreadGoalSetParams,
  ThreadGoalSetResponse,
} from '@codex/protocol/thread/goal.ts';
import { deleteGoal, readGoal, wireGoal } from '../annotations/goals.ts';
import type { Deferred } from '../engine.ts';
import { invalidRequest } from '../errors.ts';
import { threadGoalUpdated, threadSettingsApplied } from '../rollouts/records.ts';
import { GoalTracker } from './goal-tracker.ts';
import { reachThread, refuseEphemeral } from './stored-thread.ts';
import type { Thread } from './thread.ts';
import { parseThreadId } from './thread-id.ts';
import type { World } from './world.ts';

export interface ThreadGoals {
  get(params: ThreadGoalGetParams): Promise<ThreadGoalGetResponse>;
  /** `begin` announces the goal, and lets an idle thread work towards it. */
  set(params: ThreadGoalSetParams): Promise<Deferred<ThreadGoalSetResponse>>;
  clear(params: ThreadGoalClearParams): Promise<Deferred<ThreadGoalClearResponse>>;
}

export function threadGoals(world: World): ThreadGoals {
  const file = world.annotations;

  async function reach(threadIdText: string): Promise<{ threadId: string; live: Thread | undefined }> {
    const threadId = parseThreadId(threadIdText);
    refuseEphemeral(world.loaded.find(threadId), 'goals');
    const live = await reachThread(world, threadId, () => invalidRequest(`thread not found: ${threadId}`));
    return { threadId, live };
  }

  return {
    async get(params) {
      const { threadId, live } = await reach(params.threadId);
      const stored = live ? null : readGoal(file, threadId);
      return { goal: live ? live.goals.goal : stored && wireGoal(stored) };
    },

    async set(params) {
      const { threadId, live } = await reach(params.threadId);
      if (live) return setLive(live, params);
      const { maxGoalTokenBudget: maxBudget } = await world.config.load();
      const tracker = new GoalTracker({ threadId, file, maxBudget, tell: () => {}, mention: () => {} });
      return { response: { goal: tracker.set(params) }, begin() {} };
    },

    async clear(params) {
      const { threadId, live } = await reach(params.threadId);
      const cleared = live ? live.goals.clear() : deleteGoal(file, threadId);
      const message = { method: 'thread/goal/cleared' as const, params: { threadId } };
      return { response: { cleared }, begin: () => cleared && live?.announce(message) };
    },
  };
}

/** Stands in the rollout too, where a thread without other words gets its preview from. */
async function setLive(live: Thread, params: ThreadGoalSetParams): Promise<Deferred<ThreadGoalSetResponse>> {
  const goal = live.goals.set(params);
  const isNew = !live.materialised;
  await live.materialise();
  live.record([threadGoalUpdated(goal), ...(isNew ? [threadSettingsApplied(live.id, live.settings)] : [])]);
  live.notePreview(goal.objective);
  return {
    response: { goal },
    begin() {
      live.goals.announce();
      live.scheduler.startNext();
    },
  };
}
