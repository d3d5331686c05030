// The threads of one engine: those in memory by id, and the way to all that are stored.
import type { ThreadLoadedListParams, ThreadLoadedListResponse } from '@codex/protocol/thread/list.ts';
import type { ThreadStartResponse } from '@codex/protocol/thread/start.ts';
import { assignProject } from '../annotations/projects.ts';
import type { Deferred, LiveThread, ThreadStore } from '../engine.ts';
import { invalidRequest } from '../errors.ts';
import { findRollout } from '../rollouts/paths.ts';
import { archiveThread, deleteThread, unarchiveThread } from './archive-thread.ts';
import { summarise } from './conversation-summary.ts';
import { isSeen } from './family.ts';
import { forkThread } from './fork-thread.ts';
import { loadThread } from './load-thread.ts';
import { nameThread } from './name-thread.ts';
import { readThreads } from './read-threads.ts';
import { resumeThread } from './resume-thread.ts';
import { revertThread, rollbackThread } from './revert-thread.ts';
import { spawnThread } from './spawn-thread.ts';
import { settingsResponse } from './start-response.ts';
import { startThread } from './start-thread.ts';
import type { Thread } from './thread.ts';
import { threadGoals } from './thread-goals.ts';
import { parseThreadId } from './thread-id.ts';
import { requireKnownProject, setMemoryMode, updateMetadata, updateReadState } from './thread-metadata.ts';
import { threadProjects } from './thread-projects.ts';
import { threadQueue } from './thread-queue.ts';
import { threadAttachments, threadSections } from './thread-shelf.ts';
import { snapshot } from './thread-state.ts';
import type { World, WorldBase } from './world.ts';

export interface ClosableThreadStore extends ThreadStore {
  close(): Promise<void>;
}

export function createThreadStore(base: WorldBase): ClosableThreadStore {
  /** A promise while a thread is being loaded, so that two resumes load it once. */
  const loading = new Map<string, Promise<Thread>>();
  const loaded = new Map<string, Thread>();
  const world: World = {
    ...base,
    async spawn(parent, birth) {
      const child = await spawnThread(world, parent, birth);
      if (isSeen(child.origin.family)) loaded.set(child.id, child);
      return child;
    },
    async reload(parent, threadId) {
      const file = loaded.has(threadId) ? null : findRollout(base.options.codexHome, threadId);
      if (!file) return null;
      const { client, family } = parent.origin;
      const kin = { role: 'subagent' as const, parent, depth: family.depth + 1 };
      const thread = await loadThread(world, { file, wishes: {}, client, family: kin });
      if (thread.state.thread.parentThreadId !== parent.id) return null;
      loaded.set(threadId, thread);
      return thread;
    },
    unload: (thread) => void loaded.delete(thread.id),
    find: (threadId) => loaded.get(threadId),
    liveIds: () => [...loaded.keys()],
  };

  function find(threadId: string): Thread | undefined {
    return loaded.get(parseThreadId(threadId));
  }

  return {
    async start(params, client) {
      if (params.projectId != null) requireKnownProject(world, params.projectId);
      const thread = await startThread(world, params, client);
      loaded.set(thread.id, thread);
      return started(world, thread, params.projectId ?? null);
    },
    resume: (params, client) => resumeThread(world, { loaded, loading }, params, client),
    loaded(threadId) {
      const thread = find(threadId);
      if (!thread) throw invalidRequest(`thread not found: ${parseThreadId(threadId)}`);
      return thread;
    },
    isLoaded: (threadId) => find(threadId) !== undefined,
    loadedList: (params) => listLoaded([...loaded.keys()], params),
    ...readThreads(world),
    fork: (params, client) => forkThread(world, loaded, params, client),
    archive: (params) => archiveThread(world, params),
    unarchive: (params) => unarchiveThread(world, params),
    remove: (params) => deleteThread(world, params),
    revert: (params, client) => revertThread(world, loaded, params, client),
    rollback: (params, client) => rollbackThread(world, loaded, params, client),
    setName: (params) => nameThread(world, params),
    updateMetadata: (params) => updateMetadata(world, params),
    setMemoryMode: (params) => setMemoryMode(world, params),
    updateReadState: (params) => updateReadState(world, params),
    summary: (params) => summarise(world, params),
    goals: threadGoals(world),
    queue: threadQueue(world),
    sections: threadSections(world),
    projects: threadProjects(world),
    attachments: threadAttachments(world),
    async close() {
      await Promise.allSettled(loading.values());
      await Promise.allSettled([...loaded.values()].map((thread) => thread.close()));
    },
  };
}

/** `projectId` is noted once the thread is there. */
function started(
  world: World,
  thread: Thread,
  projectId: string | null,
): Deferred<ThreadStartResponse> & { thread: LiveThread } {
  const { settings, state, context } = thread;
  if (projectId !== null) assignProject(world.annotations, thread.id, projectId);
  const wire = { ...snapshot(state), projectId };
  return {
    thread,
    response: { thread: wire, ...settingsResponse(settings, context.instructionSources) },
    begin() {
      thread.announce({ method: 'thread/started', params: { thread: wire } });
      for (const message of thread.runtime.config.warnings) {
        thread.announce({ method: 'warning', params: { threadId: thread.id, message } });
      }
      thread.warnOfModel();
    },
  };
}

function listLoaded(ids: string[], params: ThreadLoadedListParams): ThreadLoadedListResponse {
  const { cursor } = params;
  const rest = ids.sort().filter((id) => !cursor || id > cursor);
  const data = rest.slice(0, params.limit == null ? undefined : Math.max(1, params.limit));
  return { data, nextCursor: data.length < rest.length ? (data.at(-1) ?? null) : null };
}
