// Values as TOML text.
import { isTable, type Path } from './rules.ts';

export function tomlKey(path: Path): string {
  return path.map((part) => (/^[\w-]+$/.test(part) ? part : tomlString(part))).join('.');
}

/** JSON escapes are TOML escapes, except that TOML wants DEL escaped too and knows no halves of characters. */
function tomlString(text: string): string {
  return JSON.stringify(text.toWellFormed()).replaceAll('\u007f', '\\u007f');
}

/** On one line; tables in braces. */
export function tomlValue(value: unknown): string {
  if (typeof value === 'string') return tomlString(value);
  if (typeof value === 'number') return tomlNumber(value);
  if (value instanceof Date) return String(value);
  if (Array.isArray(value)) return `[${value.map(tomlValue).join(', ')}]`;
  if (!isTable(value)) return String(value);
  const members = Object.entries(value).map(([key, member]) => `${tomlKey([key])} = ${tomlValue(member)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

function tomlNumber(value: number): string {
  if (Object.is(value, -0)) return '-0.0';
  const text = String(value);
  return Number.isInteger(value) && !Number.isSafeInteger(value) && !/[e.]/.test(text) ? `${text}.0` : text;
}
