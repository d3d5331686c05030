import { type Static, Type } from 'typebox';
import { ApprovalsReviewer, AskForApproval } from '../config/approval-policy.ts';
import { AbsolutePathBuf, LegacyAppPathString } from '../config/paths.ts';
import { SandboxPolicy } from '../config/sandbox.ts';
import { AdditionalContextEntry, UserInput } from '../item/user-input.ts';
import { CollaborationMode, MultiAgentMode } from '../model/collaboration-mode.ts';
import { Personality, ReasoningEffort, ReasoningSummary } from '../model/reasoning.ts';
import { FunctionCallOutputBody } from '../model/response-item.ts';
import { nullable, stringEnum } from '../schema.ts';
import { Turn } from '../turn/turn.ts';

export const CyberAccessProgram = stringEnum(['standard', 'daybreakBlue', 'daybreakRed']);
export type CyberAccessProgram = Static<typeof CyberAccessProgram>;

export const TurnEnvironmentParams = Type.Object({
  cwd: LegacyAppPathString,
  environmentId: Type.String(),
  runtimeWorkspaceRoots: Type.Optional(nullable(Type.Array(LegacyAppPathString))),
});
export type TurnEnvironmentParams = Static<typeof TurnEnvironmentParams>;

export const TurnToolOutput = Type.Object({
  name: Type.String(),
  namespace: Type.Optional(nullable(Type.String())),
  output: FunctionCallOutputBody,
  retain: Type.Optional(Type.Boolean()),
});
export type TurnToolOutput = Static<typeof TurnToolOutput>;

export const TurnStartParams = Type.Object({
  additionalContext: Type.Optional(nullable(Type.Record(Type.String(), AdditionalContextEntry))),
  approvalPolicy: Type.Optional(nullable(AskForApproval)),
  approvalsReviewer: Type.Optional(nullable(ApprovalsReviewer)),
  clientUserMessageId: Type.Optional(nullable(Type.String())),
  collaborationMode: Type.Optional(nullable(CollaborationMode)),
  cwd: Type.Optional(nullable(Type.String())),
  cyberAccessProgram: Type.Optional(nullable(CyberAccessProgram)),
  disabledPluginIds: Type.Optional(nullable(Type.Array(Type.String()))),
  effort: Type.Optional(nullable(ReasoningEffort)),
  environments: Type.Optional(nullable(Type.Array(TurnEnvironmentParams))),
  input: Type.Array(UserInput),
  model: Type.Optional(nullable(Type.String())),
  multiAgentMode: Type.Optional(nullable(MultiAgentMode)),
  outputSchema: Type.Optional(Type.Unknown()),
  parentTurnId: Type.Optional(nullable(Type.String())),
  permissions: Type.Optional(nullable(Type.String())),
  personality: Type.Optional(nullable(Personality)),
  responsesapiClientMetadata: Type.Optional(nullable(Type.Record(Type.String(), Type.String()))),
  responsesapiClientMetadataPatch: Type.Optional(nullable(Type.Record(Type.String(), Type.String()))),
  rootTurnId: Type.Optional(nullable(Type.String())),
  runtimeWorkspaceRoots: Type.Optional(nullable(Type.Array(AbsolutePathBuf))),
  sandboxPolicy: Type.Optional(nullable(SandboxPolicy)),
  serviceTier: Type.Optional(nullable(Type.String())),
  serviceTierForTurn: Type.Optional(nullable(Type.String())),
  summary: Type.Optional(nullable(ReasoningSummary)),
  threadId: Type.String(),
  toolOutput: Type.Optional(nullable(TurnToolOutput)),
  turnTrigger: Type.Optional(nullable(Type.String())),
});
export type TurnStartParams = Static<typeof TurnStartParams>;

export const TurnStartResponse = Type.Object({
  turn: Turn,
});
export type TurnStartResponse = Static<typeof TurnStartResponse>;
