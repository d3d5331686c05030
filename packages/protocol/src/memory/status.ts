// How much has been remembered of earlier threads.
import type { Static } from 'typebox';
import { nullish, struct, uint32 } from '../schema.ts';
import { Type } from '../type.ts';

/** How many threads are enough; 20 unless said otherwise, from 1 to 4096. */
export const MemoryStatusParams = struct('MemoryStatusParams', {
  minConsolidatedThreads: nullish(uint32),
});
export type MemoryStatusParams = Static<typeof MemoryStatusParams>;

/** How many threads the second version of memories was drawn from, and whether they are enough. */
export const MemoryStatusResponse = struct('MemoryStatusResponse', {
  v2ConsolidatedThreads: uint32,
  v2Ready: Type.Boolean(),
});
export type MemoryStatusResponse = Static<typeof MemoryStatusResponse>;
