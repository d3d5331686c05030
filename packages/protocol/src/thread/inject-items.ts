// Adding to what the model sees without running a turn.
import type { Static } from 'typebox';
import { struct } from '../schema.ts';
import { Type } from '../type.ts';

/** Items of the model's own format, put at the end of what it sees. */
export const ThreadInjectItemsParams = struct('ThreadInjectItemsParams', {
  threadId: Type.String(),
  items: Type.Array(Type.Unknown()),
});
export type ThreadInjectItemsParams = Static<typeof ThreadInjectItemsParams>;

/** Empty: the items are stored. */
export const ThreadInjectItemsResponse = struct('ThreadInjectItemsResponse', {});
export type ThreadInjectItemsResponse = Static<typeof ThreadInjectItemsResponse>;
