// Modes of working together: plan or act, alone or with sub-agents.
import type { Static } from 'typebox';
import { nullish, stringEnum, struct, union, variant } from '../schema.ts';
import { Type } from '../type.ts';
import { ReasoningEffort } from './reasoning.ts';

/** The two modes: make a plan first, or act. */
export const ModeKind = stringEnum(['plan', 'default'], {
  plan: 'plan',
  code: 'default',
  custom: 'default',
  default: 'default',
  execute: 'default',
  pair_programming: 'default',
});
export type ModeKind = Static<typeof ModeKind>;

/** What a mode sets; null instructions mean those built in for the mode. */
export const Settings = struct('Settings', {
  model: Type.String(),
  reasoning_effort: nullish(ReasoningEffort),
  developer_instructions: nullish(Type.String()),
});
export type Settings = Static<typeof Settings>;

/** A mode and its settings; it wins over model, effort and instructions given elsewhere. */
export const CollaborationMode = struct('CollaborationMode', {
  mode: ModeKind,
  settings: Settings,
});
export type CollaborationMode = Static<typeof CollaborationMode>;

/** When the agent may use sub-agents. */
export const MultiAgentMode = union('MultiAgentMode', [
  stringEnum(['explicitRequestOnly'], { none: 'explicitRequestOnly' }),
  variant('custom', Type.String()),
  stringEnum(['explicitRequestOnly', 'proactive']),
]);
export type MultiAgentMode = Static<typeof MultiAgentMode>;
