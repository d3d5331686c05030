// What a thread lets its turns do to it.
import { randomUUID } from 'node:crypto';
import type { ThreadReadState } from '@codex/protocol/thread/read-state.ts';
import { Judge } from '../turns/judge.ts';
import type { Turn } from '../turns/turn.ts';
import type { TurnHost } from '../turns/turn-host.ts';
import { agentKind, mayDelegate } from './family.ts';
import { SubAgents } from './sub-agents.ts';
import type { Thread } from './thread.ts';
import type { ThreadAsks } from './thread-asks.ts';
import type { ThreadJournal } from './thread-journal.ts';
import type { ThreadParts } from './thread-parts.ts';
import { liveState } from './thread-state.ts';

/** What of a thread only its turns may use. */
export interface HostAccess {
  readonly journal: ThreadJournal;
  readonly asks: ThreadAsks;
  readonly keepReadState: ThreadParts['keepReadState'];
}

export function hostTurns(thread: Thread, { journal, asks, keepReadState }: HostAccess): TurnHost {
  const { state, runtime, context, goals, origin, followers, children } = thread;
  const { family } = origin;
  const agents = mayDelegate(family, thread.runtime.config.agents) ? new SubAgents(thread) : null;
  const deferredTools = (turn: Turn) => runtime.tools(turn.settings).deferred;

  // Not spread: its members are read anew each time.
  return Object.assign(
    liveState(state, () => journal.materialised),
    {
      ...runtime.forTurns(),
      id: thread.id,
      sessionId: state.thread.sessionId,
      keepsReadState: !state.thread.ephemeral && family.role === 'main' && isRead(state.thread.threadSource),
      goesOn: () => goals.goesOn,
      contextRecords: (turn) => context.records(turn, deferredTools(turn)),
      freshContext: (turn) => context.refresh(turn, deferredTools(turn)),
      agent: agentKind(family),
      agents: (turn) => agents?.of(turn) ?? null,
      spawn: (birth) => children.spawn(birth),
      judge: new Judge(),
      commit: (message, records) => journal.commit(message, records),
      reportRawResponse: (turn, response) => journal.tellResponse(response, turn.id),
      sync: () => journal.sync(),
      ask: (turn, method, params) => asks.ask(turn, method, params),
      pressure: () => followers.pressure(),
      nextReadState(turn) {
        const readState = unreadFrom(turn, state.readState);
        keepReadState(readState);
        return readState;
      },
      turnEnded(turn) {
        thread.turns.ended(turn);
        asks.clear(turn.id);
      },
    } satisfies Partial<TurnHost>,
  );
}

/** Threads that something else than a user has started are not read by anybody. */
const isRead = (source: string | null | undefined) => source == null || source === 'user';

function unreadFrom(turn: Turn, before: ThreadReadState | null): ThreadReadState {
  return { firstUnread: before?.firstUnread ?? { type: 'turn', turnId: turn.id }, revision: randomUUID() };
}
