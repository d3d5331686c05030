// thread/*: from the first moment to the last. start, resume and fork make the calling connection follow the thread,
// unsubscribe ends that.
import type { Handlers } from '../../context.ts';
import { warnOfWholeHistory } from './hydration.ts';

export const threadLifecycleHandlers = {
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

  async 'thread/fork'({ engine, connection }, params) {
    const forked = await engine.threads.fork(params, connection.client);
    if (!params.excludeTurns) warnOfWholeHistory(connection, forked.response.thread, 'use `excludeTurns: true`');
    return {
      response: forked.response,
      begin() {
        connection.follow(forked.thread);
        forked.begin();
      },
    };
  },

  'thread/unsubscribe'({ engine, connection }, { threadId }) {
    if (!engine.threads.isLoaded(threadId)) return { response: { status: 'notLoaded' } };
    return { response: { status: connection.unfollow(threadId) ? 'unsubscribed' : 'notSubscribed' } };
  },

  'thread/archive': ({ engine }, params) => engine.threads.archive(params),
  'thread/unarchive': ({ engine }, params) => engine.threads.unarchive(params),
  'thread/delete': ({ engine }, params) => engine.threads.remove(params),
  'thread/revert': ({ engine, connection }, params) => engine.threads.revert(params, connection.client),
} satisfies Partial<Handlers>;
