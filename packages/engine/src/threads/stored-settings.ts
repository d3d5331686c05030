// The settings a stored thread had last, read from its rollout. They count like wishes of a client: what a resume asks
// for wins over them, they win over config.
import type { CollaborationMode } from '@codex/protocol/model/collaboration-mode.ts';
import { type Limits, refusalOf } from '../config/limits.ts';
import { parsePolicy } from '../rollouts/permission-profile.ts';
import type { ResumeState } from '../rollouts/resume-state.ts';
import { collaborationMode, type Settings } from '../turns/settings.ts';
import type { Wishes } from './initial-settings.ts';

/** The part that config must know of, to find the right provider. */
export function storedWishes(stored: ResumeState): Wishes {
  const applied = stored.settings ?? {};
  return { modelProvider: text(applied.model_provider_id) ?? stored.meta.model_provider ?? null };
}

/** Fields that are missing, or that this version does not know, are those of `defaults`. */
export function storedSettings(stored: ResumeState, defaults: Settings): Settings {
  const applied = stored.settings ?? {};
  const context = stored.turnContext ?? {};
  const newest = { ...context, ...applied };
  const model = text(newest.model) ?? defaults.model;
  const cwd = text(newest.cwd) ?? stored.meta.cwd;
  const reasoningEffort = text(applied.reasoning_effort) ?? text(context.effort);
  return {
    ...defaults,
    cwd,
    runtimeWorkspaceRoots: texts(applied.runtime_workspace_roots) ?? [cwd],
    approvalPolicy: (newest.approval_policy as Settings['approvalPolicy']) ?? defaults.approvalPolicy,
    approvalsReviewer: (newest.approvals_reviewer as Settings['approvalsReviewer']) ?? defaults.approvalsReviewer,
    ...sandboxOf(context, defaults),
    model,
    serviceTier: text(applied.service_tier),
    reasoningEffort,
    reasoningSummary: text(applied.reasoning_summary),
    collaborationMode: collaborationMode(modeOf(newest.collaboration_mode), model, reasoningEffort),
    hasEnvironment: hadEnvironment(stored.worldState) ?? defaults.hasEnvironment,
  };
}

/** `wished` where the client asked for something, `stored` elsewhere. */
export function preferWishes(stored: Settings, wished: Settings, wishes: Wishes): Settings {
  const asksForSandbox = wishes.sandbox != null || wishes.permissions != null;
  const picked: Partial<Settings> = {
    ...(wishes.cwd != null && { cwd: wished.cwd, runtimeWorkspaceRoots: wished.runtimeWorkspaceRoots }),
    ...(wishes.runtimeWorkspaceRoots != null && { runtimeWorkspaceRoots: wished.runtimeWorkspaceRoots }),
    ...(wishes.approvalPolicy != null && { approvalPolicy: wished.approvalPolicy }),
    ...(wishes.approvalsReviewer != null && { approvalsReviewer: wished.approvalsReviewer }),
    ...(asksForSandbox && {
      sandboxPolicy: wished.sandboxPolicy,
      activePermissionProfile: wished.activePermissionProfile,
    }),
    ...(wishes.model != null && { model: wished.model }),
    ...(wishes.serviceTier != null && { serviceTier: wished.serviceTier }),
    ...(wishes.personality != null && { personality: wished.personality }),
  };
  const settings = { ...stored, modelProvider: wished.modelProvider, ...picked };
  const mode = collaborationMode(settings.collaborationMode, settings.model, settings.reasoningEffort);
  return { ...settings, collaborationMode: mode };
}

/** What the administrator does not allow any more, or not on this machine, is that of `defaults`. */
export function keepLimits(settings: Settings, defaults: Settings, limits: Limits): Settings {
  const { approvalPolicy, sandboxPolicy } = settings;
  const approval = refusalOf({ approvalPolicy }, limits) && { approvalPolicy: defaults.approvalPolicy };
  const sandbox = refusalOf({ sandboxPolicy }, limits) && {
    sandboxPolicy: defaults.sandboxPolicy,
    activePermissionProfile: defaults.activePermissionProfile,
  };
  return { ...settings, ...approval, ...sandbox };
}

/** A profile of config.toml that cannot be enforced as it was stored counts as none: config decides. */
function sandboxOf(context: Readonly<Record<string, unknown>>, defaults: Settings) {
  const { activePermissionProfile: byDefault } = defaults;
  const sandboxPolicy = parsePolicy(context);
  if (!sandboxPolicy) return { sandboxPolicy: defaults.sandboxPolicy, activePermissionProfile: byDefault };
  const active = context.active_permission_profile as { id: string; extends?: string } | undefined;
  if (!sandboxPolicy.rules || !active) return { sandboxPolicy, activePermissionProfile: byDefault };
  return { sandboxPolicy, activePermissionProfile: { id: active.id, extends: active.extends ?? null } };
}

function modeOf(stored: unknown): CollaborationMode | null {
  const mode = stored as CollaborationMode | undefined;
  return mode?.settings ? mode : null;
}

/** What the model was told; null when it was told nothing. */
function hadEnvironment(world: ResumeState['worldState']): boolean | null {
  const { environments } = (world?.environments ?? {}) as { environments?: object | null };
  return environments ? Object.keys(environments).length > 0 : null;
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function texts(value: unknown): string[] | null {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string') ? value : null;
}
