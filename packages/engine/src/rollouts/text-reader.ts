// Reads what people and the model said in a rollout, for searching. Reading goes on where it ended before.
import { type Fields, list } from './item-fields.ts';
import { sniffLine } from './line-head.ts';
import type { StoredFile } from './packed.ts';
import { linesForwards, type RolloutBytes, withRollout } from './rollout-bytes.ts';

export interface ReadTexts {
  readonly texts: string[];
  /** Where reading goes on: a last line without an end is left for the next time. */
  readonly next: number;
  /** The file as it was read. */
  readonly file: StoredFile;
}

const chunkBytes = 1024 * 1024;
/** Of a single message; what is said beyond is not searched. */
const maxText = 256 * 1024;

/** Undefined when the file cannot be read. */
export function readTexts(file: string, from: number): ReadTexts | undefined {
  return withRollout(file, (bytes, stored) => ({ ...scan(bytes, from), file: stored }));
}

function scan(bytes: RolloutBytes, from: number): Omit<ReadTexts, 'file'> {
  const texts: string[] = [];
  let next = from;
  for (const line of linesForwards(bytes, { start: from, end: bytes.size, chunkBytes })) {
    if (!line.terminated) break;
    const text = textOf(line.bytes);
    if (text) texts.push(text);
    next = line.end;
  }
  return { texts, next };
}

/** What was said, by the kind of the line's event. */
const spoken = new Map<string, (event: Fields) => string | undefined>([
  ['user_message', (event) => stringOf(event.message)],
  ['agent_message', (event) => stringOf(event.message)],
  ['item_completed', (event) => itemText(event.item as Fields)],
]);

function textOf(line: Buffer): string | undefined {
  const head = sniffLine(line);
  if (head && (head.type !== 'event_msg' || !spoken.has(head.event ?? ''))) return undefined;
  try {
    const { type, payload } = JSON.parse(line.toString()) as { type: string; payload: Fields };
    if (type !== 'event_msg') return undefined;
    return spoken.get(String(payload.type))?.(payload)?.slice(0, maxText);
  } catch {
    return undefined;
  }
}

function itemText(item: Fields): string | undefined {
  if (item.type !== 'UserMessage' && item.type !== 'AgentMessage') return undefined;
  return list(item.content)
    .map((part) => stringOf(part.text) ?? '')
    .join('');
}

function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

const before = 48;
const after = 96;

/** The place of a text that has the term, with its surroundings in one line. */
export function snippetOf(text: string, term: string): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  const at = Math.max(0, flat.toLowerCase().indexOf(term.replace(/\s+/g, ' ').toLowerCase()));
  const [start, end] = [Math.max(0, at - before), Math.min(flat.length, at + term.length + after)];
  return `${start > 0 ? '... ' : ''}${flat.slice(start, end)}${end < flat.length ? ' ...' : ''}`;
}
