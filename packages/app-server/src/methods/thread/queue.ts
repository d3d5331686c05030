// thread/queue/*: input that waits for the running turn to end.
import type { Handlers } from '../../context.ts';

export const threadQueueHandlers = {
  'thread/queue/add': ({ engine }, params) => engine.threads.queue.add(params),
  'thread/queue/list': async ({ engine }, params) => ({ response: await engine.threads.queue.list(params) }),
  'thread/queue/update': ({ engine }, params) => engine.threads.queue.update(params),
  'thread/queue/delete': ({ engine }, params) => engine.threads.queue.remove(params),
  'thread/queue/reorder': ({ engine }, params) => engine.threads.queue.reorder(params),
  'thread/queue/start': ({ engine }, params) => engine.threads.queue.start(params),
} satisfies Partial<Handlers>;
