// Builds the lines that a turn leaves in a rollout, in the official shape. Inputs speak the protocol (camelCase,
// milliseconds); outputs are what the recorder appends.

import type { ApprovalsReviewer, AskForApproval } from '@codex/protocol/config/approval-policy.ts';
import type { ActivePermissionProfile } from '@codex/protocol/config/permissions.ts';
import type { ThreadItem } from '@codex/protocol/item/thread-item.ts';
import type { CollaborationMode, ModeKind } from '@codex/protocol/model/collaboration-mode.ts';
import type { ResponseItem } from '@codex/protocol/model/response-item.ts';
import type { ThreadGoal } from '@codex/protocol/thread/goal.ts';
import type { TokenUsageBreakdown } from '@codex/protocol/thread/token-usage.ts';
import type { TurnError } from '@codex/protocol/turn/turn.ts';
import type { EnforcedPolicy } from '../enforced-policy.ts';
import { itemLine } from './item-line.ts';
import { codexErrorInfoLine } from './naming.ts';
import { permissionProfile, sandboxPolicyLine } from './permission-profile.ts';
import type { HistoryMetadata, RolloutItem } from './rollout-line.ts';
import { usageLine } from './token-count.ts';

export interface TurnIds {
  readonly threadId: string;
  readonly sessionId: string;
  readonly turnId: string;
  /** The turn's own id, unless another thread's turn started it. */
  readonly rootTurnId: string;
}

export interface TaskStartedInput extends TurnIds {
  readonly startedAtMs: number;
  /** As clients are told it: 95 % of the model's. */
  readonly modelContextWindow: number | null;
  readonly mode: ModeKind;
  readonly trigger?: string | null;
  readonly parentTurnId?: string | null;
}

export function taskStarted(input: TaskStartedInput): RolloutItem {
  return event('task_started', {
    turn_attribution: {
      turn_id: input.turnId,
      turn_trigger: input.trigger ?? null,
      parent_turn_id: input.parentTurnId ?? null,
      initiating_agent_path: null,
      root_turn_id: input.rootTurnId,
    },
    turn_id: input.turnId,
    root_turn_id: input.rootTurnId,
    started_at: seconds(input.startedAtMs),
    model_context_window: input.modelContextWindow,
    collaboration_mode_kind: input.mode,
  });
}

/** What holds for a whole turn. */
export interface TurnSettings {
  readonly cwd: string;
  readonly runtimeWorkspaceRoots: readonly string[];
  readonly approvalPolicy: AskForApproval;
  readonly approvalsReviewer: ApprovalsReviewer;
  readonly sandboxPolicy: EnforcedPolicy;
  /** The named profile that the policy comes from; null: nobody named one. */
  readonly activePermissionProfile: ActivePermissionProfile | null;
  readonly model: string;
  readonly modelProvider: string;
  readonly serviceTier: string | null;
  /** Only when configured or asked for; never the model's default. */
  readonly reasoningEffort: string | null;
  readonly reasoningSummary: string | null;
  readonly collaborationMode: CollaborationMode;
}

/** What clients set; what the model does to its goal stands in its tool calls. */
export function threadGoalUpdated(goal: ThreadGoal): RolloutItem {
  const { tokenBudget, ...rest } = goal;
  const line = { ...rest, ...(tokenBudget != null && { tokenBudget }) };
  return event('thread_goal_updated', { threadId: goal.threadId, goal: line });
}

export function turnContext(ids: TurnIds, settings: TurnSettings): RolloutItem {
  return {
    type: 'turn_context',
    payload: {
      turn_id: ids.turnId,
      root_turn_id: ids.rootTurnId,
      disabled_plugin_ids: [],
      cwd: settings.cwd,
      approval_policy: settings.approvalPolicy,
      approvals_reviewer: settings.approvalsReviewer,
      permission_profile: permissionProfile(settings.sandboxPolicy, settings.cwd),
      model: settings.model,
      collaboration_mode: modeLine(settings.collaborationMode),
      multi_agent_version: 'v1',
      realtime_active: false,
      ...(settings.reasoningEffort && { effort: settings.reasoningEffort }),
      summary: 'none',
      ...profileLine(settings),
      sandbox_policy: sandboxPolicyLine(settings.sandboxPolicy),
    },
  };
}

/** Built-in profiles say no more than the policy does. */
function profileLine({ activePermissionProfile: active }: TurnSettings): Record<string, unknown> {
  if (!active || active.id.startsWith(':')) return {};
  const line = { id: active.id, ...(active.extends != null && { extends: active.extends }) };
  return { active_permission_profile: line };
}

