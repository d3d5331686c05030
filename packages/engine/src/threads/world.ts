// What every thread of an engine is made with.
import type { EngineOptions } from '../engine.ts';
import type { ThreadIndex } from '../rollouts/thread-index.ts';
import type { EngineScope } from './engine-scope.ts';

export interface World {
  readonly options: EngineOptions;
  readonly scope: EngineScope;
  readonly installationId: () => string;
  /** Opened by whoever asks first. */
  readonly index: () => Promise<ThreadIndex>;
}
