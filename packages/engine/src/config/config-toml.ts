// Every key of config.toml, as a table of rules: what is accepted, how it is shown, and as what while it is not set.
import { hooks, permissions, skills } from './keys/extensions.ts';
import { features } from './keys/features.ts';
import { mcpServers } from './keys/mcp-servers.ts';
import { modelProviders, type provider } from './keys/model-providers.ts';
import { profiles } from './keys/profiles.ts';
import { apps, browserUse, computerUse, marketplaces, plugins, toolSuggest, tools } from './keys/reach.ts';
import {
  agents,
  autoReview,
  cloud,
  ghostSnapshot,
  goals,
  history,
  memories,
  orchestrator,
  otel,
  shellEnvironmentPolicy,
  webServer,
} from './keys/services.ts';
import { audio, notice, realtime, tui, windows } from './keys/terminal.ts';
import {
  boolean,
  byDefault,
  type Infer,
  integer,
  isTable,
  list,
  mapOf,
  oneOf,
  pathString,
  type Rule,
  string,
  table,
  unread,
  withTraits,
} from './rules.ts';

const granular = table('GranularApprovalConfig', {
  sandbox_approval: boolean,
  rules: boolean,
  skill_approval: byDefault(boolean, false),
  request_permissions: byDefault(boolean, false),
  mcp_elicitations: boolean,
});

const keys = {
  agents,
  allow_login_shell: byDefault(boolean, true),
  allow_symlinked_codex_home: boolean,
  analytics: table('AnalyticsConfigToml', { enabled: boolean }),
  approval_policy: approvalPolicy(),
  approvals_reviewer: oneOf('user', 'auto_review', 'guardian_subagent'),
  apps,
  apps_mcp_product_sku: string,
  audio,
  auto_review: autoReview,
  background_terminal_max_timeout: byDefault(integer('u64'), 300000),
  browser_use: browserUse,
  chatgpt_base_url: byDefault(string, 'https://chatgpt.com/backend-api/'),
  check_for_update_on_startup: boolean,
  cli_auth_credentials_store: byDefault(oneOf('file', 'keyring', 'auto', 'ephemeral'), 'file'),
  cloud,
  compact_prompt: string,
  computer_use: computerUse,
  daybreak: boolean,
  default_permissions: string,
  desktop: mapOf(unread),
  developer_instructions: string,
  disable_paste_burst: boolean,
  experimental_compact_prompt_file: pathString,
  experimental_realtime_start_instructions: string,
  experimental_realtime_webrtc_call_base_url: string,
  experimental_realtime_ws_backend_prompt: string,
  experimental_realtime_ws_base_url: string,
  experimental_realtime_ws_model: string,
  experimental_realtime_ws_startup_context: string,
  experimental_thread_store: unread,
  experimental_thread_store_endpoint: string,
  experimental_use_unified_exec_tool: boolean,
  features,
  feedback: table('FeedbackConfigToml', { enabled: boolean }),
  file_opener: byDefault(oneOf('vscode', 'vscode-insiders', 'windsurf', 'cursor', 'none'), 'vscode'),
  forced_chatgpt_workspace_id: workspaces(),
  forced_login_method: oneOf('chatgpt', 'api'),
  ghost_snapshot: ghostSnapshot,
  goals,
  hide_agent_reasoning: byDefault(boolean, false),
  history,
  hooks,
  include_apps_instructions: byDefault(boolean, true),
  include_collaboration_mode_instructions: byDefault(boolean, true),
  include_environment_context: byDefault(boolean, true),
  include_environment_context_time: byDefault(boolean, true),
  include_permissions_instructions: byDefault(boolean, true),
  instructions: string,
  js_repl_node_module_dirs: list(pathString),
  js_repl_node_path: pathString,
  log_dir: pathString,
  marketplaces,
  mcp_enterprise_managed_auth: unread,
  mcp_oauth_callback_port: integer('u16'),
  mcp_oauth_callback_url: string,
  mcp_oauth_credentials_store: byDefault(oneOf('auto', 'file', 'keyring'), 'auto'),
  mcp_optional_startup_grace_ms: integer('u64'),
  mcp_servers: mcpServers,
  memories,
  model: string,
  model_auto_compact_token_limit: integer('i64'),
  model_auto_compact_token_limit_scope: oneOf('total', 'body_after_prefix'),
  model_catalog_json: pathString,
  model_context_window: integer('i64'),
  model_instructions_file: pathString,
  model_post_turn_compact_threshold_percent: integer('u8'),
  model_provider: string,
  model_providers: modelProviders,
  model_reasoning_effort: string,
  model_reasoning_summary: oneOf('auto', 'concise', 'detailed', 'none'),
  model_verbosity: oneOf('low', 'medium', 'high'),
  notice,
  notify: list(string),
  openai_base_url: string,
  orchestrator,
  oss_provider: string,
  otel,
  permissions,
  personality: oneOf('none', 'friendly', 'pragmatic'),
  plan_mode_reasoning_effort: string,
  plugins,
  profile: string,
  profiles,
  project_doc_fallback_filenames: byDefault(list(string), []),
  project_doc_max_bytes: byDefault(integer('usize'), 32768),
  project_root_markers: byDefault(list(string), ['.git']),
  projects: mapOf(table('ProjectConfig', { trust_level: oneOf('trusted', 'untrusted') })),
  realtime,
  responses_api_metadata: mapOf(string),
  review_model: string,
  sandbox_mode: oneOf('read-only', 'workspace-write', 'danger-full-access'),
  sandbox_workspace_write: table('SandboxWorkspaceWrite', {
    writable_roots: byDefault(list(pathString), []),
    network_access: byDefault(boolean, false),
    exclude_tmpdir_env_var: byDefault(boolean, false),
    exclude_slash_tmp: byDefault(boolean, false),
  }),
  service_tier: string,
  shell_environment_policy: shellEnvironmentPolicy,
  show_raw_agent_reasoning: boolean,
  skills,
  sqlite_home: pathString,
  suppress_unstable_features_warning: boolean,
  thread_unload_delay_secs: integer('u64'),
  tool_output_token_limit: integer('usize'),
  tool_suggest: toolSuggest,
  tools,
  tui,
  web_search: oneOf('disabled', 'cached', 'indexed', 'live'),
  web_server: webServer,
  windows,
};

