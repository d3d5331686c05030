// The lines of a rollout file: the official JSONL format, version 0.169 (one object per line, append only).
import type { ResponseItem } from '@codex/protocol/model/response-item.ts';

/** What is appended; `timestamp` and `ordinal` are added by the recorder. */
export type RolloutItem =
  | { type: 'session_meta'; payload: SessionMeta }
  | { type: 'response_item'; payload: ResponseItem; metadata?: Record<string, unknown> }
  | { type: 'event_msg'; payload: { type: string } & Record<string, unknown> }
  | { type: 'turn_context'; payload: Record<string, unknown> }
  | { type: 'world_state'; payload: Record<string, unknown> }
  | { type: 'token_usage_record'; payload: Record<string, unknown> }
  | { type: 'compacted'; payload: Record<string, unknown> };

export type RolloutLine = RolloutItem & { timestamp: string; ordinal?: number };

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
}
