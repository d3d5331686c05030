// The threads of one engine: every method that is not about one thread in memory alone.
import type { ThreadStore } from '../engine.ts';
import { archiveThread, deleteThread, unarchiveThread } from './archive-thread.ts';
import { summarise } from './conversation-summary.ts';
import { forkThread } from './fork-thread.ts';
import { listThreads, searchThreads } from './list-threads.ts';
import { LoadedThreads } from './loaded-threads.ts';
import { readThreads } from './read-threads.ts';
import { resumeThread } from './resume-thread.ts';
import { revertThread, rollbackThread } from './revert-thread.ts';
import { reloadThread, spawnThread } from './spawn-thread.ts';
import { startThread } from './start-thread.ts';
import { threadAnnotations } from './thread-annotations.ts';
import { parseThreadId } from './thread-id.ts';
import type { World, WorldBase } from './world.ts';

export interface ClosableThreadStore extends ThreadStore {
  close(): Promise<void>;
}

export function createThreadStore(base: WorldBase): ClosableThreadStore {
  const loaded = new LoadedThreads();
  const world: World = {
    ...base,
    loaded,
    spawn: (parent, birth) => spawnThread(world, parent, birth),
    reload: (parent, threadId) => reloadThread(world, parent, threadId),
  };
  return {
    start: (params, client) => startThread(world, params, client),
    resume: (params, client) => resumeThread(world, params, client),
    fork: (params, client) => forkThread(world, params, client),
    revert: (params, client) => revertThread(world, params, client),
    rollback: (params, client) => rollbackThread(world, params, client),
    archive: (params) => archiveThread(world, params),
    unarchive: (params) => unarchiveThread(world, params),
    remove: (params) => deleteThread(world, params),
    loaded: (threadId) => loaded.get(threadId).forClients,
    isLoaded: (threadId) => loaded.find(parseThreadId(threadId)) !== undefined,
    loadedList: (params) => loaded.list(params),
    list: (params) => listThreads(world, params),
    search: (params) => searchThreads(world, params),
    ...readThreads(world),
    summary: (params) => summarise(world, params),
    ...threadAnnotations(world),
    close: () => loaded.close(),
  };
}
