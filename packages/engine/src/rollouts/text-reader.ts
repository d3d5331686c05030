// Reads what people and the model said in a rollout, for searching. Reading goes on where it ended before.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { type Fields, list } from './item-fields.ts';
import { sniffLine } from './line-head.ts';

export interface ReadTexts {
  readonly texts: string[];
  /** Everything before this byte was read. */
  readonly size: number;
}

const chunkBytes = 1024 * 1024;
const newline = 0x0a;
/** Of a single message; what is said beyond is not searched. */
const maxText = 256 * 1024;

/** Undefined when the file cannot be read. A last line without an end is left for the next time. */
export function readTexts(file: string, from: number): ReadTexts | undefined {
  let fd: number | undefined;
  try {
    fd = openSync(file, 'r');
    return scan(fd, from, fstatSync(fd).size);
  } catch {
    return undefined;
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}

function scan(fd: number, from: number, size: number): ReadTexts {
  const texts: string[] = [];
  let rest = Buffer.alloc(0);
  let position = from;
  while (position < size) {
    const chunk = Buffer.allocUnsafe(Math.min(chunkBytes, size - position));
    const count = readSync(fd, chunk, 0, chunk.length, position);
    if (count === 0) break;
    position += count;
    const bytes = rest.length === 0 ? chunk.subarray(0, count) : Buffer.concat([rest, chunk.subarray(0, count)]);
    let at = 0;
    for (let stop = bytes.indexOf(newline); stop >= 0; stop = bytes.indexOf(newline, at)) {
      const text = textOf(bytes.subarray(at, stop));
      if (text) texts.push(text);
      at = stop + 1;
    }
    rest = bytes.subarray(at);
  }
  return { texts, size: position };
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
