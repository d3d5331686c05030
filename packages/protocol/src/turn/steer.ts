import { type Static, Type } from 'typebox';
import { AdditionalContextEntry, UserInput } from '../item/user-input.ts';
import { nullable } from '../schema.ts';

export const TurnSteerParams = Type.Object({
  additionalContext: Type.Optional(nullable(Type.Record(Type.String(), AdditionalContextEntry))),
  clientUserMessageId: Type.Optional(nullable(Type.String())),
  expectedTurnId: Type.String(),
  input: Type.Array(UserInput),
  responsesapiClientMetadata: Type.Optional(nullable(Type.Record(Type.String(), Type.String()))),
  responsesapiClientMetadataPatch: Type.Optional(nullable(Type.Record(Type.String(), Type.String()))),
  threadId: Type.String(),
});
export type TurnSteerParams = Static<typeof TurnSteerParams>;

export const TurnSteerResponse = Type.Object({
  turnId: Type.String(),
});
export type TurnSteerResponse = Static<typeof TurnSteerResponse>;
