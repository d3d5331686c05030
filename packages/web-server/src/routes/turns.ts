// Rows of turns, reviews and the other work that a thread does.
import { Type } from '@codex/protocol/type.ts';
import { reviewAnew, reviewThread } from '../handlers/reviews.ts';
import { inputUrls, interruptTurn, resolveAttachments, submittedTurn, turnInput } from '../handlers/turns.ts';
import type { Route } from '../rest/route.ts';

const { String: text, Boolean: flag, Optional: optional } = Type;
const thread = '/api/v2/threads/{thread_id}';

const review = {
  takes: { target: Type.Unknown(), delivery: optional(Type.Enum(['inline', 'detached'])) },
  adds: { review_id: text(), thread_id: text(), review_thread_id: text(), turn: Type.Unknown() },
} as const;

export const turnRoutes = [
  {
    verb: 'POST',
    path: `${thread}/turns`,
    aliases: ['/api/v1/threads/{thread_id}/turns'],
    about: 'Submit a turn; while one runs, add to it',
    method: 'turn/start',
    prepare: turnInput,
    urls: inputUrls,
    resolve: resolveAttachments,
    call: (params, app) => app.feed.startTurn('turn/start', params),
    view: submittedTurn,
    takes: { items: optional(Type.Array(Type.Unknown())), input: optional(Type.Array(Type.Unknown())) },
    adds: { turn_id: text() },
  },
  {
    verb: 'POST',
    path: `${thread}/turns/interrupt`,
    about: 'Interrupt the running turn',
    handle: interruptTurn,
    covers: ['turn/interrupt'],
    ownInput: true,
    ownAnswer: true,
    takes: { turn_id: optional(text()) },
    adds: { success: flag(), interrupted: flag(), turn_id: optional(text()) },
  },
  {
    verb: 'POST',
    path: `${thread}/turns/{turn_id}/interrupt`,
    about: 'Interrupt this turn; 409 when another one runs',
    handle: interruptTurn,
    covers: ['turn/interrupt'],
    ownInput: true,
    ownAnswer: true,
    adds: { success: flag(), interrupted: flag(), turn_id: optional(text()) },
  },
  {
    verb: 'POST',
    path: `${thread}/turns/steer`,
    about: 'Add input to the running turn, which expected_turn_id names',
    method: 'turn/steer',
    loads: true,
    prepare: turnInput,
    urls: inputUrls,
    resolve: resolveAttachments,
    takes: { input: Type.Array(Type.Unknown()) },
  },
  {
    verb: 'POST',
    path: `${thread}/turns/{turn_id}/steer`,
    about: 'Add input to this turn; 409 when it does not run',
    method: 'turn/steer',
    loads: true,
    names: { turn_id: 'expected_turn_id' },
    prepare: turnInput,
    urls: inputUrls,
    resolve: resolveAttachments,
    takes: { input: Type.Array(Type.Unknown()) },
  },
  {
    verb: 'POST',
    path: `${thread}/reviews`,
    aliases: [`${thread}/review`],
    about: 'Review changes in a turn of this thread, or with delivery detached in a copy of it',
    status: 202,
    handle: reviewThread,
    covers: ['review/start'],
    ownInput: true,
    ownAnswer: true,
    ...review,
  },
  {
    verb: 'POST',
    path: '/api/v2/reviews',
    about: 'Review changes in a new thread',
    status: 202,
    handle: reviewAnew,
    covers: ['review/start'],
    ownInput: true,
    ownAnswer: true,
    takes: { ...review.takes, cwd: optional(text()), model: optional(text()) },
    adds: review.adds,
  },
  {
    verb: 'POST',
    path: `${thread}/compact`,
    about: 'Compact the history of a thread; its end is an event',
    method: 'thread/compact/start',
    call: (params, app) => app.feed.startTurn('thread/compact/start', params),
    status: 202,
  },
  {
    verb: 'POST',
    path: `${thread}/shell-commands`,
    about: 'Run a command of the user in a thread, outside the sandbox; its output is events',
    method: 'thread/shellCommand',
    call: (params, app) => app.feed.startTurn('thread/shellCommand', params),
    status: 202,
  },
  {
    verb: 'POST',
    path: `${thread}/guardian/approvals`,
    about: 'Allow what the automatic review denied',
    method: 'thread/approveGuardianDeniedAction',
    loads: true,
  },
] as const satisfies readonly Route[];
