// The lines of a rollout file: the official JSONL format, version 0.169 (one object per line, append only).
import type { ResponseItem } from '@codex/protocol/model/response-item.ts';

/** What is appended; `timestamp` and `ordinal` are added by the recorder. */
export type RolloutItem =
  | { type: 'session_meta'; payload: SessionMeta }
  | { type: 'response_item'; payload: ResponseItem; metadata?: HistoryMetadata }
  | { type: 'event_msg'; payload: EventMsg }
  | { type: 'turn_context'; payload: Record<string, unknown> }
  | { type: 'world_state'; payload: Record<string, unknown> }
  | { type: 'token_usage_record'; payload: Record<string, unknown> }
  | { type: 'retained_context'; payload: Record<string, unknown> }
  | { type: 'compacted'; payload: CompactedPayload };

/** `ordinal` counts the lines of a paginated thread from 0 and goes on across forks; legacy threads have none. */
export type RolloutLine = RolloutItem & { timestamp: string; ordinal?: number };

export type EventMsg = { type: string } & Record<string, unknown>;

/** Where an item stands in the model's history; see `HistorySequence`. Unknown keys are kept. */
export interface HistoryMetadata extends Record<string, unknown> {
  history_sequence?: number;
  sampled_through_sequence?: number;
  client_authored?: boolean;
}

/** Replaces everything the model saw before. Without `replacement_history` (old files) only `message` is known. */
export interface CompactedPayload extends Record<string, unknown> {
  message: string;
  replacement_history?: ResponseItem[];
  replacement_history_metadata?: HistoryMetadata[];
}

/** A file that goes on where a part of another one ends: everything before is read from there. */
export interface HistoryBase {
  thread_id: string;
  end_ordinal_exclusive: number;
  /** Offset in the base's own file. */
  end_byte_offset: number;
}

export interface GitMeta {
  commit_hash?: string | null;
  branch?: string | null;
  repository_url?: string | null;
}

/** First line of a file. Unknown fields of newer versions are kept when read. */
export interface SessionMeta extends Record<string, unknown> {
  id: string;
  session_id?: string;
  timestamp: string;
  cwd: string;
  originator: string;
  cli_version: string;
  source: unknown;
  model_provider?: string | null;
  history_mode?: 'paginated' | 'legacy';
  forked_from_id?: string | null;
  forked_from_ordinal_exclusive?: number | null;
  history_base?: HistoryBase | null;
  git?: GitMeta | null;
}
