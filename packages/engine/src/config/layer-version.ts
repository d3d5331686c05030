// The version of a layer: a hash of what it says, whatever the order of its keys and the look of its file.
import { createHash } from 'node:crypto';
import { isTable } from './rules.ts';

export function layerVersion(table: unknown): string {
  return `sha256:${createHash('sha256').update(canonical(table)).digest('hex')}`;
}

/** JSON with sorted keys. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isTable(value)) return JSON.stringify(value);
  const members = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`);
  return `{${members.join(',')}}`;
}
