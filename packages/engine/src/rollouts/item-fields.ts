// Conversions of the parts that stored items share: durations, file URLs, inputs, command actions, patches, agents.
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { camelCase, renameKeys, snakeCase } from './naming.ts';

export type Fields = Record<string, unknown>;

/** Null and undefined are not stored. */
export function optional(value: unknown): unknown {
  return value ?? undefined;
}

/** Those that are objects. */
export function list(value: unknown): Fields[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'object' && one !== null) : [];
}

/** Stored durations are `{secs, nanos}`. */
export function durationLine(ms: unknown): Fields | undefined {
  if (typeof ms !== 'number') return undefined;
  return { secs: Math.floor(ms / 1000), nanos: Math.round((ms % 1000) * 1e6) };
}

/** Whole milliseconds, or null. */
export function parseDurationLine(duration: unknown): number | null {
  const { secs, nanos } = (duration ?? {}) as { secs?: number; nanos?: number };
  if (typeof secs !== 'number') return null;
  return secs * 1000 + Math.floor((nanos ?? 0) / 1e6);
}

export function fileUrlLine(file: string): string {
  return path.isAbsolute(file) ? pathToFileURL(file).href : file;
}

/** Older files hold plain paths. */
export function parseFileUrlLine(stored: unknown): string {
  const text = typeof stored === 'string' ? stored : '';
  return text.startsWith('file://') ? fileURLToPath(text) : text;
}

/** What a user sent: texts, images, audio, skills and mentions. */
export function contentLine(input: Fields): Fields {
  const { type, text_elements, url, fileId, detail, ...fields } = input;
  return {
    type: snakeCase(String(type)),
    ...fields,
    ...(type === 'text' && { text_elements: list(text_elements).map((element) => renameKeys(element, snakeCase)) }),
    ...(url !== undefined && { [`${type}_url`]: url }),
    ...(fileId !== undefined && { file_id: fileId }),
    ...(optional(detail) !== undefined && { detail }),
  };
}

export function parseContentLine(stored: Fields): Fields {
  const { type, text_elements, image_url, audio_url, file_id, detail, ...fields } = stored;
  const url = image_url ?? audio_url;
  return {
    type: camelCase(String(type)),
    ...(String(type).endsWith('image') && { detail: detail ?? null }),
    ...(file_id === undefined ? url !== undefined && { url } : { fileId: file_id }),
    ...fields,
    ...(type === 'text' && { text_elements: list(text_elements).map((element) => renameKeys(element, camelCase)) }),
  };
}

export function commandActionLine(action: Fields): Fields {
  const { type, command, ...fields } = action;
  return { type: snakeCase(String(type)), cmd: command, ...fields };
}

/** Stored paths of `read` actions may be relative to the command's cwd; the wire's are absolute. */
export function parseCommandActionLine(stored: Fields, cwd: string): Fields {
  const { type, cmd, ...fields } = stored;
  const action = { type: camelCase(String(type)), command: cmd, ...fields } as Fields;
  if (action.type === 'read') action.path = path.resolve(cwd, String(action.path));
  for (const name of actionFields[action.type as string] ?? []) action[name] ??= null;
  return action;
}

/** Fields that the wire carries even when they are unknown. */
const actionFields: Record<string, readonly string[]> = { search: ['query', 'path'], listFiles: ['path'] };

const movedTo = '\n\nMoved to: ';

export function changeLine(change: Fields): Fields {
  const kind = change.kind as { type: string; move_path?: string | null };
  const diff = String(change.diff);
  if (kind.type !== 'update') return { type: kind.type, content: diff };
  const suffix = kind.move_path ? movedTo + kind.move_path : '';
  const unified = suffix && diff.endsWith(suffix) ? diff.slice(0, -suffix.length) : diff;
  return { type: 'update', unified_diff: unified, move_path: kind.move_path ?? null };
}

export function parseChangeLine(file: string, stored: Fields): Fields {
  if (stored.type !== 'update') return { path: file, kind: { type: stored.type }, diff: stored.content ?? '' };
  const move = (stored.move_path as string | null | undefined) ?? null;
  const diff = String(stored.unified_diff ?? '') + (move ? movedTo + move : '');
  return { path: file, kind: { type: 'update', move_path: move }, diff };
}

/** Stored states are a name, or `{completed: message}` / `{errored: message}`. */
export function agentStateLine(state: unknown): unknown {
  const { status, message } = state as { status: string; message?: string | null };
  const name = snakeCase(status);
  return name === 'completed' || name === 'errored' ? { [name]: message ?? null } : name;
}

export function parseAgentStateLine(stored: unknown): Fields {
  if (typeof stored === 'string') return { status: camelCase(stored), message: null };
  const [entry] = Object.entries((stored ?? {}) as Fields);
  return { status: camelCase(entry?.[0] ?? 'not_found'), message: entry?.[1] ?? null };
}

/** Citations are stored with `rolloutIds` where the wire says `threadIds`. */
export function citationLine(citation: unknown): Fields | undefined {
  if (!citation) return undefined;
  const { entries, threadIds } = citation as Fields;
  return { entries, rolloutIds: threadIds };
}

export function parseCitationLine(stored: unknown): Fields | null {
  if (!stored) return null;
  const { entries, rolloutIds } = stored as Fields;
  return { entries: entries ?? [], threadIds: rolloutIds ?? [] };
}
