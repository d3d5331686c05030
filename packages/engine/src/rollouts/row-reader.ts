// Makes the row of a stored thread from the two ends of its file, without reading what is between.
import path from 'node:path';
import { type Fields, list } from './item-fields.ts';
import { sniffLine } from './line-head.ts';
import { parseSourceLine } from './meta.ts';
import type { StoredFile } from './packed.ts';
import { parseRolloutName } from './paths.ts';
import type { LocateBase } from './resume-state.ts';
import { linesForwards, type RolloutBytes, withRollout } from './rollout-bytes.ts';
import type { GitMeta, RolloutLine, SessionMeta } from './rollout-line.ts';
import { linesBackwards } from './tail.ts';
import type { ThreadRow } from './thread-row.ts';

/** A row and the state of the file it was read from. */
export interface FileRow extends StoredFile {
  readonly row: ThreadRow;
}

const chunkBytes = 64 * 1024;
/** A first user message further in is not looked for. */
const headLimit = 1024 * 1024;
/** Settings further from the end are not looked for. */
const tailLimit = 256 * 1024;

/** Undefined when the file is no rollout or cannot be read. `locate` finds what a fork builds on. */
export function readThreadRow(file: string, archived: boolean, locate: LocateBase): FileRow | undefined {
  return withRollout(file, (bytes, stored) => {
    const { meta, preview } = readHead(bytes, bytes.size);
    if (typeof meta?.id !== 'string') return undefined;
    const first = previewOfBase(meta, file, locate) ?? preview ?? '';
    return { row: rowOf(file, archived, meta, first, stored.mtimeMs, readEnd(bytes)), ...stored };
  });
}

/** Forks of forks beyond this depth have no preview of their origin. */
const maxDepth = 8;

/** The first message of a fork is that of the thread it builds on. */
function previewOfBase(meta: SessionMeta, file: string, locate: LocateBase, depth = 0): string | undefined {
  const base = meta.history_base;
  const baseFile = base && depth < maxDepth ? locate(base, file) : undefined;
  if (!base || !baseFile) return undefined;
  const head = withRollout(baseFile, (bytes) => readHead(bytes, base.end_byte_offset));
  return head?.meta && (previewOfBase(head.meta, baseFile, locate, depth + 1) ?? head.preview);
}

function rowOf(
  file: string,
  archived: boolean,
  meta: SessionMeta,
  preview: string,
  mtimeMs: number,
  end: FileEnd,
): ThreadRow {
  const createdAtMs = timeOf(meta.timestamp) ?? parseRolloutName(path.basename(file))?.createdAtMs ?? mtimeMs;
  return {
    id: meta.id,
    path: file,
    archived,
    createdAtMs,
    updatedAtMs: Math.max(createdAtMs, Math.floor(mtimeMs)),
    recencyAtMs: end.turnStartedMs ?? createdAtMs,
    preview,
    name: null,
    cwd: textOf(meta.cwd) ?? '',
    model: end.model,
    reasoningEffort: end.effort,
    modelProvider: textOf(meta.model_provider) ?? 'openai',
    source: parseSourceLine(meta.source),
    threadSource: textOf(meta.thread_source),
    originator: textOf(meta.originator),
    cliVersion: textOf(meta.cli_version) ?? '',
    historyMode: meta.history_mode === 'paginated' ? 'paginated' : 'legacy',
    sessionId: textOf(meta.session_id) ?? meta.id,
    parentThreadId: textOf(meta.parent_thread_id),
    forkedFromId: textOf(meta.forked_from_id),
    attachedToThreadId: meta.attached_thread === true ? textOf(meta.forked_from_id) : null,
    baseThreadId: textOf(meta.history_base?.thread_id),
    agentNickname: textOf(meta.agent_nickname),
    agentRole: textOf(meta.agent_role),
    gitInfo: gitInfoOf(meta.git),
  };
}

