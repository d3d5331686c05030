// thread/start: a new conversation, in a project if the client names one.
import type { ThreadStartParams } from '@codex/protocol/thread/start.ts';
import { assignProject } from '../annotations/projects.ts';
import type { ClientIdentity, ThreadStore } from '../engine.ts';
import { newThread } from './new-thread.ts';
import { settingsResponse } from './start-response.ts';
import { requireKnownProject } from './thread-metadata.ts';
import { snapshot } from './thread-state.ts';
import type { World } from './world.ts';

export async function startThread(
  world: World,
  params: ThreadStartParams,
  client: ClientIdentity,
): ReturnType<ThreadStore['start']> {
  const { projectId = null } = params;
  if (projectId !== null) requireKnownProject(world, projectId);
  const thread = await newThread(world, params, client);
  world.loaded.keep(thread);
  if (projectId !== null) assignProject(world.annotations, thread.id, projectId);
  const { settings, state, context, runtime } = thread;
  const wire = { ...snapshot(state), projectId };
  return {
    thread: thread.forClients,
    response: { thread: wire, ...settingsResponse(settings, context.instructionSources) },
    begin() {
      thread.announce({ method: 'thread/started', params: { thread: wire } });
      for (const message of runtime.config.warnings) {
        thread.announce({ method: 'warning', params: { threadId: thread.id, message } });
      }
      thread.warnOfModel();
    },
  };
}
