// Naming a thread.
import type { Static } from 'typebox';
import { struct } from '../schema.ts';
import { Type } from '../type.ts';

/** The new name; white space around it does not count. */
export const ThreadSetNameParams = struct('ThreadSetNameParams', {
  threadId: Type.String(),
  name: Type.String(),
});
export type ThreadSetNameParams = Static<typeof ThreadSetNameParams>;

export const ThreadSetNameResponse = struct('ThreadSetNameResponse', {});
export type ThreadSetNameResponse = Static<typeof ThreadSetNameResponse>;
