// What is known of a thread in memory, and how each message and each record changes it. Pure: no files, no followers.
import { applyNotification } from '@codex/protocol/apply-notification.ts';
import type { ServerNotification, ServerNotificationMethod } from '@codex/protocol/methods.ts';
import type { ThreadReadState } from '@codex/protocol/thread/read-state.ts';
import type { GitInfo, Thread as WireThread } from '@codex/protocol/thread/thread.ts';
import type { Turn as WireTurn } from '@codex/protocol/turn/turn.ts';
import { type Credits, type RateLimits, unknownRateLimits } from '../models/rate-limits.ts';
import { isKept } from '../rollouts/kept-items.ts';
import type { GitMeta, RolloutItem } from '../rollouts/rollout-line.ts';
import { parseCredits, parseTokenCount, parseUsageLine } from '../rollouts/token-count.ts';
import { History } from '../turns/history.ts';
import type { UsageSoFar } from '../turns/usage.ts';

export interface ThreadState {
  /** As clients see it, except that `turns` holds what `lastTurn` tells alone: what is older is read from the rollout. */
  readonly thread: WireThread;
  readonly history: History;
  usage: UsageSoFar | null;
  /** Turn that the last usage belongs to. */
  usageTurnId: string | null;
  readState: ThreadReadState | null;
  /** As the provider last stated them. */
  credits: Credits | null;
  /** How often the history was compacted. */
  windowNumber: number;
  /** Slug of the model that the history was last prepared for; null before the first turn. */
  historyModel: string | null;
}

/** A thread that has had no turn yet. */
export function newThreadState(thread: WireThread): ThreadState {
  return {
    thread,
    history: new History(),
    usage: null,
    usageTurnId: null,
    readState: null,
    credits: null,
    windowNumber: 0,
    historyModel: null,
  };
}

type Fold<M extends ServerNotificationMethod> = (
  state: ThreadState,
  params: Extract<ServerNotification, { method: M }>['params'],
) => void;
type Folds = { readonly [M in ServerNotificationMethod]?: Fold<M> };

/** What the protocol's reducer leaves to the owner of the thread. */
const folds: Folds = {
  'turn/started': ({ thread }, { turn: started }) => {
    thread.updatedAt = Math.floor(Date.now() / 1000);
    thread.recencyAt = thread.updatedAt;
    thread.turns = thread.turns.filter(({ id, status }) => id === started.id || status === 'inProgress');
  },
  'turn/completed': ({ thread }) => {
    thread.updatedAt = Math.floor(Date.now() / 1000);
    for (const turn of thread.turns) turn.items = turn.items.filter(isKept);
  },
  'item/completed': ({ thread }, { item }) => {
    // Previews are for lists, in which ephemeral threads never are.
    if (item.type === 'userMessage' && !thread.ephemeral) thread.preview ||= textOf(item.content);
  },
  'thread/settings/updated': ({ thread }, { threadSettings }) => {
    const { cwd, environments, model, modelProvider, effort } = threadSettings;
    Object.assign(thread, { cwd, environments, model, modelProvider, reasoningEffort: effort });
  },
  'thread/tokenUsage/updated': (state, { turnId }) => {
    state.usageTurnId = turnId;
  },
  'thread/readState/changed': (state, { readState }) => {
    state.readState = readState;
  },
};

export function foldMessage(state: ThreadState, message: ServerNotification): void {
  applyNotification(state.thread, message);
  const fold = folds[message.method] as Fold<ServerNotificationMethod> | undefined;
  fold?.(state, message.params);
}

type RecordFold<T extends RolloutItem['type']> = (
  state: ThreadState,
  payload: Extract<RolloutItem, { type: T }>['payload'],
) => void;

const recordFolds: { readonly [T in RolloutItem['type']]?: RecordFold<T> } = {
  response_item: ({ history }, item) => history.push(item),
  compacted: (state, { replacement_history }) => {
    if (replacement_history) state.history.replace(replacement_history);
    state.windowNumber += 1;
  },
  turn_context: (state, { model }) => {
    state.historyModel = typeof model === 'string' ? model : null;
  },
  token_usage_record: (state, { thread_token_usage, usage }) => {
    state.usage = { total: parseUsageLine(thread_token_usage), last: parseUsageLine(usage) };
  },
  event_msg: (state, event) => {
    if (event.type !== 'token_count') return;
    state.usage = parseTokenCount(event) ?? state.usage;
    state.credits = parseCredits(event);
  },
  session_meta: ({ thread }, { git }) => {
    thread.gitInfo = gitInfoOf(git);
  },
};

export function foldRecord(state: ThreadState, record: RolloutItem): void {
  (recordFolds[record.type] as ((state: ThreadState, payload: unknown) => void) | undefined)?.(state, record.payload);
}

/** The thread as it is now, without turns; later changes do not show in it. */
export function snapshot(state: Readonly<ThreadState>): WireThread {
  return { ...state.thread, turns: [] };
}

/**
 * The last turn since the thread is in memory, with its items so far; it may still run. A review has two: its own and
 * that of the reviewer. Of legacy threads only what runs: their files tell less of a turn that has ended, and that is
 * what clients read.
 */
export function lastTurn({ thread }: Readonly<ThreadState>): WireTurn[] {
  const told = thread.turns.filter(({ status }) => thread.historyMode !== 'legacy' || status === 'inProgress');
  return structuredClone(told);
}

function gitInfoOf(git: GitMeta | null | undefined): GitInfo | null {
  if (!git) return null;
  return { sha: git.commit_hash ?? null, branch: git.branch ?? null, originUrl: git.repository_url ?? null };
}

function textOf(content: ReadonlyArray<{ type: string; text?: string }>): string {
  return content.flatMap((part) => (part.type === 'text' && part.text ? [part.text] : [])).join(' ');
}

/** What running turns see of the state, always as it is now. */
export function liveState(state: Readonly<ThreadState>, isMaterialised: () => boolean) {
  return {
    history: state.history,
    get usage() {
      return state.usage;
    },
    get rateLimits(): RateLimits {
      return { ...unknownRateLimits, credits: state.credits };
    },
    get windowNumber() {
      return state.windowNumber;
    },
    get historyModel() {
      return state.historyModel;
    },
    get materialised() {
      return isMaterialised();
    },
  };
}
