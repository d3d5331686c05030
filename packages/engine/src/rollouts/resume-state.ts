// Everything a thread needs to go on after a restart, read from the end of its file as far as that is enough.
import type { ResponseItem } from '@codex/protocol/model/response-item.ts';
import type { ThreadTokenUsage } from '@codex/protocol/thread/token-usage.ts';
import { findLastCompaction } from './compaction-search.ts';
import type { Cut } from './cut.ts';
import { foldLines } from './fold-lines.ts';
import { HistoryProjection } from './history.ts';
import type { HistorySequence } from './history-sequence.ts';
import { type ReadLine, type ReadOptions, readMeta, readRollout, readThread } from './reader.ts';
import type { CompactedPayload, HistoryBase, RolloutLine, SessionMeta } from './rollout-line.ts';
import { parseTokenCount } from './token-count.ts';

export interface ResumeState {
  readonly meta: SessionMeta;
  /** What the model has seen. */
  readonly history: ResponseItem[];
  readonly sequence: HistorySequence;
  /** Null until a provider reported usage. */
  readonly usage: ThreadTokenUsage | null;
  /** Turn that `usage.last` belongs to. */
  readonly usageTurnId: string | null;
  /** Payload of the last turn_context, as stored. */
  readonly turnContext: Readonly<Record<string, unknown>> | null;
  /** `thread_settings` of the last thread_settings_applied, as stored. */
  readonly settings: Readonly<Record<string, unknown>> | null;
  /** Last full world_state with the changes since, as stored. */
  readonly worldState: Readonly<Record<string, unknown>> | null;
  /** How often the history was compacted. */
  readonly windowNumber: number;
  readonly lastTurn: { readonly id: string; readonly ended: boolean } | null;
  readonly lastOrdinal: number | null;
}

const silentEvents: ReadonlySet<string | undefined> = new Set(['item_completed', 'agent_message', 'agent_reasoning']);

/** What clients are shown of the conversation says nothing that the model has to know. */
function isResumeLine(type: string, event: string | undefined): boolean {
  return type !== 'event_msg' || !silentEvents.has(event);
}

/** Folds lines (from the start, or from the last `compacted` line) to the state at their end. */
export class ResumeProjection {
  readonly #history = new HistoryProjection();
  #usage: ThreadTokenUsage | null = null;
  #usageTurnId: string | null = null;
  #turnContext: Record<string, unknown> | null = null;
  #settings: Record<string, unknown> | null = null;
  #worldState: Record<string, unknown> | null = null;
  #windowNumber = 0;
  #lastTurn: { id: string; ended: boolean } | null = null;
  #lastOrdinal: number | null = null;

  add(line: RolloutLine): void {
    this.#history.add(line);
    this.#lastOrdinal = line.ordinal ?? this.#lastOrdinal;
    if (line.type === 'turn_context') this.#turnContext = line.payload;
    else if (line.type === 'world_state') this.#addWorldState(line.payload);
    else if (line.type === 'token_usage_record') this.#usageTurnId = String(line.payload.turn_id);
    else if (line.type === 'compacted') this.#countCompaction(line.payload);
    else if (line.type === 'event_msg') this.#addEvent(line.payload);
  }

  state(meta: SessionMeta): ResumeState {
    return {
      meta,
      history: this.#history.items(),
      sequence: this.#history.sequence(),
      usage: this.#usage,
      usageTurnId: this.#usageTurnId,
      turnContext: this.#turnContext,
      settings: this.#settings,
      worldState: this.#worldState,
      windowNumber: this.#windowNumber,
      lastTurn: this.#lastTurn,
      lastOrdinal: this.#lastOrdinal,
    };
  }

  /** Whether nothing that a resume needs can be missing before the lines seen so far. */
  get complete(): boolean {
    return this.#turnContext !== null && this.#settings !== null && this.#worldState !== null && this.#usage !== null;
  }

  #addEvent(event: { type: string } & Record<string, unknown>): void {
    if (event.type === 'token_count') this.#usage = parseTokenCount(event) ?? this.#usage;
    else if (event.type === 'thread_settings_applied')
      this.#settings = event.thread_settings as Record<string, unknown>;
    else if (event.type === 'task_started') this.#lastTurn = { id: String(event.turn_id), ended: false };
    else if (event.type === 'task_complete' || event.type === 'turn_aborted') this.#endTurn(event.turn_id);
  }

  /** Reading may begin at the last of several compactions, which says how many there were. */
  #countCompaction({ window_number }: CompactedPayload): void {
    this.#windowNumber = typeof window_number === 'number' ? window_number : this.#windowNumber + 1;
  }

  #endTurn(id: unknown): void {
    if (this.#lastTurn && (id === undefined || id === this.#lastTurn.id))
      this.#lastTurn = { ...this.#lastTurn, ended: true };
  }

  #addWorldState(payload: Record<string, unknown>): void {
    const state = payload.state as Record<string, unknown>;
    this.#worldState = payload.full === true ? state : changed(this.#worldState, state);
  }
}

/** What is noted alone, as a part of its section. */
const parts: Readonly<Record<string, string>> = { environments: 'subagents', permissions: 'approved_command_prefixes' };

/** Sections take the place of what was there before, unless a change holds only a part. */
function changed(before: Record<string, unknown> | null, change: Record<string, unknown>): Record<string, unknown> {
  const sections = Object.entries(change).map(([name, section]) => {
    const isPart = section !== null && Object.keys(section as object).join() === parts[name];
    return [name, isPart ? { ...(before?.[name] as object | undefined), ...(section as object) } : section];
  });
  return { ...before, ...Object.fromEntries(sections) };
}

/** Finds the file that a `history_base` refers to (see `baseLocator`); `file` is the one that refers. */
export type LocateBase = (base: HistoryBase, file: string) => string | undefined;

/** Reads what is needed to go on with the thread in `file`. Undefined when the file has no session_meta. */
export async function resumeState(
  file: string,
  locate: LocateBase,
  options: Pick<ReadOptions, 'onDamaged' | 'signal'> = {},
): Promise<ResumeState | undefined> {
  const first = await readMeta(file);
  if (!first) return undefined;
  const meta = first.line.payload as SessionMeta;
  const start = await findLastCompaction(file);
  if (start !== undefined) {
    const projection = await fold(readRollout(file, { ...options, start, wanted: isResumeLine }), options);
    if (projection.complete) return projection.state(meta);
  }
  const projection = await fold(readThread(file, locate, { ...options, wanted: isResumeLine }), options);
  return projection.state(meta);
}

/** The same as it was where a thread is cut; null: before everything. */
export async function resumeStateAt(
  file: string,
  locate: LocateBase,
  cut: Cut | null,
): Promise<ResumeState | undefined> {
  const first = await readMeta(file);
  if (!first) return undefined;
  const projection = new ResumeProjection();
  let isBehind = false;
  await foldLines(readThread(file, locate), ({ line, file: at, offset }) => {
    isBehind ||= !cut || (at === cut.file && offset >= cut.endOffset);
    if (!isBehind) projection.add(line);
  });
  return projection.state(first.line.payload as SessionMeta);
}

async function fold(batches: AsyncIterable<ReadLine[]>, { onDamaged }: ReadOptions): Promise<ResumeProjection> {
  const projection = new ResumeProjection();
  await foldLines(batches, ({ line }) => projection.add(line), onDamaged);
  return projection;
}
