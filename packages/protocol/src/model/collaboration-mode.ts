import { type Static, Type } from 'typebox';
import { ReasoningEffort } from '../model/reasoning.ts';
import { nullable, stringEnum } from '../schema.ts';

export const ModeKind = stringEnum(['plan', 'default']);
export type ModeKind = Static<typeof ModeKind>;

export const Settings = Type.Object({
  developer_instructions: Type.Optional(nullable(Type.String())),
  model: Type.String(),
  reasoning_effort: Type.Optional(nullable(ReasoningEffort)),
});
export type Settings = Static<typeof Settings>;

export const CollaborationMode = Type.Object({
  mode: ModeKind,
  settings: Settings,
});
export type CollaborationMode = Static<typeof CollaborationMode>;

export const MultiAgentMode = Type.Union([
  stringEnum(['explicitRequestOnly', 'proactive']),
  Type.Object(
    {
      custom: Type.String(),
    },
    { additionalProperties: false },
  ),
]);
export type MultiAgentMode = Static<typeof MultiAgentMode>;
