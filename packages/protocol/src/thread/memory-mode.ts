// Whether a thread may become a source of memories.
import type { Static } from 'typebox';
import { stringEnum, struct } from '../schema.ts';
import { Type } from '../type.ts';

/** Whether memories may be drawn from the thread. */
export const ThreadMemoryMode = stringEnum(['enabled', 'disabled']);
export type ThreadMemoryMode = Static<typeof ThreadMemoryMode>;

/** The mode wanted. */
export const ThreadMemoryModeSetParams = struct('ThreadMemoryModeSetParams', {
  threadId: Type.String(),
  mode: ThreadMemoryMode,
});
export type ThreadMemoryModeSetParams = Static<typeof ThreadMemoryModeSetParams>;

/** Empty: the mode is stored. */
export const ThreadMemoryModeSetResponse = struct('ThreadMemoryModeSetResponse', {});
export type ThreadMemoryModeSetResponse = Static<typeof ThreadMemoryModeSetResponse>;
