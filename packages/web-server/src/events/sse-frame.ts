// The text of one server-sent event, made once per event and format however many clients get it.
import type { LoggedEvent } from './event-rows.ts';
import type { EventSource } from './event-source.ts';
import { restData } from './sse-views.ts';

export type SseFormat = 'rest' | 'protocol';

type Frames = WeakMap<LoggedEvent, Buffer>;

/** By format, and by the sequence that the id counts in. */
const frames: Record<SseFormat, { thread: Frames; timeline: Frames }> = {
  rest: { thread: new WeakMap(), timeline: new WeakMap() },
  protocol: { thread: new WeakMap(), timeline: new WeakMap() },
};

/** A logged event, with its id in the source. Undefined: this format does not show it. */
export function frameOf(event: LoggedEvent, source: EventSource, epoch: string, format: SseFormat): Buffer | undefined {
  if (format === 'protocol' && event.derived) return undefined;
  const known = frames[format][source.kind].get(event);
  if (known) return known;
  const data = dataOf(event, event.threadId || source.threadId, format);
  const made = frame(event.message.method, data, `${epoch}-${source.numberOf(event)}`);
  frames[format][source.kind].set(event, made);
  return made;
}

/** An event that is not in the thread's log: process-wide, or an ask repeated to a newcomer. It has no id. */
export function looseFrameOf(event: LoggedEvent, threadId: string | null, format: SseFormat): Buffer {
  return frame(event.message.method, dataOf(event, threadId, format));
}

/** `event:`, `data:` and, when given, `id:`; JSON has no line breaks of its own. */
export function frame(name: string, data: unknown, id?: string): Buffer {
  const head = id === undefined ? '' : `id: ${id}\n`;
  return Buffer.from(`${head}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
}

function dataOf(event: LoggedEvent, threadId: string | null, format: SseFormat): unknown {
  return format === 'protocol' ? event.message : restData(event, threadId);
}

/**
 * For a client that lags: a run of deltas of one item as one delta with the id of the last. Lossless, because what
 * counts of deltas is their concatenation.
 */
export function mergeDeltas(events: readonly LoggedEvent[]): LoggedEvent[] {
  const merged: LoggedEvent[] = [];
  for (const event of events) {
    const last = merged.at(-1);
    if (last && isContinued(last, event)) {
      const params = { ...event.message.params, delta: `${last.message.params.delta}${event.message.params.delta}` };
      merged[merged.length - 1] = { ...event, message: { ...event.message, params } };
    } else merged.push(event);
  }
  return merged;
}

function isContinued(a: LoggedEvent, b: LoggedEvent): boolean {
  if (a.derived || b.derived || a.message.method !== b.message.method) return false;
  if (typeof a.message.params.delta !== 'string' || typeof b.message.params.delta !== 'string') return false;
  const same = (key: string) => a.message.params[key] === b.message.params[key];
  return ['itemId', 'turnId', 'summaryIndex', 'contentIndex'].every(same);
}
