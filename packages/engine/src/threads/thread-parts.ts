// What a thread is put together from.
import type { ThreadReadState } from '@codex/protocol/thread/read-state.ts';
import type { RolloutRecorder } from '../rollouts/recorder.ts';
import type { RolloutItem } from '../rollouts/rollout-line.ts';
import type { ChildBirth } from '../turns/child-thread.ts';
import type { TurnContexts } from '../turns/context.ts';
import type { Settings } from '../turns/settings.ts';
import type { EngineScope } from './engine-scope.ts';
import type { ThreadOrigin } from './family.ts';
import type { Followers } from './followers.ts';
import type { GoalTracker } from './goal-tracker.ts';
import type { Thread } from './thread.ts';
import type { ThreadRuntime } from './thread-runtime.ts';
import type { ThreadScheduler } from './thread-scheduler.ts';
import type { ThreadState } from './thread-state.ts';

export interface ThreadParts {
  readonly settings: Settings;
  readonly state: ThreadState;
  readonly runtime: ThreadRuntime;
  readonly context: TurnContexts;
  /** null for ephemeral threads. */
  readonly recorder: RolloutRecorder | null;
  readonly scope: EngineScope;
  /** Makes the first line of a new rollout, before the first turn; null for threads that have one. */
  readonly prepare: () => Promise<RolloutItem | null>;
  /** Followers are told every item of the model's history. */
  readonly rawEvents: boolean;
  readonly origin: ThreadOrigin;
  readonly spawn: (parent: Thread, birth: ChildBirth) => Promise<Thread>;
  readonly reload: (parent: Thread, threadId: string) => Promise<Thread | null>;
  readonly unload: (thread: Thread) => void;
  /** Those of the thread that it takes the place of. */
  readonly followers?: Followers;
  /** Told every entry after the followers; makes the thread go on by itself. */
  readonly schedule: (thread: Thread) => ThreadScheduler;
  readonly goals: GoalTracker;
  readonly keepReadState: (state: ThreadReadState) => void;
}
