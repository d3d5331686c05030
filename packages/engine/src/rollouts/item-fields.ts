// Conversions of the parts that stored items share: durations, file URLs, inputs, command actions, patches, agents.
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { camelCase, snakeCase } from './naming.ts';

export type Fields = Record<string, unknown>;

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

export function contentLine(input: Fields): Fields {
  if (input.type === 'text') return { type: 'text', text: input.text, text_elements: input.text_elements ?? [] };
  if (input.type === 'image') return imageLine(input);
  return { ...input, type: snakeCase(String(input.type)) };
}

export function parseContentLine(stored: Fields): Fields {
  if (stored.type === 'text') return { type: 'text', text: stored.text, text_elements: stored.text_elements ?? [] };
  if (stored.type === 'image') return parseImageLine(stored);
  const { type, detail, ...fields } = stored;
  return { type: camelCase(String(type)), ...(type === 'local_image' && { detail: detail ?? null }), ...fields };
}

function imageLine(input: Fields): Fields {
  const { url, fileId, detail } = input;
  return {
    type: 'image',
    ...(url !== undefined && { image_url: url }),
    ...(fileId !== undefined && { file_id: fileId }),
    ...(detail !== undefined && detail !== null && { detail }),
  };
}

function parseImageLine(stored: Fields): Fields {
  const { image_url, file_id, detail } = stored;
  const source = file_id === undefined ? { url: image_url } : { fileId: file_id };
  return { type: 'image', detail: detail ?? null, ...source };
}

/** Stored paths of `read` actions are relative to the command's cwd where they can be; the wire's are absolute. */
export function commandActionLine(action: Fields): Fields {
  const { type, command, ...fields } = action;
  return { type: snakeCase(String(type)), cmd: command, ...fields };
}

export function parseCommandActionLine(stored: Fields, cwd: string): Fields {
  const { type, cmd, ...fields } = stored;
  const action = { type: camelCase(String(type)), command: cmd, ...fields } as Fields;
  if (action.type === 'read') action.path = path.resolve(cwd, String(action.path));
  return action;
}

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
