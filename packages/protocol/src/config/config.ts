// The configuration in force, with the keys of config.toml. Keys that are not listed here are passed on as they are.
import type { Static } from 'typebox';
import { ReasoningEffort, ReasoningSummary } from '../model/reasoning.ts';
import { int64, nullish, stringEnum, struct, union } from '../schema.ts';
import { Type } from '../type.ts';
import { ApprovalsReviewer, AskForApproval } from './approval-policy.ts';
import { AppsConfig } from './apps.ts';
import { BrowserUseConfig, ComputerUseConfig } from './browser-use.ts';
import { SandboxMode } from './sandbox.ts';
import { ToolsV2, WebSearchMode, WebSearchProvider } from './web-search.ts';

/** Which part of the context counts for the limit: all, or what follows the fixed beginning. */
export const AutoCompactTokenLimitScope = stringEnum(['total', 'body_after_prefix']);
export type AutoCompactTokenLimitScope = Static<typeof AutoCompactTokenLimitScope>;

/** Settings of the sandbox `workspace-write`. */
export const SandboxWorkspaceWrite = struct('SandboxWorkspaceWrite', {
  writable_roots: Type.Optional(Type.Array(Type.String())),
  network_access: Type.Optional(Type.Boolean()),
  exclude_tmpdir_env_var: Type.Optional(Type.Boolean()),
  exclude_slash_tmp: Type.Optional(Type.Boolean()),
});
export type SandboxWorkspaceWrite = Static<typeof SandboxWorkspaceWrite>;

/** The only workspaces to sign in to; a single one may stand alone. */
export const ForcedChatgptWorkspaceIds = union('ForcedChatgptWorkspaceIds', [Type.String(), Type.Array(Type.String())]);
export type ForcedChatgptWorkspaceIds = Static<typeof ForcedChatgptWorkspaceIds>;

/** The only way to sign in. */
export const ForcedLoginMethod = stringEnum(['chatgpt', 'api']);
export type ForcedLoginMethod = Static<typeof ForcedLoginMethod>;

/** How long answers should be. */
export const Verbosity = stringEnum(['low', 'medium', 'high']);
export type Verbosity = Static<typeof Verbosity>;

/** Whether usage is reported. */
export const AnalyticsConfig = struct(
  'AnalyticsConfig',
  {
    enabled: nullish(Type.Boolean()),
  },
  { additionalProperties: true },
);
export type AnalyticsConfig = Static<typeof AnalyticsConfig>;

/** The configuration in force; null is unset. */
export const Config = struct(
  'Config',
  {
    model: nullish(Type.String()),
    review_model: nullish(Type.String()),
    /** Tokens. */
    model_context_window: nullish(int64),
    /** Tokens from which on the context is compacted. */
    model_auto_compact_token_limit: nullish(int64),
    model_auto_compact_token_limit_scope: nullish(AutoCompactTokenLimitScope),
    model_provider: nullish(Type.String()),
    approval_policy: nullish(AskForApproval),
    approvals_reviewer: nullish(ApprovalsReviewer),
    sandbox_mode: nullish(SandboxMode),
    sandbox_workspace_write: nullish(SandboxWorkspaceWrite),
    forced_chatgpt_workspace_id: nullish(ForcedChatgptWorkspaceIds),
    forced_login_method: nullish(ForcedLoginMethod),
    web_search: nullish(WebSearchMode),
    /** A wish; a model that names a provider has its way. */
    client_search_provider: nullish(WebSearchProvider),
    tools: nullish(ToolsV2),
    instructions: nullish(Type.String()),
    developer_instructions: nullish(Type.String()),
    compact_prompt: nullish(Type.String()),
    model_reasoning_effort: nullish(ReasoningEffort),
    model_reasoning_summary: nullish(ReasoningSummary),
    model_verbosity: nullish(Verbosity),
    service_tier: nullish(Type.String()),
    analytics: nullish(AnalyticsConfig),
    apps: nullish(AppsConfig),
    browser_use: nullish(BrowserUseConfig),
    computer_use: nullish(ComputerUseConfig),
    /** Settings of the desktop app, which this server does not read. */
    desktop: nullish(Type.Record(Type.String(), Type.Unknown())),
  },
  { additionalProperties: true },
);
export type Config = Static<typeof Config>;
