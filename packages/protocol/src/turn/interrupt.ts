// Stopping the running turn.
import type { Static } from 'typebox';
import { struct } from '../schema.ts';
import { Type } from '../type.ts';

/** The turn to stop; it must be the running one. */
export const TurnInterruptParams = struct('TurnInterruptParams', {
  threadId: Type.String(),
  turnId: Type.String(),
});
export type TurnInterruptParams = Static<typeof TurnInterruptParams>;

/** Empty: the interrupt is accepted, `turn/completed` follows. */
export const TurnInterruptResponse = struct('TurnInterruptResponse', {});
export type TurnInterruptResponse = Static<typeof TurnInterruptResponse>;
