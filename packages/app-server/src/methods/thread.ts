// thread/*: start and resume make the calling connection follow the thread, unsubscribe ends that.
import type { Handlers } from '../context.ts';

export const threadHandlers = {
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
        return resumed.response;
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

  'thread/loaded/list': ({ engine }, params) => ({ response: engine.threads.loadedList(params) }),
  'thread/list': async ({ engine }, params) => ({ response: await engine.threads.list(params) }),
  'thread/read': async ({ engine }, params) => ({ response: await engine.threads.read(params) }),
  'thread/turns/list': async ({ engine }, params) => ({ response: await engine.threads.turnsList(params) }),
} satisfies Partial<Handlers>;
