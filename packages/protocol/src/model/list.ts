// The models to choose from.
import type { Static } from 'typebox';
import { int64, nullish, stringEnum, struct, uint32 } from '../schema.ts';
import { CyberAccessProgram } from '../turn/start.ts';
import { Type } from '../type.ts';
import { ReasoningEffort } from './reasoning.ts';

/** A level of effort, with a line about it. */
export const ReasoningEffortOption = struct('ReasoningEffortOption', {
  reasoningEffort: ReasoningEffort,
  description: Type.String(),
});
export type ReasoningEffortOption = Static<typeof ReasoningEffortOption>;

/** What a model can take in. */
export const InputModality = stringEnum(['text', 'image', 'audio']);
export type InputModality = Static<typeof InputModality>;

/** Programmes for which the account may choose this model. */
export const ModelAccessPrograms = struct('ModelAccessPrograms', {
  cyber: Type.Array(CyberAccessProgram),
});
export type ModelAccessPrograms = Static<typeof ModelAccessPrograms>;

/** What to say once when a model is new. */
export const ModelAvailabilityNux = struct('ModelAvailabilityNux', {
  message: Type.String(),
});
export type ModelAvailabilityNux = Static<typeof ModelAvailabilityNux>;

/** A speed at a price, with a line about it. */
export const ModelServiceTier = struct('ModelServiceTier', {
  id: Type.String(),
  name: Type.String(),
  description: Type.String(),
});
export type ModelServiceTier = Static<typeof ModelServiceTier>;

/** The model to move to, and how to say so. */
export const ModelUpgradeInfo = struct('ModelUpgradeInfo', {
  model: Type.String(),
  upgradeCopy: nullish(Type.String()),
  modelLink: nullish(Type.String()),
  /** A longer text to show. */
  migrationMarkdown: nullish(Type.String()),
  /** Unix time at which this model goes away, where it is known. */
  retirementAt: nullish(int64),
});
export type ModelUpgradeInfo = Static<typeof ModelUpgradeInfo>;

/** How a model works with sub-agents, if it does. */
export const MultiAgentVersion = stringEnum(['disabled', 'v1', 'v2']);
export type MultiAgentVersion = Static<typeof MultiAgentVersion>;

/** A model. */
export const Model = struct('Model', {
  id: Type.String(),
  /** What to set as the model; `id` names the entry. */
  model: Type.String(),
  /** The id of the model to move to. */
  upgrade: nullish(Type.String()),
  upgradeInfo: nullish(ModelUpgradeInfo),
  availabilityNux: nullish(ModelAvailabilityNux),
  displayName: Type.String(),
  description: Type.String(),
  /** What it is especially made for. */
  modelSpecialty: nullish(Type.String()),
  /** Whether to leave it out of lists. */
  hidden: Type.Boolean(),
  supportedReasoningEfforts: Type.Array(ReasoningEffortOption),
  defaultReasoningEffort: ReasoningEffort,
  inputModalities: Type.Optional(Type.Array(InputModality)),
  /** Always false; for older clients. */
  supportsPersonality: Type.Optional(Type.Boolean()),
  multiAgentVersion: nullish(MultiAgentVersion),
  /** The older form of `serviceTiers`. */
  additionalSpeedTiers: Type.Optional(Type.Array(Type.String())),
  serviceTiers: Type.Optional(Type.Array(ModelServiceTier)),
  defaultServiceTier: nullish(Type.String()),
  /** Null when the catalogue does not say. */
  availableAccessPrograms: nullish(ModelAccessPrograms),
  isDefault: Type.Boolean(),
});
export type Model = Static<typeof Model>;

/** Asks for a page. */
export const ModelListParams = struct('ModelListParams', {
  /** The server's own provider when null. */
  modelProvider: nullish(Type.String()),
  cursor: nullish(Type.String()),
  /** Entries per page. */
  limit: nullish(uint32),
  /** Tell hidden ones as well. */
  includeHidden: nullish(Type.Boolean()),
});
export type ModelListParams = Static<typeof ModelListParams>;

/** One page; without `nextCursor` it is the last. */
export const ModelListResponse = struct('ModelListResponse', {
  data: Type.Array(Model),
  nextCursor: nullish(Type.String()),
});
export type ModelListResponse = Static<typeof ModelListResponse>;
