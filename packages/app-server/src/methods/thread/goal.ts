// thread/goal/*: what a thread works towards on its own.
import type { Handlers } from '../../context.ts';

export const threadGoalHandlers = {
  'thread/goal/get': async ({ engine }, params) => ({ response: await engine.threads.goals.get(params) }),
  'thread/goal/set': ({ engine }, params) => engine.threads.goals.set(params),
  'thread/goal/clear': ({ engine }, params) => engine.threads.goals.clear(params),
} satisfies Partial<Handlers>;
