// Adding input to the running turn.
import type { Static } from 'typebox';
import { AdditionalContextEntry, UserInput } from '../item/user-input.ts';
import { nullish, struct } from '../schema.ts';
import { Type } from '../type.ts';

/** Input for the running turn, which must be `expectedTurnId`. */
export const TurnSteerParams = struct('TurnSteerParams', {
  threadId: Type.String(),
  clientUserMessageId: nullish(Type.String()),
  input: Type.Array(UserInput),
  responsesapiClientMetadata: nullish(Type.Record(Type.String(), Type.String())),
  responsesapiClientMetadataPatch: nullish(Type.Record(Type.String(), Type.String())),
  additionalContext: nullish(Type.Record(Type.String(), AdditionalContextEntry)),
  expectedTurnId: Type.String(),
});
export type TurnSteerParams = Static<typeof TurnSteerParams>;

/** The turn that took the input. */
export const TurnSteerResponse = struct('TurnSteerResponse', {
  turnId: Type.String(),
});
export type TurnSteerResponse = Static<typeof TurnSteerResponse>;
