// A thread that a client starts. Nothing is written before its first turn, except that its project is trusted.
import { randomUUIDv7 } from 'node:crypto';
import type { ThreadStartParams } from '@codex/protocol/thread/start.ts';
import { trustProject } from '../config/trust-project.ts';
import type { ClientIdentity } from '../engine.ts';
import { EngineError } from '../errors.ts';
import { rolloutPath } from '../rollouts/paths.ts';
import { checkDynamicTools } from '../tools/dynamic-tool-rules.ts';
import { beginWith } from './initial-settings.ts';
import { newRollout } from './new-rollout.ts';
import { instructionsFor, openThread } from './open-thread.ts';
import { newWireThread, type ThreadBirth } from './start-response.ts';
import type { Thread } from './thread.ts';
import { newThreadState } from './thread-state.ts';
import type { World } from './world.ts';

/** Throws EngineError for what is not supported, ConfigError for a configuration that cannot be read. */
export async function newThread(world: World, params: ThreadStartParams, client: ClientIdentity): Promise<Thread> {
  refuseUnsupported(params);
  const dynamicTools = params.dynamicTools ?? [];
  checkDynamicTools(dynamicTools);
  const { options } = world;
  const beginning = await beginWith(world, params, options.cwd);
  const { config, settings } = beginning;
  if (params.cwd) await trustProject({ codexHome: options.codexHome, cwd: settings.cwd, config });
  const thread = newWireThread(birthOf(world, params, client), settings);
  const baseInstructions = instructionsFor(beginning);
  return openThread(world, client, beginning, {
    settings,
    state: newThreadState(thread),
    ...newRollout(world, thread, {
      settings,
      baseInstructions: { text: baseInstructions, model: settings.model },
      dynamicTools,
    }),
    baseInstructions,
    dynamicTools,
    rawEvents: params.experimentalRawEvents ?? false,
  });
}

/** Refusing is better than starting a thread that lacks what was asked for. */
function refuseUnsupported({ selectedCapabilityRoots }: ThreadStartParams): void {
  if (!selectedCapabilityRoots?.length) return;
  throw new EngineError('unsupported', 'thread/start.selectedCapabilityRoots is not supported by this server');
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
