// What the thread list knows of one stored thread, and how clients see it while it is not loaded.

import type { ThreadSourceKind } from '@codex/protocol/thread/list.ts';
import type { SessionSource, Thread, ThreadHistoryMode } from '@codex/protocol/thread/thread.ts';

/** Times in milliseconds since the epoch. */
export interface ThreadRow {
  readonly id: string;
  readonly path: string;
  readonly archived: boolean;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  /** When the last turn began. */
  readonly recencyAtMs: number;
  /** Text of the first user message; empty until there is one. */
  readonly preview: string;
  readonly name: string | null;
  readonly cwd: string;
  /** Model and effort of the last turn; null before the first. */
  readonly model: string | null;
  readonly reasoningEffort: string | null;
  readonly modelProvider: string;
  readonly source: SessionSource;
  readonly threadSource: string | null;
  readonly originator: string | null;
  readonly cliVersion: string;
  readonly historyMode: ThreadHistoryMode;
  readonly sessionId: string;
  readonly parentThreadId: string | null;
  readonly forkedFromId: string | null;
  /** The thread beside which it is kept; such threads stay out of ordinary lists. */
  readonly attachedToThreadId: string | null;
  /** The thread whose file holds the beginning of this one; maybe the thread itself. */
  readonly baseThreadId: string | null;
  readonly agentNickname: string | null;
  readonly agentRole: string | null;
  readonly gitInfo: {
    readonly sha: string | null;
    readonly branch: string | null;
    readonly originUrl: string | null;
  } | null;
}

/** The protocol's thread, not loaded and without turns. */
export function threadFromRow(row: ThreadRow): Thread {
  return {
    id: row.id,
    environments: null,
    extra: null,
    sessionId: row.sessionId,
    forkedFromId: row.forkedFromId,
    attachedToThreadId: row.attachedToThreadId,
    parentThreadId: row.parentThreadId,
    preview: row.preview,
    ephemeral: false,
    section: null,
    sectionEnteredAt: null,
    projectId: null,
    historyMode: row.historyMode,
    modelProvider: row.modelProvider,
    model: row.model,
    reasoningEffort: row.reasoningEffort,
    createdAt: Math.floor(row.createdAtMs / 1000),
    updatedAt: Math.floor(row.updatedAtMs / 1000),
    recencyAt: Math.floor(row.recencyAtMs / 1000),
    status: { type: 'notLoaded' },
    path: row.path,
    cwd: row.cwd,
    cliVersion: row.cliVersion,
    originator: row.originator,
    source: row.source,
    canAcceptDirectInput: null,
    threadSource: row.threadSource,
    agentNickname: row.agentNickname,
    agentRole: row.agentRole,
    gitInfo: row.gitInfo,
    name: row.name,
    daybreakEnabled: null,
    turns: [],
  };
}

/** What `sourceKinds` filters match; custom sources match none. */
export function sourceKindOf(source: SessionSource): ThreadSourceKind | 'custom' {
  if (typeof source === 'string') return source as ThreadSourceKind;
  if ('custom' in source) return 'custom';
  const agent = source.subAgent;
  if (agent === 'review') return 'subAgentReview';
  if (agent === 'compact') return 'subAgentCompact';
  return typeof agent === 'object' && 'thread_spawn' in agent ? 'subAgentThreadSpawn' : 'subAgentOther';
}
