// thread/start: a new conversation. Nothing is written before its first turn, except that its project is trusted.
import { randomUUIDv7 } from 'node:crypto';
import type { DynamicToolSpec } from '@codex/protocol/item/dynamic-tool-call.ts';
import type { ThreadStartParams } from '@codex/protocol/thread/start.ts';
import type { Thread as WireThread } from '@codex/protocol/thread/thread.ts';
import { trustProject } from '../config/trust-project.ts';
import type { ClientIdentity } from '../engine.ts';
import { EngineError } from '../errors.ts';
import { HistorySequence } from '../rollouts/history-sequence.ts';
import { sessionMeta } from '../rollouts/meta.ts';
import { rolloutPath } from '../rollouts/paths.ts';
import { RolloutRecorder } from '../rollouts/recorder.ts';
import type { SessionMeta } from '../rollouts/rollout-line.ts';
import { WriterLock } from '../rollouts/writer-lock.ts';
import { checkDynamicTools } from '../tools/dynamic-tool-rules.ts';
import { gitMeta } from './git-meta.ts';
import { type Beginning, beginWith } from './initial-settings.ts';
import { instructionsFor, openThread } from './open-thread.ts';
import { newWireThread, type ThreadBirth } from './start-response.ts';
import type { Thread } from './thread.ts';
import { newThreadState } from './thread-state.ts';
import type { World } from './world.ts';

export async function startThread(world: World, params: ThreadStartParams, client: ClientIdentity): Promise<Thread> {
  refuseUnsupported(params);
  checkDynamicTools(params.dynamicTools ?? []);
  const { options } = world;
  const beginning = await beginWith(world, params, options.cwd);
  const { config, settings } = beginning;
  if (params.cwd) await trustProject({ codexHome: options.codexHome, cwd: settings.cwd, config });
  const thread = newWireThread(birthOf(world, params, client), settings);
  const instructions = instructionsFor(beginning);
  const meta = newMeta(thread, beginning, instructions, params.dynamicTools ?? []);
  return openThread(world, client, beginning, {
    settings,
    state: newThreadState(thread),
    recorder: thread.path
      ? RolloutRecorder.create(thread.path, meta, {
          lock: new WriterLock(world.options.codexHome, thread.id, world.warn),
        })
      : null,
    prepare: async () => {
      meta.git = await gitMeta(settings.cwd);
      return { type: 'session_meta', payload: meta };
    },
    historySequence: new HistorySequence(),
    baseInstructions: instructions,
    dynamicTools: params.dynamicTools ?? [],
    rawEvents: params.experimentalRawEvents ?? false,
  });
}

/** Refusing is better than starting a thread that lacks what was asked for. */
function refuseUnsupported(params: ThreadStartParams): void {
  const unsupported = {
    selectedCapabilityRoots: Boolean(params.selectedCapabilityRoots?.length),
  };
  for (const [field, asked] of Object.entries(unsupported)) {
    if (asked) throw new EngineError('unsupported', `thread/start.${field} is not supported by this server`);
  }
}

function birthOf(world: World, params: ThreadStartParams, client: ClientIdentity): ThreadBirth {
  const id = randomUUIDv7();
  const now = new Date();
  const ephemeral = params.ephemeral ?? false;
  return {
    id,
    createdAt: Math.floor(now.getTime() / 1000),
    ephemeral,
    historyMode: params.historyMode ?? 'paginated',
    path: ephemeral ? null : rolloutPath(world.options.codexHome, id, now),
    cliVersion: world.options.version,
    originator: client.name,
    threadSource: params.threadSource ?? null,
  };
}

function newMeta(
  thread: WireThread,
  { settings }: Beginning,
  instructions: string,
  dynamicTools: readonly DynamicToolSpec[],
): SessionMeta {
  return sessionMeta({
    threadId: thread.id,
    sessionId: thread.sessionId,
    createdAt: new Date(),
    cwd: settings.cwd,
    runtimeWorkspaceRoots: settings.runtimeWorkspaceRoots,
    originator: thread.originator ?? '',
    cliVersion: thread.cliVersion,
    source: thread.source,
    threadSource: thread.threadSource ?? null,
    modelProvider: settings.modelProvider,
    baseInstructions: { text: instructions, model: settings.model },
    dynamicTools,
    historyMode: thread.historyMode ?? 'paginated',
    windowId: randomUUIDv7(),
  });
}
