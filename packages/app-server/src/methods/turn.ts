// turn/*: start, steer, interrupt, change the running one.
import type { Handlers } from '../context.ts';

export const turnHandlers = {
  'turn/start': ({ engine }, params) => engine.threads.loaded(params.threadId).startTurn(params),
  'turn/steer': ({ engine }, params) => engine.threads.loaded(params.threadId).steerTurn(params),
  'turn/interrupt': ({ engine }, params) => engine.threads.loaded(params.threadId).interruptTurn(params),
  'turn/settings/update': ({ engine }, params) => ({
    response: engine.threads.loaded(params.threadId).adjustTurn(params),
  }),
} satisfies Partial<Handlers>;
