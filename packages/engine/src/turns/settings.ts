// What a thread runs with: model, directory, policies. Immutable; a change makes a new object.

import path from 'node:path';
import type { SandboxPolicy } from '@codex/protocol/config/sandbox.ts';
import type { CollaborationMode } from '@codex/protocol/model/collaboration-mode.ts';
import type { Personality } from '@codex/protocol/model/reasoning.ts';
import type { ThreadSettings } from '@codex/protocol/thread/settings.ts';
import type { TurnSettingsUpdateParams } from '@codex/protocol/turn/settings.ts';
import type { TurnEnvironmentParams, TurnStartParams } from '@codex/protocol/turn/start.ts';
import { type ProfileTables, resolveProfile } from '../config/permission-profiles.ts';
import { collaborationModes } from '../context/collaboration-modes.ts';
import { wirePolicy } from '../enforced-policy.ts';
import { invalidRequest } from '../errors.ts';
import type { TurnSettings } from '../rollouts/records.ts';

export interface Settings extends TurnSettings {
  readonly personality: Personality | null;
  /** False: turns have no machine to work on. */
  readonly hasEnvironment: boolean;
}

/** Overrides that stay for later turns; `profiles`: `[permissions]` of the configuration. Returns `settings` itself when nothing changed. */
export function applyOverrides(settings: Settings, params: TurnStartParams, profiles?: ProfileTables): Settings {
  const next = { ...settings, ...directoryOverrides(settings, params), ...modelOverrides(settings, params) };
  next.approvalPolicy = params.approvalPolicy ?? settings.approvalPolicy;
  next.approvalsReviewer = params.approvalsReviewer ?? settings.approvalsReviewer;
  next.personality = params.personality ?? settings.personality;
  Object.assign(next, sandboxOverrides(params, profiles), environmentOverrides(params.environments, next.cwd));
  return JSON.stringify(next) === JSON.stringify(settings) ? settings : next;
}

function directoryOverrides(settings: Settings, params: TurnStartParams): Partial<Settings> {
  if (!params.cwd && !params.runtimeWorkspaceRoots) return {};
  const cwd = params.cwd ? path.resolve(settings.cwd, params.cwd) : settings.cwd;
  const moved = settings.runtimeWorkspaceRoots.map((root) => (root === settings.cwd ? cwd : root));
  return { cwd, runtimeWorkspaceRoots: params.runtimeWorkspaceRoots ?? moved };
}

/** What `turn/settings/update` may change. */
export function turnAdjustments(settings: Settings, params: TurnSettingsUpdateParams): Partial<Settings> {
  return {
    ...environmentOverrides(params.environments, settings.cwd),
    model: params.model ?? settings.model,
    reasoningEffort: params.effort ?? settings.reasoningEffort,
    reasoningSummary: params.summary ?? settings.reasoningSummary,
    serviceTier: params.serviceTier === undefined ? settings.serviceTier : params.serviceTier,
    approvalsReviewer: params.approvalsReviewer ?? settings.approvalsReviewer,
  };
}

/** There is one environment, this machine; none at all for an empty list. */
export function environmentOverrides(
  environments: readonly TurnEnvironmentParams[] | null | undefined,
  cwd: string,
): Partial<Settings> {
  const [first, second] = environments ?? [];
  if (!environments) return {};
  const unknown = environments.find(({ environmentId }) => environmentId !== LOCAL);
  if (unknown) throw invalidRequest(`unknown turn environment id \`${unknown.environmentId}\``);
  if (second) throw invalidRequest(`duplicate turn environment id \`${LOCAL}\``);
  if (!first) return { hasEnvironment: false, runtimeWorkspaceRoots: [] };
  const place = path.resolve(cwd, first.cwd);
  const roots = first.runtimeWorkspaceRoots?.map((root) => path.resolve(place, root));
  return { hasEnvironment: true, cwd: place, runtimeWorkspaceRoots: roots ?? [place] };
}

