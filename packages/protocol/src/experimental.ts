// What only clients with the capability `experimentalApi` may use: methods, which their rows mark, and fields of stable
// methods.
import { experimentalMethodNames } from './generated/method-names.ts';
import type { ClientMethod } from './methods.ts';

/** Methods refused to clients without the capability `experimentalApi`. */
export const experimentalMethods: ReadonlySet<string> = new Set(experimentalMethodNames);

/** One guarded field. Rows stand in the order of the parameters: the first one used is named in the refusal. */
interface ExperimentalField {
  readonly field: string;
  /** Whether this value makes use of the field. */
  readonly uses: (value: unknown) => boolean;
  /** What the refusal names, where it is not `<method>.<field>`. */
  readonly subject?: string;
}

const isPresent = (value: unknown) => value !== undefined;
const isSet = (value: unknown) => value !== undefined && value !== null;
const isOn = (value: unknown) => value === true;
const isFilled = (value: unknown) => isSet(value) && value !== '';
const isGranular = (value: unknown) => typeof value === 'object' && value !== null && 'granular' in value;

const set = (field: string): ExperimentalField => ({ field, uses: isSet });
const on = (field: string): ExperimentalField => ({ field, uses: isOn });
const granularApproval: ExperimentalField = {
  field: 'approvalPolicy',
  uses: isGranular,
  subject: 'askForApproval.granular',
};

const deferring = (output: string): ExperimentalField => ({
  field: 'deferOutput',
  uses: (value) => isOn((value as Readonly<Record<string, unknown>> | null | undefined)?.[output]),
  subject: `thread/items/list.deferOutput.${output}`,
});

const loginWith = (type: string): ExperimentalField => ({
  field: 'type',
  uses: (value) => value === type,
  subject: `account/login/start.${type}`,
});

/** Guarded fields of methods that are not guarded themselves. */
export const experimentalFields: { readonly [M in ClientMethod]?: readonly ExperimentalField[] } = {
  'thread/start': [
    on('allowProviderModelFallback'),
    set('runtimeWorkspaceRoots'),
    granularApproval,
    set('permissions'),
    set('multiAgentMode'),
    set('historyMode'),
    set('projectId'),
    set('daybreakEnabled'),
    set('environments'),
    set('dynamicTools'),
    set('selectedCapabilityRoots'),
    set('mockExperimentalField'),
    on('experimentalRawEvents'),
  ],
  'thread/resume': [
    set('history'),
    { field: 'path', uses: isFilled },
    set('runtimeWorkspaceRoots'),
    granularApproval,
    set('permissions'),
    set('initialTurnsPage'),
  ],
  'thread/fork': [
    on('experimentalPredictionMode'),
    on('experimentalDisablePredictionMcp'),
    set('beforeTurnId'),
    { field: 'path', uses: isFilled },
    set('runtimeWorkspaceRoots'),
    granularApproval,
    set('permissions'),
    on('attachToSource'),
    on('deferGoalContinuation'),
  ],
  'thread/list': [
    on('includeAttachedThreads'),
    { field: 'projectId', uses: isPresent },
    set('parentThreadId'),
    set('ancestorThreadId'),
    set('attachedToThreadId'),
  ],
  'thread/items/list': [deferring('commandExecution'), deferring('mcpToolCall')],
  'thread/metadata/update': [set('projectId'), set('daybreakEnabled')],
  'turn/start': [
    set('responsesapiClientMetadata'),
    set('responsesapiClientMetadataPatch'),
    set('additionalContext'),
    set('environments'),
    set('runtimeWorkspaceRoots'),
    granularApproval,
    set('permissions'),
    set('collaborationMode'),
    set('multiAgentMode'),
    set('cyberAccessProgram'),
  ],
  'turn/steer': [set('responsesapiClientMetadata'), set('responsesapiClientMetadataPatch'), set('additionalContext')],
  'command/exec': [set('permissionProfile')],
  'account/login/start': [loginWith('chatgptAuthTokens'), loginWith('amazonBedrockAccessKeys')],
};

/** What a client without the capability is told, or undefined when the request uses nothing experimental. */
export function refuseExperimental(method: ClientMethod, params: unknown): string | undefined {
  const subject = experimentalMethods.has(method) ? method : firstFieldUsed(method, params);
  return subject && `${subject} requires experimentalApi capability`;
}

function firstFieldUsed(method: ClientMethod, params: unknown): string | undefined {
  const rows = experimentalFields[method];
  if (rows === undefined || typeof params !== 'object' || params === null) return undefined;
  const values = params as Readonly<Record<string, unknown>>;
  const used = rows.find((row) => row.uses(values[row.field]));
  return used && (used.subject ?? `${method}.${used.field}`);
}