export const configToml = table('ConfigToml', keys);
export type ConfigToml = Infer<typeof configToml>;
export type ProviderToml = Infer<typeof provider>;
export type GranularToml = Infer<typeof granular>;

/** `auto` is accepted as a name of `on-request` (load.ts warns); the official server refuses it. */
function approvalPolicy(): Rule<string | { readonly granular?: GranularToml }> {
  const named = oneOf('untrusted', 'on-failure', 'on-request', 'granular', 'never');
  const nested = table('AskForApproval', { granular: completeGranular() });
  const check: Rule<string | { readonly granular?: GranularToml }> = (value, path, report) => {
    if (value === 'auto') return;
    if (typeof value === 'object') return nested(value, path, report);
    named(value, path, report);
  };
  return withTraits(check, {
    says: `${named.says}, or { granular = … }`,
    fields: { granular },
    show: (value) => (isTable(value) ? nested.show?.(value) : (renamed[String(value)] ?? value)),
  });
}

const renamed: Readonly<Record<string, string>> = { auto: 'on-request', 'on-failure': 'on-request' };

function completeGranular(): typeof granular {
  return withTraits(
    (value, path, report) => {
      granular(value, path, report);
      if (!isTable(value)) return;
      const missing = ['sandbox_approval', 'rules', 'mcp_elicitations'].find((key) => !Object.hasOwn(value, key));
      if (missing) report.wrong(path.slice(0, -1), `missing field \`${missing}\``);
    },
    { show: granular.show },
  );
}

/** One workspace or several. */
function workspaces(): Rule<string | readonly string[]> {
  const check: Rule<string | readonly string[]> = (value, path, report) => {
    const isList = Array.isArray(value) && value.every((element) => typeof element === 'string');
    if (typeof value !== 'string' && !isList) {
      report.wrong(path, 'data did not match any variant of untagged enum Repr');
    }
  };
  return withTraits(check, { says: 'string or list of strings' });
}
