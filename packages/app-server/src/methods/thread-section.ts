// threadSection/* and thread/section/move: the groups of a sidebar, and the threads in them.
import type { Handlers } from '../context.ts';

export const threadSectionHandlers = {
  'threadSection/list': ({ engine }, params) => ({ response: engine.threads.sections.list(params) }),
  'threadSection/create': ({ engine }, params) => ({ response: engine.threads.sections.create(params) }),
  'threadSection/update': ({ engine }, params) => ({ response: engine.threads.sections.update(params) }),
  'threadSection/delete': ({ engine }, params) => ({ response: engine.threads.sections.remove(params) }),
  'thread/section/move': ({ engine }, params) => engine.threads.sections.move(params),
} satisfies Partial<Handlers>;
