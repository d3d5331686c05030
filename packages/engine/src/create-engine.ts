// Puts the engine together. Cheap: nothing is read, scanned or opened before somebody needs it.
import type { Engine, EngineOptions } from './engine.ts';
import { readInstallationId } from './installation-id.ts';
import type { ThreadIndex } from './rollouts/thread-index.ts';
import { EngineScope } from './threads/engine-scope.ts';
import { createThreadStore } from './threads/thread-store.ts';
import type { World } from './threads/world.ts';

export async function createEngine(options: EngineOptions): Promise<Engine> {
  const scope = new EngineScope();
  let installationId: string | undefined;
  const idOfInstallation = () => {
    installationId ??= readInstallationId(options.codexHome);
    return installationId;
  };
  const index = lazyIndex(options.codexHome);
  const world: World = { options, scope, installationId: idOfInstallation, index: index.open };
  const threads = createThreadStore(world);
  return {
    codexHome: options.codexHome,
    threads,
    get installationId() {
      return idOfInstallation();
    },
    follow: (follower) => scope.followers.add(follower),
    answer: (askId, outcome) => scope.answer(askId, outcome),
    async close() {
      await threads.close();
      await index.close();
    },
  };
}

/** SQLite is only loaded for those who list or look up stored threads. */
function lazyIndex(codexHome: string) {
  let index: Promise<ThreadIndex> | undefined;
  return {
    open(): Promise<ThreadIndex> {
      index ??= import('./rollouts/thread-index.ts').then(({ ThreadIndex }) => new ThreadIndex({ codexHome }));
      return index;
    },
    async close(): Promise<void> {
      (await index)?.close();
    },
  };
}
