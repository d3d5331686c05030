// Starting a turn: input, and overrides that stay for later turns unless a name says otherwise.
import type { Static } from 'typebox';
import { ApprovalsReviewer, AskForApproval } from '../config/approval-policy.ts';
import { AbsolutePathBuf, LegacyAppPathString, PathBuf } from '../config/paths.ts';
import { SandboxPolicy } from '../config/sandbox.ts';
import { AdditionalContextEntry, UserInput } from '../item/user-input.ts';
import { CollaborationMode, MultiAgentMode } from '../model/collaboration-mode.ts';
import { Personality, ReasoningEffort, ReasoningSummary } from '../model/reasoning.ts';
import { FunctionCallOutputBody } from '../model/response-item.ts';
import { nullish, stringEnum, struct } from '../schema.ts';
import { Type } from '../type.ts';
import { Turn } from './turn.ts';

/** A programme for security work the account was admitted to. */
export const CyberAccessProgram = stringEnum(['standard', 'daybreakBlue', 'daybreakRed']);
export type CyberAccessProgram = Static<typeof CyberAccessProgram>;

/** A machine to work on, and the folder there. */
export const TurnEnvironmentParams = struct('TurnEnvironmentParams', {
  environmentId: Type.String(),
  cwd: LegacyAppPathString,
  runtimeWorkspaceRoots: nullish(Type.Array(LegacyAppPathString)),
});
export type TurnEnvironmentParams = Static<typeof TurnEnvironmentParams>;

/** A tool output to start the turn with, instead of user input. */
export const TurnToolOutput = struct('TurnToolOutput', {
  name: Type.String(),
  namespace: nullish(Type.String()),
  output: FunctionCallOutputBody,
  retain: Type.Optional(Type.Boolean()),
});
export type TurnToolOutput = Static<typeof TurnToolOutput>;

/** What to do, and settings to change for this and later turns. */
export const TurnStartParams = struct('TurnStartParams', {
  threadId: Type.String(),
  disabledPluginIds: nullish(Type.Array(Type.String())),
  clientUserMessageId: nullish(Type.String()),
  input: Type.Array(UserInput),
  turnTrigger: nullish(Type.String()),
  parentTurnId: nullish(Type.String()),
  rootTurnId: nullish(Type.String()),
  toolOutput: nullish(TurnToolOutput),
  responsesapiClientMetadata: nullish(Type.Record(Type.String(), Type.String())),
  responsesapiClientMetadataPatch: nullish(Type.Record(Type.String(), Type.String())),
  additionalContext: nullish(Type.Record(Type.String(), AdditionalContextEntry)),
  environments: nullish(Type.Array(TurnEnvironmentParams)),
  cwd: nullish(PathBuf),
  runtimeWorkspaceRoots: nullish(Type.Array(AbsolutePathBuf)),
  approvalPolicy: nullish(AskForApproval),
  approvalsReviewer: nullish(ApprovalsReviewer),
  sandboxPolicy: nullish(SandboxPolicy),
  permissions: nullish(Type.String()),
  model: nullish(Type.String()),
  serviceTier: nullish(Type.String()),
  serviceTierForTurn: nullish(Type.String()),
  effort: nullish(ReasoningEffort),
  summary: nullish(ReasoningSummary),
  personality: nullish(Personality),
  outputSchema: Type.Optional(Type.Unknown()),
  collaborationMode: nullish(CollaborationMode),
  multiAgentMode: nullish(MultiAgentMode),
  cyberAccessProgram: nullish(CyberAccessProgram),
});
export type TurnStartParams = Static<typeof TurnStartParams>;

/** The turn; the running one if it was steered instead. */
export const TurnStartResponse = struct('TurnStartResponse', {
  turn: Turn,
});
export type TurnStartResponse = Static<typeof TurnStartResponse>;
