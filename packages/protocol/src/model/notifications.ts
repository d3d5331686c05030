// News about the model of a running turn.
import type { Static } from 'typebox';
import { nullish, struct } from '../schema.ts';
import { Type } from '../type.ts';

/** Why another model answers. */
export const ModelRerouteReason = Type.Literal('highRiskCyberActivity');
export type ModelRerouteReason = Static<typeof ModelRerouteReason>;

/** Another model answers than the one chosen. */
export const ModelReroutedNotification = struct('ModelReroutedNotification', {
  threadId: Type.String(),
  turnId: Type.String(),
  fromModel: Type.String(),
  toModel: Type.String(),
  reason: ModelRerouteReason,
});
export type ModelReroutedNotification = Static<typeof ModelReroutedNotification>;

/** A verification that would lift a restriction. */
export const ModelVerification = Type.Literal('trustedAccessForCyber');
export type ModelVerification = Static<typeof ModelVerification>;

/** The account could verify itself. */
export const ModelVerificationNotification = struct('ModelVerificationNotification', {
  threadId: Type.String(),
  turnId: Type.String(),
  verifications: Type.Array(ModelVerification),
});
export type ModelVerificationNotification = Static<typeof ModelVerificationNotification>;

/** Output is held back while it is being checked. */
export const ModelSafetyBufferingUpdatedNotification = struct('ModelSafetyBufferingUpdatedNotification', {
  threadId: Type.String(),
  turnId: Type.String(),
  model: Type.String(),
  useCases: Type.Array(Type.String()),
  reasons: Type.Array(Type.String()),
  /** Whether to tell the user. */
  showBufferingUi: Type.Boolean(),
  /** One without the wait. */
  fasterModel: nullish(Type.String()),
});
export type ModelSafetyBufferingUpdatedNotification = Static<typeof ModelSafetyBufferingUpdatedNotification>;