export function threadSettingsApplied(threadId: string, settings: TurnSettings): RolloutItem {
  return event('thread_settings_applied', {
    thread_id: threadId,
    thread_settings: {
      model: settings.model,
      model_provider_id: settings.modelProvider,
      ...(settings.serviceTier && { service_tier: settings.serviceTier }),
      approval_policy: settings.approvalPolicy,
      approvals_reviewer: settings.approvalsReviewer,
      requested_approvals_reviewer: settings.approvalsReviewer,
      permission_profile: permissionProfile(settings.sandboxPolicy, settings.cwd),
      cwd: settings.cwd,
      runtime_workspace_roots: [...settings.runtimeWorkspaceRoots],
      ...(settings.reasoningEffort && { reasoning_effort: settings.reasoningEffort }),
      ...(settings.reasoningSummary && { reasoning_summary: settings.reasoningSummary }),
      collaboration_mode: modeLine(settings.collaborationMode),
      disabled_plugin_ids: [],
    },
  });
}

/** The context the model was told. `full`: everything; else only the sections that changed. */
export function worldState(state: Record<string, unknown>, full: boolean): RolloutItem {
  return { type: 'world_state', payload: { full, state } };
}

export function responseItem(item: ResponseItem, metadata?: HistoryMetadata): RolloutItem {
  return metadata ? { type: 'response_item', payload: item, metadata } : { type: 'response_item', payload: item };
}

/** `extra` adds fields to the stored item that the wire does not carry (a patch's `stdout`). */
export function itemCompleted(
  ids: Pick<TurnIds, 'threadId' | 'turnId'>,
  item: ThreadItem,
  extra?: Readonly<Record<string, unknown>>,
): RolloutItem {
  return event('item_completed', {
    thread_id: ids.threadId,
    turn_id: ids.turnId,
    item: { ...itemLine(item), ...extra },
    started_at_ms: item.startedAtMs ?? null,
    completed_at_ms: item.completedAtMs ?? null,
  });
}

export interface TokenUsageRecordInput extends TurnIds {
  readonly responseId: string;
  readonly usage: TokenUsageBreakdown;
  readonly turnUsage: TokenUsageBreakdown;
  readonly threadUsage: TokenUsageBreakdown;
}

export function tokenUsageRecord(input: TokenUsageRecordInput): RolloutItem {
  return {
    type: 'token_usage_record',
    payload: {
      thread_id: input.threadId,
      turn_id: input.turnId,
      session_id: input.sessionId,
      root_turn_id: input.rootTurnId,
      response_id: input.responseId,
      usage: usageLine(input.usage),
      turn_token_usage: usageLine(input.turnUsage),
      thread_token_usage: usageLine(input.threadUsage),
    },
  };
}

export interface TaskEndInput extends Pick<TurnIds, 'turnId' | 'rootTurnId'> {
  readonly startedAtMs: number;
  readonly completedAtMs: number;
}

export interface TaskCompleteInput extends TaskEndInput {
  readonly lastAgentMessage: string | null;
  /** Set when the turn failed. */
  readonly error?: TurnError | null;
  readonly timeToFirstTokenMs?: number | null;
}

export function taskComplete(input: TaskCompleteInput): RolloutItem {
  return event('task_complete', {
    root_turn_id: input.rootTurnId,
    turn_id: input.turnId,
    last_agent_message: input.lastAgentMessage,
    ...(input.error && { error: errorLine(input.error) }),
    ...taskTimes(input),
    ...(typeof input.timeToFirstTokenMs === 'number' && { time_to_first_token_ms: input.timeToFirstTokenMs }),
  });
}

export function turnAborted(input: TaskEndInput & { reason?: 'interrupted' | 'replaced' }): RolloutItem {
  return event('turn_aborted', {
    root_turn_id: input.rootTurnId,
    turn_id: input.turnId,
    reason: input.reason ?? 'interrupted',
    ...taskTimes(input),
  });
}

export function compacted(
  message: string,
  history: readonly ResponseItem[],
  more: Record<string, unknown> = {},
): RolloutItem {
  return { type: 'compacted', payload: { message, replacement_history: [...history], ...more } };
}

function event(type: string, fields: Record<string, unknown>): RolloutItem {
  return { type: 'event_msg', payload: { type, ...fields } };
}

function taskTimes(input: TaskEndInput): Record<string, unknown> {
  return {
    started_at: seconds(input.startedAtMs),
    completed_at: seconds(input.completedAtMs),
    duration_ms: Math.max(0, input.completedAtMs - input.startedAtMs),
  };
}

function errorLine(error: TurnError): Record<string, unknown> {
  return {
    message: error.message,
    codex_error_info: codexErrorInfoLine(error.codexErrorInfo ?? null),
    ...(error.additionalDetails && { additional_details: error.additionalDetails }),
  };
}

function modeLine(mode: CollaborationMode): Record<string, unknown> {
  const { model, reasoning_effort = null, developer_instructions = null } = mode.settings;
  return { mode: mode.mode, settings: { model, reasoning_effort, developer_instructions } };
}

function seconds(ms: number): number {
  return Math.floor(ms / 1000);
}
