// What start and resume answer with: the thread, and the settings in effect next to it.
import type { ThreadStartResponse } from '@codex/protocol/thread/start.ts';
import type { Thread as WireThread } from '@codex/protocol/thread/thread.ts';
import { wirePolicy } from '../enforced-policy.ts';
import { environmentsOf, type Settings } from '../turns/settings.ts';

/** What a new thread is born with. */
export type ThreadBirth = Pick<
  WireThread,
  'id' | 'createdAt' | 'ephemeral' | 'historyMode' | 'path' | 'cliVersion' | 'originator' | 'threadSource'
>;

export function newWireThread(birth: ThreadBirth, settings: Settings): WireThread {
  return {
    id: birth.id,
    environments: environmentsOf(settings),
    extra: null,
    sessionId: birth.id,
    forkedFromId: null,
    attachedToThreadId: null,
    parentThreadId: null,
    preview: '',
    ephemeral: birth.ephemeral,
    section: null,
    sectionEnteredAt: null,
    projectId: null,
    historyMode: birth.historyMode,
    modelProvider: settings.modelProvider,
    model: settings.model,
    reasoningEffort: settings.reasoningEffort,
    createdAt: birth.createdAt,
    updatedAt: birth.createdAt,
    recencyAt: birth.createdAt,
    status: { type: 'idle' },
    path: birth.path,
    cwd: settings.cwd,
    cliVersion: birth.cliVersion,
    originator: birth.originator,
    source: 'vscode',
    canAcceptDirectInput: true,
    threadSource: birth.threadSource,
    agentNickname: null,
    agentRole: null,
    gitInfo: null,
    name: null,
    daybreakEnabled: null,
    turns: [],
  };
}

export function settingsResponse(
  settings: Settings,
  instructionSources: readonly string[],
): Omit<ThreadStartResponse, 'thread'> {
  return {
    model: settings.model,
    modelProvider: settings.modelProvider,
    serviceTier: settings.serviceTier,
    disabledPluginIds: [],
    cwd: settings.cwd,
    runtimeWorkspaceRoots: [...settings.runtimeWorkspaceRoots],
    instructionSources: [...instructionSources],
    approvalPolicy: settings.approvalPolicy,
    approvalsReviewer: settings.approvalsReviewer,
    sandbox: wirePolicy(settings.sandboxPolicy),
    activePermissionProfile: settings.activePermissionProfile,
    reasoningEffort: settings.reasoningEffort,
    multiAgentMode: 'explicitRequestOnly',
  };
}
