// What every thread of an engine is made with.
import type { EngineOptions } from '../engine.ts';
import type { ThreadIndex } from '../rollouts/thread-index.ts';
import type { ChildBirth } from '../turns/child-thread.ts';
import type { EngineScope } from './engine-scope.ts';
import type { Thread } from './thread.ts';

export interface WorldBase {
  readonly options: EngineOptions;
  readonly scope: EngineScope;
  readonly installationId: () => string;
  /** Opened by whoever asks first. */
  readonly index: () => Promise<ThreadIndex>;
}

export interface World extends WorldBase {
  /** Makes a thread that works for `parent`. */
  readonly spawn: (parent: Thread, birth: ChildBirth) => Promise<Thread>;
  /** The thread is closed and no longer in memory. */
  readonly unload: (thread: Thread) => void;
}
