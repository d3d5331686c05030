// thread/*: start and resume make the calling connection follow the thread, unsubscribe ends that.
import type { Thread } from '@codex/protocol/thread/thread.ts';
import type { Connection } from '../connection.ts';
import type { Handlers } from '../context.ts';
import { threadCommandHandlers } from './thread-commands.ts';

export const threadHandlers = {
  ...threadCommandHandlers,

  async 'thread/start'({ engine, connection }, params) {
    const started = await engine.threads.start(params, connection.client);
    return {
      response: started.response,
      begin() {
        connection.follow(started.thread);
        started.begin();
      },
    };
  },

  /** The snapshot is read when the response is queued, and the thread followed at once: no gap, no duplicate. */
  async 'thread/resume'({ engine, connection }, params) {
    const resumed = await engine.threads.resume(params, connection.client);
    return {
      get response() {
        const { response } = resumed;
        if (!params.excludeTurns) warnOfWholeHistory(connection, response.thread, 'use `excludeTurns: true`');
        return response;
      },
      begin() {
        connection.follow(resumed.thread);
        resumed.begin(connection);
        connection.follow(resumed.thread, { replayAsks: true });
      },
    };
  },

  'thread/unsubscribe'({ engine, connection }, { threadId }) {
    if (!engine.threads.isLoaded(threadId)) return { response: { status: 'notLoaded' } };
    return { response: { status: connection.unfollow(threadId) ? 'unsubscribed' : 'notSubscribed' } };
  },

  async 'thread/read'({ engine, connection }, params) {
    const response = await engine.threads.read(params);
    const advice = 'omit `includeTurns` or set it to `false`';
    if (params.includeTurns) warnOfWholeHistory(connection, response.thread, advice);
    return { response };
  },

  'thread/loaded/list': ({ engine }, params) => ({ response: engine.threads.loadedList(params) }),
  'thread/list': async ({ engine }, params) => ({ response: await engine.threads.list(params) }),
  'thread/turns/list': async ({ engine }, params) => ({ response: await engine.threads.turnsList(params) }),
  'thread/items/list': async ({ engine }, params) => ({ response: await engine.threads.itemsList(params) }),
  'thread/name/set': ({ engine }, params) => engine.threads.setName(params),
  'thread/goal/get': async ({ engine }, params) => ({ response: await engine.threads.goal(params) }),
} satisfies Partial<Handlers>;

/** Told before the response that carries all turns of a thread that could be read in pages. */
function warnOfWholeHistory(connection: Connection, thread: Thread, advice: string): void {
  if (thread.historyMode !== 'paginated') return;
  const pages = 'then page with `thread/turns/list` and `thread/items/list`';
  const summary = `Full-history hydration is deprecated for paginated threads; ${advice}, ${pages}.`;
  connection.notify({ method: 'deprecationNotice', params: { summary, details: null }, emittedAtMs: Date.now() });
}
