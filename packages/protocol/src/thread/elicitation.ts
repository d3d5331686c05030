// Questions to the user that a client asks by itself: while it counts one, time limits of the thread stand still.
import type { Static } from 'typebox';
import { int64, struct } from '../schema.ts';
import { Type } from '../type.ts';

/** The thread in which a question begins. */
export const ThreadIncrementElicitationParams = struct('ThreadIncrementElicitationParams', {
  threadId: Type.String(),
});
export type ThreadIncrementElicitationParams = Static<typeof ThreadIncrementElicitationParams>;

/** How many are open now, and whether time limits stand still. */
export const ThreadIncrementElicitationResponse = struct('ThreadIncrementElicitationResponse', {
  count: int64,
  paused: Type.Boolean(),
});
export type ThreadIncrementElicitationResponse = Static<typeof ThreadIncrementElicitationResponse>;

/** The thread in which a question ends. */
export const ThreadDecrementElicitationParams = struct('ThreadDecrementElicitationParams', {
  threadId: Type.String(),
});
export type ThreadDecrementElicitationParams = Static<typeof ThreadDecrementElicitationParams>;

/** How many are open now, and whether time limits stand still. */
export const ThreadDecrementElicitationResponse = struct('ThreadDecrementElicitationResponse', {
  count: int64,
  paused: Type.Boolean(),
});
export type ThreadDecrementElicitationResponse = Static<typeof ThreadDecrementElicitationResponse>;
