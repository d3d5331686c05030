// What every thread of an engine is made with.
import type { AnnotationFile } from '../annotations/annotation-file.ts';
import type { AuthStore } from '../auth/auth-store.ts';
import type { ConfigStore } from '../config/config-store.ts';
import type { EngineOptions } from '../engine.ts';
import type { HelperFolder } from '../exec/helper-folder.ts';
import type { ThreadIndex } from '../rollouts/thread-index.ts';
import type { SkillStore } from '../skills/skill-store.ts';
import type { ChildBirth } from '../turns/child-thread.ts';
import type { EngineScope } from './engine-scope.ts';
import type { LoadedThreads } from './loaded-threads.ts';
import type { Thread } from './thread.ts';

export interface WorldBase {
  /** What is put on the PATH of commands. */
  readonly helpers: HelperFolder | null;
  readonly options: EngineOptions;
  readonly scope: EngineScope;
  readonly installationId: () => string;
  readonly auth: AuthStore;
  readonly config: ConfigStore;
  readonly skills: SkillStore;
  /** Opened by whoever asks first. */
  readonly index: () => Promise<ThreadIndex>;
  /** What clients keep about threads. */
  readonly annotations: AnnotationFile;
}

export interface World extends WorldBase {
  /** The threads in memory. */
  readonly loaded: LoadedThreads;
  /** Makes a thread that works for `parent`. */
  readonly spawn: (parent: Thread, birth: ChildBirth) => Promise<Thread>;
  /** Loads a closed agent of `parent` again; null when it has none of that id. */
  readonly reload: (parent: Thread, threadId: string) => Promise<Thread | null>;
}
