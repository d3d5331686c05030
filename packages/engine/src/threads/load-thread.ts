// Loads a stored thread: its settings, what the model has seen, its usage.
import type { Thread as WireThread } from '@codex/protocol/thread/thread.ts';
import { readReadState } from '../annotations/read-states.ts';
import type { ClientIdentity } from '../engine.ts';
import { invalidRequest } from '../errors.ts';
import { baseLocator } from '../rollouts/history-base.ts';
import { baseInstructionsOf, dynamicToolsOf } from '../rollouts/meta.ts';
import { RolloutRecorder } from '../rollouts/recorder.ts';
import { type ResumeState, resumeState } from '../rollouts/resume-state.ts';
import { readThreadRow, threadIdOf } from '../rollouts/row-reader.ts';
import { type ThreadRow, threadFromRow } from '../rollouts/thread-row.ts';
import { WriterLock } from '../rollouts/writer-lock.ts';
import { History } from '../turns/history.ts';
import { environmentsOf } from '../turns/settings.ts';
import type { Family } from './family.ts';
import { beginWith, type Wishes } from './initial-settings.ts';
import { instructionsFor, openThread } from './open-thread.ts';
import { preferWishes, storedSettings, storedWishes } from './stored-settings.ts';
import type { Followers } from './subscription.ts';
import type { Thread } from './thread.ts';
import { newThreadState } from './thread-state.ts';
import type { World } from './world.ts';

export interface LoadRequest {
  readonly file: string;
  readonly wishes: Wishes;
  readonly client: ClientIdentity;
  /** Default: started by a client. */
  readonly family?: Family;
  /** Those of the thread that it takes the place of. */
  readonly followers?: Followers;
}

/**
 * Throws EngineError when `file` is no rollout, its settings cannot be used any more, or somebody else writes to it.
 * The lock of the thread is taken meanwhile.
 */
export async function loadThread(world: World, request: LoadRequest): Promise<Thread> {
  const id = threadIdOf(request.file) ?? '';
  const lock = new WriterLock(world.options.codexHome, id, world.warn);
  const locked = lock.acquire();
  try {
    const [stored] = await Promise.all([readStored(world, request.file), locked]);
    return await openStored(world, request, stored, lock);
  } catch (error) {
    await locked.then(
      () => lock.release(),
      () => {},
    );
    throw error;
  }
}

async function readStored(world: World, file: string): Promise<{ row: ThreadRow; state: ResumeState }> {
  const locate = baseLocator(world.options.codexHome);
  const row = readThreadRow(file, false, locate)?.row;
  const state = row && (await resumeState(file, locate));
  if (!row || !state) throw invalidRequest(`no rollout found for thread id ${threadIdOf(file) ?? file}`);
  return { row, state };
}

interface Stored {
  readonly thread: WireThread;
  readonly state: ResumeState;
  /** null: nothing is written of it. */
  readonly recorder: RolloutRecorder | null;
}

async function openStored(
  world: World,
  request: LoadRequest,
  { row, state }: { row: ThreadRow; state: ResumeState },
  lock: WriterLock,
): Promise<Thread> {
  const name = (await world.index()).nameOf(row.id);
  const recorder = RolloutRecorder.resume(request.file, state.meta, { lock });
  return openMemory(world, request, { thread: threadFromRow({ ...row, name }), state, recorder });
}

/** A thread that remembers `state`. */
export async function openMemory(
  world: World,
  { client, family, followers, wishes: asked }: Omit<LoadRequest, 'file'>,
  { thread: wire, state: stored, recorder }: Stored,
): Promise<Thread> {
  const wishes: Wishes = { ...storedWishes(stored), ...definedIn(asked) };
  const beginning = await beginWith(world, wishes, stored.meta.cwd);
  const settings = preferWishes(storedSettings(stored, beginning.settings), beginning.settings, asked);
  const thread = await openThread(world, client, beginning, {
    settings,
    state: {
      ...newThreadState({
        ...wire,
        status: { type: 'idle' },
        environments: environmentsOf(settings),
        canAcceptDirectInput: true,
        cwd: settings.cwd,
        model: settings.model,
        reasoningEffort: settings.reasoningEffort,
      }),
      history: new History(stored.history),
      usage: stored.usage,
      usageTurnId: stored.usageTurnId,
      windowNumber: stored.windowNumber,
      historyModel: textOf(stored.turnContext?.model),
      readState: wire.ephemeral ? null : readReadState(world.annotations, wire.id),
    },
    recorder,
    ...(followers && { followers }),
    prepare: async () => null,
    ...(family && { family }),
    historySequence: stored.sequence,
    dynamicTools: dynamicToolsOf(stored.meta),
    rawEvents: false,
    baseInstructions: asked.baseInstructions ?? baseInstructionsOf(stored.meta) ?? instructionsFor(beginning),
  });
  if (stored.turnContext) thread.context.resume(stored.worldState, settings);
  return thread;
}

/** Members that are null say nothing, and must not hide what was stored. */
function definedIn(params: Wishes): Partial<Wishes> {
  return Object.fromEntries(Object.entries(params).filter(([, value]) => value != null));
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
