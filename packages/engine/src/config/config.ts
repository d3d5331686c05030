// The effective configuration of one working directory: every key the engine uses, typed, defaults filled in.
import type { ApprovalsReviewer, AskForApproval } from '@codex/protocol/config/approval-policy.ts';
import type { ActivePermissionProfile } from '@codex/protocol/config/permissions.ts';
import type { SandboxMode } from '@codex/protocol/config/sandbox.ts';
import type { Personality } from '@codex/protocol/model/reasoning.ts';
import type { EnforcedPolicy } from '../enforced-policy.ts';
import type { AgentSettings } from './agents.ts';
import type { Limits, WebSearchMode } from './limits.ts';
import type { ProfileTables } from './permission-profiles.ts';
import type { RequiredRule } from './required-rules.ts';

/** The APIs by which models are asked: OpenAI Responses, Anthropic Messages, Chat Completions. */
export type WireApi = 'responses' | 'anthropic' | 'chat';

/** One `[model_providers.<id>]`. */
export interface ProviderConfig {
  readonly id: string;
  readonly name: string;
  /** Never empty for the provider in use. */
  readonly baseUrl: string;
  readonly wireApi: WireApi;
  readonly envKey: string | null;
  readonly envKeyInstructions: string | null;
  readonly experimentalBearerToken: string | null;
  readonly httpHeaders: Readonly<Record<string, string>>;
  /** Header name to the name of the environment variable that holds its value. */
  readonly envHttpHeaders: Readonly<Record<string, string>>;
  readonly queryParams: Readonly<Record<string, string>>;
  /** Default 4, at most 100. */
  readonly requestMaxRetries: number;
  /** Default 5, at most 100. */
  readonly streamMaxRetries: number;
  /** Default 300000. */
  readonly streamIdleTimeoutMs: number;
  readonly requiresOpenaiAuth: boolean;
  /** No entry of config.toml: clients cannot change it. */
  readonly builtIn?: true;
}

/** `[shell_environment_policy]`. */
export interface ShellEnvironmentPolicy {
  readonly inherit: 'all' | 'core' | 'none';
  readonly ignoreDefaultExcludes: boolean;
  readonly exclude: readonly string[];
  readonly set: Readonly<Record<string, string>>;
  readonly includeOnly: readonly string[];
}

/** How users may sign in, and where their credentials are kept. */
export interface LoginSettings {
  /** null: any. */
  readonly forcedMethod: 'api' | 'chatgpt' | null;
  /** null: any. */
  readonly forcedWorkspaces: readonly string[] | null;
  readonly store: 'file' | 'keyring' | 'auto' | 'ephemeral';
}

export type TrustLevel = 'trusted' | 'untrusted';

/** One `[[skills.config]]`: names a skill by the path of its SKILL.md or by its name. */
export interface SkillRule {
  readonly path: string | null;
  readonly name: string | null;
  readonly enabled: boolean;
}

/** `[skills]`. */
export interface SkillSettings {
  /** The model is told which skills there are; default true. */
  readonly isTold: boolean;
  /** The server's own skills are installed and offered; default true. */
  readonly hasBundled: boolean;
  /** Of all layers but the project's, weakest first. */
  readonly rules: readonly SkillRule[];
}

export interface Config {
  /** null: config names none; `defaultModel` of models/catalog.ts applies. */
  readonly model: string | null;
  readonly modelProvider: string;
  /** Built-in providers and those of config.toml, by id. */
  readonly providers: Readonly<Record<string, ProviderConfig>>;
  readonly modelContextWindow: number | null;
  readonly modelAutoCompactTokenLimit: number | null;
  /** Takes the place of our request for a summary. */
  readonly compactPrompt: string | null;
  /** Slug of the model that reviews; null: the one in use. */
  readonly reviewModel: string | null;
  readonly modelReasoningEffort: string | null;
  readonly modelReasoningSummary: string | null;
  readonly modelVerbosity: string | null;
  readonly serviceTier: string | null;
  readonly approvalPolicy: AskForApproval;
  readonly approvalsReviewer: ApprovalsReviewer;
  readonly sandboxMode: SandboxMode;
  readonly sandboxPolicy: EnforcedPolicy;
  /** The profile in force while nobody set a sandbox mode; null: somebody did. */
  readonly permissionProfile: ActivePermissionProfile | null;
  /** `[permissions]`, for profiles that are asked for by name. */
  readonly permissionTables: ProfileTables;
  /** Folders of rules files beside that of CODEX_HOME: the system's, those of trusted projects. Need not exist. */
  readonly ruleFolders: readonly string[];
  readonly requiredRules: readonly RequiredRule[];
  /** What the administrator allows, for what clients ask of threads later. */
  readonly limits: Limits;
  readonly shellEnvironmentPolicy: ShellEnvironmentPolicy;
  /** Of the `[projects]` entry for the cwd or the root of its project; null without one. */
  readonly trustLevel: TrustLevel | null;
  /** `[projects]`: what the user said of directories, by their absolute paths. */
  readonly projects: Readonly<Record<string, { readonly trust_level?: TrustLevel }>>;
  readonly skills: SkillSettings;
  /** Replaces our base instructions (`instructions` or the text of `model_instructions_file`). */
  readonly baseInstructions: string | null;
  readonly developerInstructions: string | null;
  readonly includePermissionsInstructions: boolean;
  readonly includeEnvironmentContext: boolean;
  /** The environment is told with date and time zone; default true. */
  readonly includeEnvironmentContextTime: boolean;
  /** The model is told how user and model work together in a collaboration mode; default true. */
  readonly includeCollaborationModeInstructions: boolean;
  readonly personality: Personality | null;
  /** How long a thread that nobody follows and that does nothing stays in memory, at least 1; null: config does not say. */
  readonly threadUnloadDelaySecs: number | null;
  /** How long the model may wait for a background command without typing; default 300000. */
  readonly backgroundTerminalMaxTimeoutMs: number;
  /** Goals get this budget unless they have a smaller one; null: no limit. */
  readonly maxGoalTokenBudget: number | null;
  /** A program with arguments, told of each completed turn; null: none. */
  readonly notify: readonly [string, ...string[]] | null;
  /** Default 32768; 0 switches AGENTS.md off. */
  readonly projectDocMaxBytes: number;
  readonly projectDocFallbackFilenames: readonly string[];
  readonly projectRootMarkers: readonly string[];
  readonly agents: AgentSettings;
  /** Commands are run by login shells unless they say otherwise; default true. */
  readonly allowLoginShell: boolean;
  readonly toolOutputTokenLimit: number | null;
  readonly showRawAgentReasoning: boolean;
  readonly hideAgentReasoning: boolean;
  /** `[tools.update_plan] enabled`; default false. */
  readonly updatePlanTool: boolean;
  /** null: config does not say; see `webSearchOf` of threads/thread-runtime.ts. */
  readonly webSearch: WebSearchMode | null;
  /** `[features]`: only what config names; the defaults belong to who asks. */
  readonly features: Readonly<Record<string, boolean>>;
  readonly login: LoginSettings;
  /** Where the ChatGPT service answers questions about accounts. */
  readonly chatgptBaseUrl: string;
  /** Human sentences about keys that were ignored; sent as `configWarning`. */
  readonly warnings: readonly string[];
}
