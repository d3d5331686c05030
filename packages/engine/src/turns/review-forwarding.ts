// Shows the work of a reviewer in the thread that asked for it: its items belong to the turn of the review. Its answer
// is not shown while it is written (it is JSON), nor are its costs.
import type { ServerNotification } from '@codex/protocol/methods.ts';
import type { Entry } from '../entry.ts';
import { itemCompleted } from '../rollouts/records.ts';
import type { RolloutItem } from '../rollouts/rollout-line.ts';
import type { ChildThread } from './child-thread.ts';
import { startRecord } from './start-turn.ts';
import type { Turn } from './turn.ts';
import type { TurnHost } from './turn-host.ts';

/** How the reviewer's notifications are told, and what the rollout keeps of them. Others are not told. */
type Forward = (params: never) => { readonly shown: boolean; readonly records?: readonly RolloutItem[] };

export function forwardReview(work: Turn, reviewer: ChildThread, turn: Turn, thread: TurnHost): { end(): void } {
  let failure: unknown;
  const rows = forwards(work, reviewer, thread);
  const unfollow = reviewer.follow({
    push({ message }: Entry) {
      if ('id' in message || failure !== undefined) return;
      try {
        forward(message, rows, turn, thread);
      } catch (error) {
        // A full disk: the review ends, and says so.
        failure = error;
        work.interrupt();
      }
    },
  });
  return {
    end() {
      unfollow();
      if (failure !== undefined) throw failure;
    },
  };
}

function forward(
  message: ServerNotification,
  rows: Readonly<Record<string, Forward>>,
  turn: Turn,
  thread: TurnHost,
): void {
  const row = rows[message.method] ?? (message.method.startsWith('item/') ? everything : nothing);
  const { shown, records } = row(message.params as never);
  if (!shown) return;
  const params = { ...message.params, threadId: thread.id, ...('turnId' in message.params && { turnId: turn.id }) };
  thread.commit({ ...message, params } as ServerNotification, records);
}

const everything: Forward = () => ({ shown: true });
const nothing: Forward = () => ({ shown: false });

type ItemParams = Extract<ServerNotification, { method: 'item/completed' }>['params'];

function forwards(work: Turn, reviewer: ChildThread, thread: TurnHost): Readonly<Record<string, Forward>> {
  return {
    'thread/status/changed': ({ status }: { status: { type: string } }) => ({ shown: status.type === 'active' }),
    'turn/started': () => ({ shown: true, records: [startRecord(work, thread)] }),
    'turn/diff/updated': everything,
    'turn/plan/updated': everything,
    error: ({ willRetry }: { willRetry: boolean }) => ({ shown: willRetry }),
    'item/agentMessage/delta': nothing,
    'item/completed': ({ item }: ItemParams) => ({
      shown: item.type !== 'agentMessage',
      records: [itemCompleted({ threadId: reviewer.id, turnId: work.id }, item)],
    }),
  };
}
