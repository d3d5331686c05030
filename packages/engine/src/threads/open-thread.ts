// Puts a thread together: what it was asked to be, and what memory it brings.
import { userInfo } from 'node:os';
import type { DynamicToolSpec } from '@codex/protocol/item/dynamic-tool-call.ts';
import { baseInstructions } from '../context/base-instructions.ts';
import { readProjectInstructions } from '../context/project-instructions.ts';
import type { ClientIdentity } from '../engine.ts';
import { modelInfo } from '../models/catalog.ts';
import type { HistorySequence } from '../rollouts/history-sequence.ts';
import type { RolloutRecorder } from '../rollouts/recorder.ts';
import type { RolloutItem } from '../rollouts/rollout-line.ts';
import { TurnContexts } from '../turns/context.ts';
import type { Settings } from '../turns/settings.ts';
import { backgroundWork } from './background-work.ts';
import { type Family, rootFamily } from './family.ts';
import type { Followers } from './followers.ts';
import type { Beginning } from './initial-settings.ts';
import { openRuntime } from './open-runtime.ts';
import { Thread } from './thread.ts';
import type { ThreadState } from './thread-state.ts';
import type { World } from './world.ts';

export interface ThreadMemory {
  readonly settings: Settings;
  readonly state: ThreadState;
  readonly recorder: RolloutRecorder | null;
  readonly historySequence: HistorySequence;
  readonly baseInstructions: string;
  /** As the client declared them. */
  readonly dynamicTools: readonly DynamicToolSpec[];
  /** Followers are told every item of the model's history. */
  readonly rawEvents: boolean;
  /** Those of the thread that it takes the place of. */
  readonly followers?: Followers;
  /** Default: started by a client. */
  readonly family?: Family;
  /** See `ThreadParts`. */
  readonly prepare: () => Promise<RolloutItem | null>;
}

export async function openThread(
  world: World,
  client: ClientIdentity,
  beginning: Beginning,
  memory: ThreadMemory,
): Promise<Thread> {
  const { settings, historySequence, family = rootFamily } = memory;
  const { thread } = memory.state;
  const { config } = beginning;
  const { codexHome } = world.options;
  const origin = { client, beginning, family };
  const shell = userInfo().shell ?? '/bin/sh';
  const skills = family.role === 'judge' ? null : world.skills.forThread(config);
  const background = backgroundWork(world, thread, origin);
  const runtime = await openRuntime(world, origin, memory, { goals: background.goals, shell, skills });
  const projectInstructions = await readProjectInstructions({ codexHome, cwd: settings.cwd, config });
  const context = new TurnContexts({ thread, codexHome, config, shell, historySequence, projectInstructions, skills });
  return new Thread({
    ...memory,
    ...background,
    runtime,
    context,
    scope: world.scope,
    origin,
    spawn: world.spawn,
    reload: world.reload,
    unload: (thread) => world.loaded.drop(thread),
  });
}

/** The base instructions of a thread that has none of its own yet. */
export function instructionsFor({ config, settings }: Beginning): string {
  return baseInstructions(config, modelInfo(settings.model, config));
}