function gitInfoOf(git: GitMeta | null | undefined): ThreadRow['gitInfo'] {
  if (!git) return null;
  return { sha: textOf(git.commit_hash), branch: textOf(git.branch), originUrl: textOf(git.repository_url) };
}

interface FileHead {
  readonly meta: SessionMeta | undefined;
  /** Undefined when there is no user message. */
  readonly preview: string | undefined;
}

function readHead(file: RolloutBytes, end: number): FileHead {
  let meta: SessionMeta | undefined;
  for (const { bytes } of linesForwards(file, { start: 0, end: Math.min(end, headLimit), chunkBytes })) {
    const head = sniffLine(bytes);
    if (head && head.type !== 'session_meta' && !previewEvents.has(head.event ?? '')) continue;
    const line = parseLine(bytes);
    if (line?.type === 'session_meta') meta ??= line.payload;
    const preview = line?.type === 'event_msg' ? previewEvents.get(line.payload.type)?.(line.payload) : undefined;
    if (preview !== undefined) return { meta, preview: withoutIdeContext(preview) };
  }
  return { meta, preview: undefined };
}

/** Text of the user's message, or undefined for events that are none. */
const previewEvents = new Map<string, (event: Fields) => string | undefined>([
  ['user_message', (event) => textOf(event.message) ?? ''],
  ['item_completed', (event) => userText((event.item ?? {}) as Fields)],
  ['thread_goal_updated', (event) => textOf((event.goal as Fields | undefined)?.objective) ?? undefined],
]);

function userText(item: Fields): string | undefined {
  if (item.type !== 'UserMessage') return undefined;
  const content = list(item.content);
  const text = content.map((part) => (part.type === 'text' ? String(part.text) : '')).join('');
  return text === '' && content.some((part) => String(part.type).endsWith('image')) ? '[Image]' : text;
}

/** Editors put the open files before what the user wrote. */
export function withoutIdeContext(text: string): string {
  const marker = '## My request for Codex:';
  const at = text.indexOf(marker);
  return (at < 0 ? text : text.slice(at + marker.length)).trim();
}

interface FileEnd {
  readonly model: string | null;
  readonly effort: string | null;
  readonly turnStartedMs: number | null;
}

function readEnd(file: RolloutBytes): FileEnd {
  let settings: { model: string | null; effort: string | null } | undefined;
  let turnStartedMs: number | undefined;
  for (const { start, bytes } of linesBackwards(file, file.size)) {
    const head = sniffLine(bytes);
    const line = !head || endKinds.has(head.event ?? head.type) ? parseLine(bytes) : undefined;
    settings ??= line && settingsOf(line);
    if (line && isTurnStart(line)) turnStartedMs ??= timeOf(line.timestamp);
    if ((settings && turnStartedMs !== undefined) || file.size - start > tailLimit) break;
  }
  return { model: settings?.model ?? null, effort: settings?.effort ?? null, turnStartedMs: turnStartedMs ?? null };
}

const endKinds: ReadonlySet<string> = new Set(['turn_context', 'thread_settings_applied', 'task_started']);

function isTurnStart(line: RolloutLine): boolean {
  return line.type === 'event_msg' && line.payload.type === 'task_started';
}

function settingsOf(line: RolloutLine): { model: string | null; effort: string | null } | undefined {
  if (line.type === 'turn_context') return { model: textOf(line.payload.model), effort: textOf(line.payload.effort) };
  if (line.type !== 'event_msg' || line.payload.type !== 'thread_settings_applied') return undefined;
  const settings = (line.payload.thread_settings ?? {}) as Fields;
  return { model: textOf(settings.model), effort: textOf(settings.reasoning_effort) };
}

function parseLine(bytes: Buffer): RolloutLine | undefined {
  try {
    const line = JSON.parse(bytes.toString()) as RolloutLine | null;
    return typeof line?.payload === 'object' && line.payload !== null ? line : undefined;
  } catch {
    return undefined;
  }
}

/** Milliseconds since the epoch. */
function timeOf(value: unknown): number | undefined {
  const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(ms) ? undefined : ms;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
