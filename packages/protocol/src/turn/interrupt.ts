import { type Static, Type } from 'typebox';

export const TurnInterruptParams = Type.Object({
  threadId: Type.String(),
  turnId: Type.String(),
});
export type TurnInterruptParams = Static<typeof TurnInterruptParams>;

export const TurnInterruptResponse = Type.Object({});
export type TurnInterruptResponse = Static<typeof TurnInterruptResponse>;