function modelOverrides(settings: Settings, params: TurnStartParams): Partial<Settings> {
  const mode = params.collaborationMode && completeMode(params.collaborationMode);
  const model = mode?.settings.model ?? params.model ?? settings.model;
  const reasoningEffort = mode ? (mode.settings.reasoning_effort ?? null) : (params.effort ?? settings.reasoningEffort);
  return {
    model,
    reasoningEffort,
    reasoningSummary: params.summary ?? settings.reasoningSummary,
    serviceTier: params.serviceTier === null ? 'default' : (params.serviceTier ?? settings.serviceTier),
    collaborationMode: collaborationMode(mode ?? settings.collaborationMode, model, reasoningEffort),
  };
}

/** A mode without instructions brings its own. */
function completeMode({ mode, settings }: CollaborationMode): CollaborationMode {
  const developer_instructions = settings.developer_instructions ?? collaborationModes[mode].instructions;
  return { mode, settings: { ...settings, developer_instructions } };
}

function sandboxOverrides(params: TurnStartParams, profiles: ProfileTables): Partial<Settings> {
  if (params.permissions && params.sandboxPolicy) {
    throw invalidRequest('`permissions` cannot be combined with `sandboxPolicy`');
  }
  if (params.permissions) return permissionProfile(params.permissions, profiles);
  return params.sandboxPolicy
    ? { sandboxPolicy: completePolicy(params.sandboxPolicy), activePermissionProfile: null }
    : {};
}

/** The mode as it is stored: its settings name the model and the effort that really apply. */
export function collaborationMode(
  mode: CollaborationMode | null,
  model: string,
  reasoningEffort: string | null,
): CollaborationMode {
  return {
    mode: mode?.mode ?? 'default',
    settings: {
      model,
      reasoning_effort: reasoningEffort,
      developer_instructions: mode?.settings.developer_instructions ?? null,
    },
  };
}

/** The policy of a permission profile. Throws ConfigError for one that there is not. */
export function permissionProfile(
  id: string,
  tables: ProfileTables,
): Pick<Settings, 'sandboxPolicy' | 'activePermissionProfile'> {
  const { sandboxPolicy, activePermissionProfile } = resolveProfile(id, tables);
  return { sandboxPolicy, activePermissionProfile };
}

/** Fields that a client may leave out get their defaults, because clients are shown all of them. */
function completePolicy(policy: SandboxPolicy): SandboxPolicy {
  if (policy.type === 'readOnly') return { networkAccess: false, ...policy };
  if (policy.type === 'externalSandbox') return { networkAccess: 'restricted', ...policy };
  if (policy.type !== 'workspaceWrite') return policy;
  return {
    writableRoots: [],
    networkAccess: false,
    excludeTmpdirEnvVar: false,
    excludeSlashTmp: false,
    ...policy,
  };
}

/** The form in which clients are told. */
export function wireSettings(settings: Settings): ThreadSettings {
  return {
    disabledPluginIds: [],
    cwd: settings.cwd,
    environments: environmentsOf(settings),
    approvalPolicy: settings.approvalPolicy,
    approvalsReviewer: settings.approvalsReviewer,
    sandboxPolicy: wirePolicy(settings.sandboxPolicy),
    activePermissionProfile: settings.activePermissionProfile,
    model: settings.model,
    modelProvider: settings.modelProvider,
    serviceTier: settings.serviceTier,
    effort: settings.reasoningEffort,
    summary: settings.reasoningSummary as ThreadSettings['summary'],
    collaborationMode: settings.collaborationMode,
    multiAgentMode: 'explicitRequestOnly',
    personality: settings.personality,
  };
}

const LOCAL = 'local';

/** As clients see it. */
export function environmentsOf(settings: Pick<Settings, 'cwd' | 'runtimeWorkspaceRoots' | 'hasEnvironment'>) {
  if (!settings.hasEnvironment) return [];
  return [{ environmentId: LOCAL, cwd: settings.cwd, runtimeWorkspaceRoots: [...settings.runtimeWorkspaceRoots] }];
}
