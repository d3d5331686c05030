// Members of the service's answers, which are promised by nobody: what has another type counts as not said.

export type Fields = Readonly<Record<string, unknown>>;

export function fields(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;
}

export function list(value: unknown): Fields[] {
  if (!Array.isArray(value)) return [];
  return value.map(fields).filter((entry) => entry !== null);
}

export function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

export function int(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? Math.round(value) : null;
}

export function flag(value: unknown): boolean | null {
  return typeof value === 'boolean' ? value : null;
}

/** One of the words of `words`, else `otherwise`. */
export function word<W extends string, O>(value: unknown, words: readonly W[], otherwise: O): W | O {
  return words.find((candidate) => candidate === value) ?? otherwise;
}

/** An RFC 3339 time as Unix seconds. */
export function unixTime(value: unknown): number | null {
  const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(ms) ? null : Math.floor(ms / 1000);
}
