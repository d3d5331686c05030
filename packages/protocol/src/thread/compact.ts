// Shortening what the model sees of a thread.
import type { Static } from 'typebox';
import { struct } from '../schema.ts';
import { Type } from '../type.ts';

/** The thread to compact; this runs as a turn. */
export const ThreadCompactStartParams = struct('ThreadCompactStartParams', {
  threadId: Type.String(),
});
export type ThreadCompactStartParams = Static<typeof ThreadCompactStartParams>;

/** Empty: compaction has begun, `turn/started` follows. */
export const ThreadCompactStartResponse = struct('ThreadCompactStartResponse', {});
export type ThreadCompactStartResponse = Static<typeof ThreadCompactStartResponse>;

/** The older way to say that a turn compacted the thread; now an item of type `contextCompaction` says it. */
export const ContextCompactedNotification = struct('ContextCompactedNotification', {
  threadId: Type.String(),
  turnId: Type.String(),
});
export type ContextCompactedNotification = Static<typeof ContextCompactedNotification>;
