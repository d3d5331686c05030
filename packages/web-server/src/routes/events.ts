// Rows of what a server tells and asks: event streams, approvals, and every other request that waits for an answer.
import { Type } from '@codex/protocol/type.ts';
import { answerApproval, listApprovals } from '../handlers/approvals.ts';
import { issueTicket, streamEvents, streamThreadEvents } from '../handlers/event-stream.ts';
import { answerRequest, listRequests } from '../handlers/requests.ts';
import type { Route } from '../rest/route.ts';

const { String: text, Boolean: flag, Optional: optional } = Type;
const thread = '/api/v2/threads/{thread_id}';
const asks = { data: Type.Array(Type.Unknown()) };
const place = {
  last_event_id: optional(text()),
  format: optional(Type.Enum(['rest', 'protocol'])),
  ticket: optional(text()),
} as const;

export const eventRoutes = [
  {
    verb: 'GET',
    path: `${thread}/events`,
    aliases: ['/api/v1/threads/{thread_id}/events'],
    about: 'Stream the events of a thread; goes on exactly after last_event_id',
    handle: streamThreadEvents,
    media: 'text/event-stream',
    takes: { ...place, include_children: optional(flag()) },
  },
  {
    verb: 'GET',
    path: '/api/v2/events',
    about: 'Stream the events of the process and of all followed threads, in a sequence of its own',
    handle: streamEvents,
    media: 'text/event-stream',
    takes: { ...place, types: optional(text()), thread_id: optional(text()) },
  },
  {
    verb: 'POST',
    path: '/api/v2/events/tickets',
    about: 'Make a ticket that opens one event stream within 60 s, for clients that cannot send headers',
    handle: issueTicket,
    status: 201,
    takes: { thread_id: optional(text()) },
    adds: { ticket: text(), expires_at: text() },
  },
  { verb: 'GET', path: '/api/v2/approvals', about: 'List approvals of all threads', handle: listApprovals, adds: asks },
  {
    verb: 'GET',
    path: `${thread}/approvals`,
    about: 'List what waits for an answer',
    handle: listApprovals,
    adds: asks,
  },
  {
    verb: 'POST',
    path: `${thread}/approvals/{approval_id}`,
    about: 'Answer an approval, called by its item id, approval id or request id',
    handle: answerApproval,
    takes: {
      decision: Type.Unknown(),
      amendments: optional(Type.Unknown()),
      turn_id: optional(text()),
    },
    adds: { success: flag() },
  },
  {
    verb: 'GET',
    path: `${thread}/requests`,
    about: 'List every request of the server that waits for an answer in a thread',
    handle: listRequests,
    adds: asks,
  },
  {
    verb: 'POST',
    path: `${thread}/requests/{request_id}`,
    about: 'Answer a request of the server: its result itself, {result} or {error: {code, message}}',
    handle: answerRequest,
    takes: { result: optional(Type.Unknown()), error: optional(Type.Unknown()) },
    adds: { success: flag() },
  },
  {
    verb: 'GET',
    path: '/api/v2/server-requests',
    about: 'List the requests of the server that belong to no thread',
    handle: listRequests,
    adds: asks,
  },
  {
    verb: 'POST',
    path: '/api/v2/server-requests/{request_id}',
    about: 'Answer a request of the server that belongs to no thread',
    handle: answerRequest,
    takes: { result: optional(Type.Unknown()), error: optional(Type.Unknown()) },
    adds: { success: flag() },
  },
] as const satisfies readonly Route[];
