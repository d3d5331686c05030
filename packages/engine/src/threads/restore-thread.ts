// Makes a thread that goes on: its settings, what the model has seen and what was used are those of a stored one.
import type { Thread as WireThread } from '@codex/protocol/thread/thread.ts';
import { readReadState } from '../annotations/read-states.ts';
import type { ClientIdentity } from '../engine.ts';
import { baseInstructionsOf, dynamicToolsOf } from '../rollouts/meta.ts';
import type { RolloutRecorder } from '../rollouts/recorder.ts';
import type { ResumeState } from '../rollouts/resume-state.ts';
import { History } from '../turns/history.ts';
import { environmentsOf, type Settings } from '../turns/settings.ts';
import type { Family } from './family.ts';
import type { Followers } from './followers.ts';
import { beginWith, type Wishes } from './initial-settings.ts';
import { instructionsFor, openThread } from './open-thread.ts';
import { keepLimits, preferWishes, storedSettings, storedWishes } from './stored-settings.ts';
import type { Thread } from './thread.ts';
import { newThreadState, type ThreadState } from './thread-state.ts';
import type { World } from './world.ts';

export interface RestoreRequest {
  readonly wishes: Wishes;
  readonly client: ClientIdentity;
  /** Default: started by a client. */
  readonly family?: Family;
  /** Those of the thread that it takes the place of. */
  readonly followers?: Followers;
}

/** What a thread remembers. */
export interface Remembered {
  readonly thread: WireThread;
  readonly state: ResumeState;
  /** null: nothing is written of it. */
  readonly recorder: RolloutRecorder | null;
  /** Settles when the thread is ours to write; rejects when it is not. Absent: it is. */
  readonly mayWrite?: Promise<unknown>;
}

/** Throws EngineError when the settings cannot be used any more. */
export async function restoreThread(
  world: World,
  { client, family, followers, wishes: asked }: RestoreRequest,
  { thread: wire, state: stored, recorder, mayWrite }: Remembered,
): Promise<Thread> {
  const wishes: Wishes = { ...storedWishes(stored), ...definedIn(asked) };
  const beginning = await beginWith(world, wishes, stored.meta.cwd);
  const { config, settings: wished } = beginning;
  const settings = keepLimits(preferWishes(storedSettings(stored, wished), wished, asked), wished, config.limits);
  await mayWrite;
  const thread = await openThread(world, client, beginning, {
    settings,
    state: restoredState(world, wire, stored, settings),
    recorder,
    ...(followers && { followers }),
    ...(family && { family }),
    prepare: async () => null,
    historySequence: stored.sequence,
    dynamicTools: dynamicToolsOf(stored.meta),
    rawEvents: false,
    baseInstructions: asked.baseInstructions ?? baseInstructionsOf(stored.meta) ?? instructionsFor(beginning),
  });
  if (stored.turnContext) thread.context.resume(stored.worldState, settings);
  return thread;
}

function restoredState(world: World, wire: WireThread, stored: ResumeState, settings: Settings): ThreadState {
  const { cwd, model, reasoningEffort } = settings;
  const thread: WireThread = {
    ...wire,
    status: { type: 'idle' },
    environments: environmentsOf(settings),
    canAcceptDirectInput: true,
    cwd,
    model,
    reasoningEffort,
  };
  return {
    ...newThreadState(thread),
    history: new History(stored.history),
    usage: stored.usage,
    usageTurnId: stored.usageTurnId,
    windowNumber: stored.windowNumber,
    historyModel: textOf(stored.turnContext?.model),
    readState: wire.ephemeral ? null : readReadState(world.annotations, wire.id),
  };
}

/** Members that are null say nothing, and must not hide what was stored. */
function definedIn(params: Wishes): Partial<Wishes> {
  return Object.fromEntries(Object.entries(params).filter(([, value]) => value != null));
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
