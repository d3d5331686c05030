// review/start and what else runs as a turn of its own kind, or changes the history without one.
import type { Handlers } from '../context.ts';

export const reviewHandlers = {
  'review/start': ({ engine }, params) => engine.threads.loaded(params.threadId).startReview(params),
  'thread/compact/start': ({ engine }, { threadId }) => engine.threads.loaded(threadId).startCompaction(),
  'thread/inject_items': async ({ engine }, params) => ({
    response: await engine.threads.loaded(params.threadId).injectItems(params),
  }),
  'thread/approveGuardianDeniedAction': async ({ engine }, { threadId, event }) => ({
    response: await engine.threads.loaded(threadId).approveDenied(event),
  }),
} satisfies Partial<Handlers>;
