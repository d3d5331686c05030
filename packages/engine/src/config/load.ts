// The effective configuration: layers in, every key typed with its default filled in out. Nothing is cached, so that an
// edit of config.toml counts from the next thread on.
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { AskForApproval } from '@codex/protocol/config/approval-policy.ts';
import { agentSettings } from './agents.ts';
import { allowedSandbox } from './allowed-sandbox.ts';
import { providerInUse } from './built-in-providers.ts';
import type { Config, LoginSettings, ShellEnvironmentPolicy, SkillRule, SkillSettings, TrustLevel } from './config.ts';
import type { ConfigToml, GranularToml } from './config-toml.ts';
import type { Layer } from './layer.ts';
import { type ConfigRequest, readLayers } from './layers.ts';
import type { Limits } from './limits.ts';
import { trustLevel } from './project-trust.ts';
import { modelProviders, providerWarnings } from './providers.ts';
import { allowedWebSearch, constrained, type Requirements, readRequirements } from './requirements.ts';
import { ConfigError } from './toml.ts';

const CHATGPT = 'https://chatgpt.com/backend-api/';

/** Throws `ConfigError` (an EngineError, `failed to load configuration: …`). */
export async function loadConfig(request: ConfigRequest): Promise<Config> {
  const { all, merged, warnings, blame } = await readLayers(request);
  const requirements = await readRequirements(request);
  // Checked against the rules of config-toml.ts, layer by layer.
  const toml = merged as ConfigToml;
  refuseLegacyProfile(toml);
  const providers = modelProviders(toml, request.env, (message) => blame('model_providers', message));
  const modelProvider = providerInUse(toml, request.env);
  const provider = Object.hasOwn(providers, modelProvider) ? providers[modelProvider] : undefined;
  if (!provider) throw new ConfigError(`Model provider \`${modelProvider}\` not found`);
  if (!provider.baseUrl) throw blame('model_providers', `model_providers.${modelProvider}: base_url must not be empty`);
  const trust = await trustLevel(toml.projects, request.cwd);
  const sandbox = allowedSandbox(toml, trust, requirements, request.requestOverrides);
  const approval = allowedApproval(toml, trust, requirements);
  const webSearch = allowedWebSearch(toml.web_search, requirements);
  return {
    ...modelSettings(toml),
    modelProvider,
    providers,
    trustLevel: trust,
    projects: toml.projects ?? {},
    skills: skillSettings(toml, all),
    approvalPolicy: approval.value,
    approvalsReviewer: toml.approvals_reviewer ?? 'user',
    ...sandbox.config,
    ruleFolders: ruleFolders(all),
    requiredRules: requirements.rules,
    limits: limitsOf(requirements),
    shellEnvironmentPolicy: shellEnvironmentPolicy(toml.shell_environment_policy),
    ...(await promptSettings(toml)),
    ...threadSettings(toml),
    agents: agentSettings(toml),
    allowLoginShell: toml.allow_login_shell ?? true,
    toolOutputTokenLimit: toml.tool_output_token_limit ?? null,
    showRawAgentReasoning: toml.show_raw_agent_reasoning ?? false,
    hideAgentReasoning: toml.hide_agent_reasoning ?? false,
    updatePlanTool: toml.tools?.update_plan?.enabled ?? false,
    webSearch: webSearch.value,
    features: { ...request.enablement, ...features(toml.features), ...requirements.features },
    login: loginSettings(toml, requirements),
    chatgptBaseUrl: toml.chatgpt_base_url ?? CHATGPT,
    warnings: [
      ...warnings,
      ...aliasWarning(toml),
      ...providerWarnings(toml, modelProvider),
      ...requirements.warnings,
      ...approval.warnings,
      ...sandbox.warnings,
      ...webSearch.warnings,
    ],
  };
}

/** Weakest first. */
function ruleFolders(layers: readonly Layer[]): string[] {
  return layers.flatMap(({ source, disabledReason }) => {
    if (source.type === 'system') return [join(dirname(source.file), 'rules')];
    const isTrusted = source.type === 'project' && disabledReason === null;
    return isTrusted ? [join(source.dotCodexFolder, 'rules')] : [];
  });
}

function allowedApproval({ approval_policy }: ConfigToml, trust: TrustLevel | null, required: Requirements) {
  const policy = approvalPolicy(approval_policy, trust);
  const value = typeof policy === 'string' ? policy : 'granular';
  const wish = { value, isConfigured: approval_policy !== undefined };
  const allowed = constrained('approval_policy', wish, required.approvalPolicies, required.source);
  const isKept = allowed.value === value || allowed.value === 'granular';
  return { value: isKept ? policy : (allowed.value as AskForApproval), warnings: allowed.warnings };
}

function limitsOf({ approvalPolicies, sandboxModes, webSearchModes, source }: Requirements): Limits {
  return { approvalPolicies, sandboxModes, webSearchModes, source };
}

function skillSettings({ skills }: ConfigToml, layers: readonly Layer[]): SkillSettings {
  return {
    isTold: skills?.include_instructions ?? true,
    hasBundled: skills?.bundled?.enabled ?? true,
    rules: layers.filter(({ source }) => source.type !== 'project').flatMap(skillRules),
  };
}

/** The lists of all layers count together, not only that of the strongest. */
function skillRules({ table }: Layer): SkillRule[] {
  const rules = (table as ConfigToml).skills?.config ?? [];
  return rules.map(({ path = null, name = null, enabled = true }) => ({ path, name, enabled }));
}

