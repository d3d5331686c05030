// project/*: folders that belong together, and the threads about them.
import type { Handlers } from '../context.ts';

export const projectHandlers = {
  'project/list': async ({ engine }, params) => ({ response: await engine.threads.projects.list(params) }),
  'project/read': async ({ engine }, params) => ({ response: await engine.threads.projects.read(params) }),
  'project/create': async ({ engine }, params) => ({ response: await engine.threads.projects.create(params) }),
  'project/import': async ({ engine }, params) => ({ response: await engine.threads.projects.importFrom(params) }),
  'project/update': async ({ engine }, params) => ({ response: await engine.threads.projects.update(params) }),
  'project/move': ({ engine }, params) => ({ response: engine.threads.projects.move(params) }),
  'project/delete': ({ engine }, params) => ({ response: engine.threads.projects.remove(params) }),
} satisfies Partial<Handlers>;
