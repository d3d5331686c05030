// What documents of the stable surface leave out of stable types. Fields of parameters that are refused without the
// capability are known from `experimental.ts`; here stands what the server sends, or does not look at.
import { experimentalFields } from '../experimental.ts';
import type { RequestSpec } from '../method-table.ts';
import { type ClientMethod, clientRequests as table } from '../methods.ts';
import { type ObjectShape, type Shape, tagOf } from './shape.ts';
import type { Surface } from './surface.ts';

/** By type. */
const sentFields: Readonly<Record<string, readonly string[]>> = {
  CommandExecutionRequestApprovalParams: ['additionalPermissions', 'availableDecisions'],
  Config: ['apps'],
  ConfigRequirements: ['allowedApprovalsReviewers', 'application', 'hooks', 'network'],
  GetAccountResponse: ['workspaceRouting'],
  Thread: ['attachedToThreadId', 'canAcceptDirectInput', 'daybreakEnabled', 'environments', 'extra'],
  ThreadForkResponse: ['activePermissionProfile', 'multiAgentMode', 'runtimeWorkspaceRoots'],
  ThreadItemEntry: ['outputDeferred'],
  ThreadItemOutputDeferral: ['commandExecution', 'mcpToolCall'],
  ThreadListResponse: ['readStates'],
  ThreadReadResponse: ['readState'],
  ThreadResumeResponse: ['activePermissionProfile', 'initialTurnsPage', 'multiAgentMode', 'runtimeWorkspaceRoots'],
  ThreadSettings: ['environments', 'multiAgentMode'],
  ThreadStartResponse: ['activePermissionProfile', 'multiAgentMode', 'runtimeWorkspaceRoots'],
};

/** Variants of unions, by the constant that tells them apart. */
const experimentalVariants: Readonly<Record<string, readonly string[]>> = {
  McpServerElicitationRequestParams: ['openai/userVerification'],
};

/**
 * Types within parameters and results of experimental methods that stable documents leave out. Others of their kind are
 * declared there although nothing uses them.
 */
const experimentalParts: readonly string[] = [
  'AwsCredentialType',
  'BedrockAwsProfile',
  'BedrockEnvironmentCredential',
  'EnvironmentShellInfo',
  'EnvironmentStatusKind',
  'GuardianAssessmentOutcome',
  'RemoteControlClient',
  'RemoteControlClientsListOrder',
  'ThreadBackgroundTerminal',
  'ThreadGuardianAssessment',
  'ThreadSearchOccurrence',
  'ThreadSearchTextRange',
  'TurnSettingsUpdateStatus',
  'UserVerificationCancellationReason',
  'UserVerificationErrorDetails',
  'UserVerificationFailureReason',
  'UserVerificationInvalidRequestReason',
  'UserVerificationProof',
  'UserVerificationRpcError',
  'UserVerificationUnavailableReason',
];

/** Every type that stable documents leave out. Parameters that may be null stay. */
export function experimentalTypes({ clientRequests, serverRequests }: Surface): Set<string> {
  const guarded = [...clientRequests, ...serverRequests].filter((row) => row.experimental);
  const own = guarded.flatMap(({ params, optional, result }) => (optional ? [result] : [params, result]));
  return new Set([...experimentalParts, ...own.filter((name) => name !== null)]);
}

/** Fields that are experimental only for some values stay: the values are told apart by the server. */
const paramFields: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(experimentalFields).map(([method, rows]) => [
    titleOf(table[method as ClientMethod]),
    rows.filter((row) => row.subject === undefined).map((row) => row.field),
  ]),
);

function titleOf({ params }: RequestSpec): string {
  return (params as { title?: string }).title ?? '';
}

/** The shape of a type as clients without the capability see it. */
export function stableShape(name: string, shape: Shape): Shape {
  const hidden = new Set([...(sentFields[name] ?? []), ...(paramFields.get(name) ?? [])]);
  const variants = experimentalVariants[name];
  if (shape.kind === 'object') return withoutFields(shape, hidden);
  if (shape.kind !== 'union' || variants === undefined) return shape;
  return { kind: 'union', variants: shape.variants.filter((one) => !variants.includes(tagOf(one)?.word ?? '')) };
}

function withoutFields(shape: ObjectShape, hidden: ReadonlySet<string>): ObjectShape {
  return { ...shape, fields: shape.fields.filter((field) => !hidden.has(field.name)) };
}
