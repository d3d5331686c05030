// turn/*: start, steer, interrupt.
import type { Handlers } from '../context.ts';

export const turnHandlers = {
  'turn/start': ({ engine }, params) => engine.threads.loaded(params.threadId).startTurn(params),
  'turn/steer': ({ engine }, params) => engine.threads.loaded(params.threadId).steerTurn(params),
  'turn/interrupt': ({ engine }, params) => engine.threads.loaded(params.threadId).interruptTurn(params),
} satisfies Partial<Handlers>;
