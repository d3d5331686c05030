// What a thread remembers of earlier ones.
import type { Static } from 'typebox';
import { nullish, struct } from '../schema.ts';
import { Type } from '../type.ts';

/** The thread asked about. */
export const ThreadMemoryReadParams = struct('ThreadMemoryReadParams', {
  threadId: Type.String(),
});
export type ThreadMemoryReadParams = Static<typeof ThreadMemoryReadParams>;

/** The summary that its model is given; null when there is none or the thread does without. */
export const ThreadMemoryReadResponse = struct('ThreadMemoryReadResponse', {
  summary: nullish(Type.String()),
});
export type ThreadMemoryReadResponse = Static<typeof ThreadMemoryReadResponse>;
