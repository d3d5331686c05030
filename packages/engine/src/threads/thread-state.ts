// What is known of a thread in memory, and how each message and each record changes it. Pure: no files, no followers.
import { applyNotification } from '@codex/protocol/apply-notification.ts';
import type { ServerNotification, ServerNotificationMethod } from '@codex/protocol/methods.ts';
import type { ThreadReadState } from '@codex/protocol/thread/read-state.ts';
import type { GitInfo, Thread as WireThread } from '@codex/protocol/thread/thread.ts';
import type { TokenUsageBreakdown } from '@codex/protocol/thread/token-usage.ts';
import type { Turn as WireTurn } from '@codex/protocol/turn/turn.ts';
import type { GitMeta, RolloutItem } from '../rollouts/rollout-line.ts';
import type { History } from '../turns/history.ts';
import type { UsageSoFar } from '../turns/usage.ts';

export interface ThreadState {
  /** As clients see it, except that `turns` holds the last turn alone: what is older is read from the rollout. */
  readonly thread: WireThread;
  readonly history: History;
  usage: UsageSoFar | null;
  /** Turn that the last usage belongs to. */
  usageTurnId: string | null;
  readState: ThreadReadState | null;
}

type Fold<M extends ServerNotificationMethod> = (
  state: ThreadState,
  params: Extract<ServerNotification, { method: M }>['params'],
) => void;
type Folds = { readonly [M in ServerNotificationMethod]?: Fold<M> };

/** What the protocol's reducer leaves to the owner of the thread. */
const folds: Folds = {
  'turn/started': ({ thread }) => {
    thread.updatedAt = Math.floor(Date.now() / 1000);
    thread.recencyAt = thread.updatedAt;
    thread.turns.splice(0, thread.turns.length - 1);
  },
  'turn/completed': ({ thread }) => {
    thread.updatedAt = Math.floor(Date.now() / 1000);
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

export function foldRecord(state: ThreadState, record: RolloutItem): void {
  if (record.type === 'response_item') state.history.push(record.payload);
  if (record.type === 'token_usage_record') state.usage = usageOf(record.payload);
  if (record.type === 'session_meta') state.thread.gitInfo = gitInfoOf(record.payload.git);
}

/** The thread as it is now, without turns; later changes do not show in it. */
export function snapshot(state: Readonly<ThreadState>): WireThread {
  return { ...state.thread, turns: [] };
}

/** The last turn since the thread is in memory, with its items so far; it may still run. */
export function lastTurn(state: Readonly<ThreadState>): WireTurn | null {
  const turn = state.thread.turns[0];
  return turn ? structuredClone(turn) : null;
}

function gitInfoOf(git: GitMeta | null | undefined): GitInfo | null {
  if (!git) return null;
  return { sha: git.commit_hash ?? null, branch: git.branch ?? null, originUrl: git.repository_url ?? null };
}

function textOf(content: ReadonlyArray<{ type: string; text?: string }>): string {
  return content.flatMap((part) => (part.type === 'text' && part.text ? [part.text] : [])).join(' ');
}

function usageOf(payload: Record<string, unknown>): UsageSoFar {
  return { total: breakdown(payload.thread_token_usage), last: breakdown(payload.usage) };
}

function breakdown(stored: unknown): TokenUsageBreakdown {
  const fields = stored as Record<string, number>;
  return {
    totalTokens: fields.total_tokens ?? 0,
    inputTokens: fields.input_tokens ?? 0,
    cachedInputTokens: fields.cached_input_tokens ?? 0,
    cacheWriteInputTokens: fields.cache_write_input_tokens ?? 0,
    outputTokens: fields.output_tokens ?? 0,
    reasoningOutputTokens: fields.reasoning_output_tokens ?? 0,
  };
}
