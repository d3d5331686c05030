// thread/*: reading threads, in lists and one by one.
import type { Handlers } from '../../context.ts';
import { warnOfWholeHistory } from './hydration.ts';

export const threadHistoryHandlers = {
  async 'thread/read'({ engine, connection }, params) {
    const response = await engine.threads.read(params);
    const advice = 'omit `includeTurns` or set it to `false`';
    if (params.includeTurns) warnOfWholeHistory(connection, response.thread, advice);
    return { response };
  },

  'thread/list': async ({ engine }, params) => ({ response: await engine.threads.list(params) }),
  'thread/search': async ({ engine }, params) => ({ response: await engine.threads.search(params) }),
  'thread/searchOccurrences': async ({ engine }, params) => ({ response: await engine.threads.occurrences(params) }),
  'thread/loaded/list': ({ engine }, params) => ({ response: engine.threads.loadedList(params) }),
  'thread/turns/list': async ({ engine }, params) => ({ response: await engine.threads.turnsList(params) }),
  'thread/items/list': async ({ engine }, params) => ({ response: await engine.threads.itemsList(params) }),
  'thread/items/read': async ({ engine }, params) => ({ response: await engine.threads.itemsRead(params) }),
  'thread/timeline/list': async ({ engine }, params) => ({ response: await engine.threads.timeline(params) }),
  getConversationSummary: async ({ engine }, params) => ({ response: await engine.threads.summary(params) }),
} satisfies Partial<Handlers>;