function loginSettings(toml: ConfigToml, { loginMethods }: Requirements): LoginSettings {
  const only = loginMethods.length === 1 ? loginMethods[0] : undefined;
  const workspaces = toml.forced_chatgpt_workspace_id;
  return {
    forcedMethod: toml.forced_login_method ?? only ?? null,
    forcedWorkspaces: typeof workspaces === 'string' ? [workspaces] : (workspaces ?? null),
    store: toml.cli_auth_credentials_store ?? 'file',
  };
}

function refuseLegacyProfile({ profile }: ConfigToml): void {
  if (profile === undefined) return;
  throw new ConfigError(
    `legacy \`profile = "${profile}"\` config is no longer supported; use \`--profile ${profile}\` with \`${profile}.config.toml\` instead`,
  );
}

function modelSettings(toml: ConfigToml) {
  return {
    model: toml.model ?? null,
    modelContextWindow: toml.model_context_window ?? null,
    modelAutoCompactTokenLimit: toml.model_auto_compact_token_limit ?? null,
    reviewModel: toml.review_model?.trim() || null,
    modelReasoningEffort: toml.model_reasoning_effort ?? null,
    modelReasoningSummary: toml.model_reasoning_summary ?? null,
    modelVerbosity: toml.model_verbosity ?? null,
    serviceTier: toml.service_tier ?? null,
  };
}

function threadSettings({ goals, notify = [], ...toml }: ConfigToml) {
  const [program, ...args] = notify;
  return {
    threadUnloadDelaySecs: toml.thread_unload_delay_secs ?? null,
    backgroundTerminalMaxTimeoutMs: toml.background_terminal_max_timeout ?? 300_000,
    maxGoalTokenBudget: goals?.max_goal_token_budget ?? null,
    notify: program ? ([program, ...args] as const) : null,
  };
}

async function promptSettings(toml: ConfigToml) {
  return {
    baseInstructions: await baseInstructions(toml),
    compactPrompt: await compactPrompt(toml),
    personality: toml.personality ?? null,
    includeCollaborationModeInstructions: toml.include_collaboration_mode_instructions ?? true,
    includeEnvironmentContextTime: toml.include_environment_context_time ?? true,
    developerInstructions: toml.developer_instructions ?? null,
    includePermissionsInstructions: toml.include_permissions_instructions ?? true,
    includeEnvironmentContext: toml.include_environment_context ?? true,
    projectDocMaxBytes: toml.project_doc_max_bytes ?? 32_768,
    projectDocFallbackFilenames: toml.project_doc_fallback_filenames ?? [],
    projectRootMarkers: toml.project_root_markers ?? ['.git'],
  };
}

async function baseInstructions(toml: ConfigToml): Promise<string | null> {
  const file = toml.model_instructions_file;
  return file === undefined ? (toml.instructions ?? null) : readPrompt(file, 'model instructions');
}

async function compactPrompt(toml: ConfigToml): Promise<string | null> {
  const file = toml.experimental_compact_prompt_file;
  const text = file === undefined ? null : await readPrompt(file, 'experimental compact prompt');
  return toml.compact_prompt?.trim() || text;
}

async function readPrompt(file: string, what: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new ConfigError(
      `failed to read ${what} file ${file}: ${error.code === 'ENOENT' ? 'No such file or directory (os error 2)' : error.message}`,
    );
  });
  if (text.trim() === '') throw new ConfigError(`${what} file is empty: ${file}`);
  return text.trim();
}

/** Without a setting, an untrusted project asks for everything. `on-failure` was taken out and is read as `on-request`. */
function approvalPolicy(value: ConfigToml['approval_policy'], trust: TrustLevel | null): AskForApproval {
  if (value === undefined) return trust === 'untrusted' ? 'untrusted' : 'on-request';
  if (typeof value === 'object') return { granular: granular(value.granular ?? {}) };
  return value === 'untrusted' || value === 'never' ? value : 'on-request';
}

function granular(toml: GranularToml) {
  return {
    sandbox_approval: toml.sandbox_approval ?? false,
    rules: toml.rules ?? false,
    mcp_elicitations: toml.mcp_elicitations ?? false,
    request_permissions: toml.request_permissions ?? false,
    skill_approval: toml.skill_approval ?? false,
  };
}

function shellEnvironmentPolicy(toml: ConfigToml['shell_environment_policy'] = {}): ShellEnvironmentPolicy {
  return {
    inherit: toml.inherit ?? 'all',
    ignoreDefaultExcludes: toml.ignore_default_excludes ?? true,
    exclude: toml.exclude ?? [],
    set: toml.set ?? {},
    includeOnly: toml.include_only ?? [],
  };
}

function features(toml: ConfigToml['features'] = {}): Record<string, boolean> {
  const entries = Object.entries(toml).flatMap(([name, value]): Array<[string, boolean]> => {
    const enabled = typeof value === 'boolean' ? value : value.enabled;
    return enabled === undefined ? [] : [[name, enabled]];
  });
  return Object.fromEntries(entries);
}

function aliasWarning({ approval_policy }: ConfigToml): string[] {
  return approval_policy === 'auto'
    ? ['approval_policy = "auto" is read as "on-request"; write "on-request" instead.']
    : [];
}
