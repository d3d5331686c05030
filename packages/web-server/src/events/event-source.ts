// What one event stream reads: a thread's log, a thread with its children, or everything. Each has numbers of its own.
import type { EventLog, LogListener, LogPosition } from './event-log.ts';
import type { LoggedEvent } from './event-rows.ts';

export interface EventSource {
  /** The sequence in which its events are counted. */
  readonly kind: 'thread' | 'timeline';
  /** The thread that the stream is about; null: the whole process. */
  readonly threadId: string | null;
  /** Whether events of no thread are part of the sequence, rather than told beside it. */
  readonly includesProcess: boolean;
  position(): LogPosition;
  numberOf(event: LoggedEvent): number;
  read(after: number, limit: number): LoggedEvent[];
  subscribe(listener: LogListener): () => void;
  /** False for events that take a number and are not told here. */
  shows(event: LoggedEvent): boolean;
}

export function threadSource(log: EventLog, threadId: string): EventSource {
  return {
    kind: 'thread',
    threadId,
    includesProcess: false,
    position: () => log.position(threadId),
    numberOf: (event) => event.seq,
    read: (after, limit) => log.read(threadId, after, limit),
    subscribe: (listener) => log.subscribe(threadId, listener),
    shows: () => true,
  };
}

/** The thread and its children: numbers of the log over everything, of which only theirs are told. */
export function familySource(log: EventLog, threadId: string): EventSource {
  const family = log.family(threadId);
  const isOurs = (id: string, parent: string | null) => {
    if (family.has(id)) return true;
    if (parent === null || !family.has(parent)) return false;
    family.add(id);
    return true;
  };
  const shows = (event: LoggedEvent) => isOurs(event.threadId, log.parentOf(event.threadId));
  return { ...timeline(log), threadId, includesProcess: false, shows };
}

export interface EventFilter {
  /** Names of events. */
  readonly types?: ReadonlySet<string>;
  readonly threadId?: string;
}

/** Everything, or what the filter lets through. */
export function processSource(log: EventLog, filter: EventFilter): EventSource {
  const { types, threadId } = filter;
  const shows = (event: LoggedEvent) =>
    (types === undefined || types.has(event.message.method)) && (threadId === undefined || event.threadId === threadId);
  return { ...timeline(log), threadId: null, includesProcess: true, shows };
}

function timeline(log: EventLog): Omit<EventSource, 'threadId' | 'includesProcess' | 'shows'> {
  return {
    kind: 'timeline',
    position: () => log.timeline,
    numberOf: (event) => event.place,
    read: (after, limit) => log.readTimeline(after, limit),
    subscribe: (listener) => log.subscribeAll(listener),
  };
}

/** The place where a stream of the family begins that has no place yet. */
export function familyStart(log: EventLog, threadId: string): number {
  const { turnStart, floor } = log.position(threadId);
  return Math.max(0, log.placeOf(threadId, Math.max(turnStart, floor + 1)) - 1);
}
