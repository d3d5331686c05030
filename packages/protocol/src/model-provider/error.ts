// Why a request could not use the provider it named: the `data` of its error.
import type { Static } from 'typebox';
import { union } from '../schema.ts';
import { Type } from '../type.ts';

/** The thread has another provider, nobody has set up the one named, or the rules want another. */
export const ModelProviderError = union('ModelProviderError', [
  Type.Object({
    type: Type.Literal('modelProviderMismatch'),
    modelProvider: Type.String(),
    currentModelProvider: Type.String(),
  }),
  Type.Object({
    type: Type.Literal('modelProviderNotConfigured'),
    modelProvider: Type.String(),
  }),
  Type.Object({
    type: Type.Literal('modelProviderPolicyConflict'),
    modelProvider: Type.String(),
    requiredModelProvider: Type.String(),
  }),
]);
export type ModelProviderError = Static<typeof ModelProviderError>;
