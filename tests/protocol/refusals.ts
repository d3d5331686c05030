// Requests with something wrong in their parameters (or only seemingly wrong), with the official server's words.
import { readFileSync } from 'node:fs';

export const refusalsFile = new URL('./refusals.jsonl', import.meta.url);

export interface RefusalCase {
  readonly method: string;
  readonly params?: unknown;
  /** The text after `Invalid request: `; null where the parameters were taken. */
  readonly refusal: string | null;
  /** The name of the difference that makes us answer otherwise: see `decodingDifferences`. */
  readonly deviation?: string;
}

export function readRefusals(): RefusalCase[] {
  const lines = readFileSync(refusalsFile, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as RefusalCase);
}
