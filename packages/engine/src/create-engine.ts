// Puts the engine together. Cheap: nothing is read, scanned or opened before somebody needs it.
import { homedir } from 'node:os';
import { logger } from '@codex/telemetry/logger.ts';
import { AnnotationFile } from './annotations/annotation-file.ts';
import { AuthStore } from './auth/auth-store.ts';
import { ConfigStore } from './config/config-store.ts';
import type { ClientPrograms, Engine, EngineOptions, Notify } from './engine.ts';
import { HelperFolder } from './exec/helper-folder.ts';
import { readInstallationId } from './installation-id.ts';
import type { ProgramStore } from './programs/program-store.ts';
import type { ThreadIndex } from './rollouts/thread-index.ts';
import { SkillStore } from './skills/skill-store.ts';
import { askClients } from './threads/ask-clients.ts';
import { EngineScope } from './threads/engine-scope.ts';
import { createThreadStore } from './threads/thread-store.ts';
import type { WorldBase } from './threads/world.ts';

export async function createEngine(options: EngineOptions): Promise<Engine> {
  const scope = new EngineScope();
  let installationId: string | undefined;
  const idOfInstallation = () => {
    installationId ??= readInstallationId(options.codexHome);
    return installationId;
  };
  const index = lazyIndex(options.codexHome);
  const auth = new AuthStore({
    codexHome: options.codexHome,
    env: options.env,
    askHost: (params) => askClients(scope, { ...hostTokens, params }),
  });
  const config = new ConfigStore(options);
  const annotations = new AnnotationFile(options.codexHome, logger.warn);
  const skills = new SkillStore({
    codexHome: options.codexHome,
    homeDirectory: options.env.HOME || homedir(),
    config,
    announce() {
      const message = { method: 'skills/changed' as const, params: {}, emittedAtMs: Date.now() };
      scope.followers.push({ audience: 'all', message });
    },
  });
  const helpers = options.selfCommand ? new HelperFolder(options.codexHome, options.selfCommand) : null;
  const world: WorldBase = {
    options,
    scope,
    installationId: idOfInstallation,
    index: index.open,
    auth,
    config,
    skills,
    annotations,
    helpers,
  };
  const threads = createThreadStore(world);
  const programs = lazyPrograms(options, helpers);
  return {
    codexHome: options.codexHome,
    threads,
    auth,
    config,
    skills,
    get installationId() {
      return idOfInstallation();
    },
    follow: (follower) => scope.followers.add(follower),
    announce: (message) => scope.followers.push({ audience: 'all', message }),
    answer: (askId, outcome) => scope.answer(askId, outcome),
    openPrograms: programs.open,
    async close() {
      await Promise.all([threads.close(), programs.close(), auth.giveUpAttempt()]);
      await Promise.all([index.close(), helpers?.close()]);
      await skills.close();
      annotations.close();
    },
  };
}

/** How the host of this server is asked for new tokens. */
const hostTokens = {
  method: 'account/chatgptAuthTokens/refresh',
  patienceMs: 10_000,
  name: 'auth refresh request',
} as const;

/** Most clients never run a program beside a thread. */
function lazyPrograms(options: EngineOptions, helpers: HelperFolder | null) {
  let store: Promise<ProgramStore> | undefined;
  return {
    async open(notify: Notify, owner: AbortSignal): Promise<ClientPrograms> {
      store ??= import('./programs/program-store.ts').then(
        ({ ProgramStore }) => new ProgramStore({ options, helpers }),
      );
      return (await store).open(notify, owner);
    },
    async close(): Promise<void> {
      await (await store)?.close();
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
