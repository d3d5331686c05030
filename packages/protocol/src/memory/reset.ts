// Forgetting all memories drawn from earlier threads.
import type { Static } from 'typebox';
import { struct } from '../schema.ts';

/** Empty: nothing is remembered any more. */
export const MemoryResetResponse = struct('MemoryResetResponse', {});
export type MemoryResetResponse = Static<typeof MemoryResetResponse>;
