// The route table: every URL this server answers. Validation, responses and documentation follow from the rows.
import { answerApproval, listApprovals } from './approvals.ts';
import type { App, Call, Route } from './route.ts';
import { createdThread, listThreads, resumeThread } from './threads.ts';
import { interruptTurn, submittedTurn, turnInput } from './turns.ts';

export const routes = [
  {
    verb: 'GET',
    path: '/health',
    aliases: ['/healthz', '/readyz'],
    open: true,
    about: 'Whether the server answers',
    handle: () => ({ status: 'ok' }),
  },
  {
    verb: 'POST',
    path: '/api/v2/threads',
    aliases: ['/api/v1/threads'],
    about: 'Create a thread',
    method: 'thread/start',
    call: (params, app) => app.feed.start(params),
    view: createdThread,
  },
  {
    verb: 'GET',
    path: '/api/v2/threads',
    aliases: ['/api/v1/threads'],
    about: 'List threads, newest first; those in memory come first',
    handle: listThreads,
  },
  {
    verb: 'GET',
    path: '/api/v2/threads/{thread_id}',
    about: 'Read a thread; include_turns=true adds its turns',
    method: 'thread/read',
  },
  {
    verb: 'POST',
    path: '/api/v2/threads/{thread_id}/resume',
    about: 'Load a stored thread',
    handle: resumeThread,
  },
  {
    verb: 'POST',
    path: '/api/v2/threads/{thread_id}/turns',
    aliases: ['/api/v1/threads/{thread_id}/turns'],
    about: 'Submit a turn; while one runs, add to it',
    method: 'turn/start',
    prepare: turnInput,
    call: (params, app) => app.feed.startTurn(params),
    view: submittedTurn,
  },
  {
    verb: 'POST',
    path: '/api/v2/threads/{thread_id}/turns/interrupt',
    about: 'Interrupt the running turn',
    handle: interruptTurn,
  },
  {
    verb: 'GET',
    path: '/api/v2/threads/{thread_id}/events',
    aliases: ['/api/v1/threads/{thread_id}/events'],
    about: 'Stream the events of a thread (server-sent events)',
    handle: streamEvents,
  },
  {
    verb: 'GET',
    path: '/api/v2/threads/{thread_id}/approvals',
    about: 'List what waits for an answer',
    handle: listApprovals,
  },
  {
    verb: 'POST',
    path: '/api/v2/threads/{thread_id}/approvals/{approval_id}',
    about: 'Answer an approval, called by its item id, approval id or request id',
    handle: answerApproval,
  },
] as const satisfies readonly Route[];

/** The place of a browser that reconnects (header) wins over the one in the URL it keeps. */
async function streamEvents(call: Call, app: App): Promise<undefined> {
  const threadId = call.path.thread_id ?? '';
  const header = call.request.headers['last-event-id'];
  const query = [call.query.last_event_id].flat()[0];
  const format = call.query.format === 'protocol' ? 'protocol' : 'rest';
  await app.streams.open(call.reply, threadId, [header].flat()[0] || query, format);
  return undefined;
}
