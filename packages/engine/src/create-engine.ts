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
  const world: World = { options, scope, installationId: idOfInstallation, index: lazyIndex(options.codexHome) };
  const threads = createThreadStore(world);
  return {
    codexHome: options.codexHome,
    threads,
    get installationId() {
      return idOfInstallation();
    },
    follow: (follower) => scope.followers.add(follower),
    answer: (askId, outcome) => scope.answer(askId, outcome),
    close: () => threads.close(),
  };
}

/** SQLite is only loaded for those who list or look up stored threads. */
function lazyIndex(codexHome: string): () => Promise<ThreadIndex> {
  let index: Promise<ThreadIndex> | undefined;
  return () => {
    index ??= import('./rollouts/thread-index.ts').then(({ ThreadIndex }) => new ThreadIndex({ codexHome }));
    return index;
  };
}
