// The modes of working together that a client may offer.
import type { Static } from 'typebox';
import { ModeKind } from '../model/collaboration-mode.ts';
import { ReasoningEffort } from '../model/reasoning.ts';
import { nullable, nullish, struct } from '../schema.ts';
import { Type } from '../type.ts';

/** No parameters. */
export const CollaborationModeListParams = struct('CollaborationModeListParams', {});
export type CollaborationModeListParams = Static<typeof CollaborationModeListParams>;

/** A mode to offer. What is null is left as it is when the mode is chosen. */
export const CollaborationModeMask = struct('CollaborationModeMask', {
  name: Type.String(),
  mode: nullish(ModeKind),
  model: nullish(Type.String()),
  reasoning_effort: nullish(nullable(ReasoningEffort)),
});
export type CollaborationModeMask = Static<typeof CollaborationModeMask>;

/** The modes, in the order to show them. */
export const CollaborationModeListResponse = struct('CollaborationModeListResponse', {
  data: Type.Array(CollaborationModeMask),
});
export type CollaborationModeListResponse = Static<typeof CollaborationModeListResponse>;
