// Stored names are snake_case, wire names camelCase: the conversions of keys and of closed sets of strings.
import type { CodexErrorInfo } from '@codex/protocol/turn/turn.ts';

export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

export function camelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** Renames the keys of one object, not of objects inside it. */
export function renameKeys(value: object, rename: (key: string) => string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [rename(key), field]));
}

/** `"serverOverloaded"` or `{httpConnectionFailed: {httpStatusCode}}` as it is stored. */
export function codexErrorInfoLine(info: CodexErrorInfo | null): unknown {
  return renameInfo(info, snakeCase);
}

export function parseCodexErrorInfoLine(line: unknown): CodexErrorInfo | null {
  return (renameInfo(line, camelCase) ?? null) as CodexErrorInfo | null;
}

function renameInfo(info: unknown, rename: (key: string) => string): unknown {
  if (typeof info === 'string') return rename(info);
  if (typeof info !== 'object' || info === null) return info;
  return Object.fromEntries(
    Object.entries(info).map(([key, detail]) => [
      rename(key),
      typeof detail === 'object' && detail !== null ? renameKeys(detail, rename) : detail,
    ]),
  );
}
