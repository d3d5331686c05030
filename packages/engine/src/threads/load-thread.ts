// Loads a stored thread: its settings, what the model has seen, its usage.
import type { ThreadResumeParams } from '@codex/protocol/thread/resume.ts';
import type { ClientIdentity } from '../engine.ts';
import { invalidRequest } from '../errors.ts';
import { baseLocator } from '../rollouts/history-base.ts';
import { baseInstructionsOf, dynamicToolsOf } from '../rollouts/meta.ts';
import { RolloutRecorder } from '../rollouts/recorder.ts';
import { resumeState } from '../rollouts/resume-state.ts';
import { readThreadRow } from '../rollouts/row-reader.ts';
import { threadFromRow } from '../rollouts/thread-row.ts';
import { History } from '../turns/history.ts';
import { environmentsOf } from '../turns/settings.ts';
import type { Family } from './family.ts';
import { beginWith, type Wishes } from './initial-settings.ts';
import { instructionsFor, openThread } from './open-thread.ts';
import { preferWishes, storedSettings, storedWishes } from './stored-settings.ts';
import type { Thread } from './thread.ts';
import { newThreadState } from './thread-state.ts';
import type { World } from './world.ts';

/** Throws EngineError when `file` is no rollout, or its settings cannot be used any more. */
export async function loadThread(
  world: World,
  file: string,
  params: ThreadResumeParams,
  client: ClientIdentity,
  family?: Family,
): Promise<Thread> {
  const locate = baseLocator(world.options.codexHome);
  const row = readThreadRow(file, false, locate)?.row;
  const stored = row && (await resumeState(file, locate));
  if (!row || !stored) throw invalidRequest(`no rollout found for thread id ${params.threadId}`);
  const wishes: Wishes = { ...storedWishes(stored), ...definedIn(params) };
  const beginning = await beginWith(world, wishes, stored.meta.cwd);
  const settings = preferWishes(storedSettings(stored, beginning.settings), beginning.settings, params);
  const name = (await world.index()).nameOf(row.id);
  const thread = await openThread(world, client, beginning, {
    settings,
    state: {
      ...newThreadState({
        ...threadFromRow({ ...row, name }),
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
    },
    recorder: RolloutRecorder.resume(file, stored.meta),
    prepare: async () => null,
    ...(family && { family }),
    historySequence: stored.sequence,
    dynamicTools: dynamicToolsOf(stored.meta),
    rawEvents: false,
    baseInstructions: params.baseInstructions ?? baseInstructionsOf(stored.meta) ?? instructionsFor(beginning),
  });
  if (stored.turnContext) thread.context.resume(stored.worldState, settings);
  return thread;
}

/** Members that are null say nothing, and must not hide what was stored. */
function definedIn(params: ThreadResumeParams): Partial<Wishes> {
  return Object.fromEntries(Object.entries(params).filter(([, value]) => value != null));
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
