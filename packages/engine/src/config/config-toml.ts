// Every key of config.toml that is known, as a table of rules. What ours does not read yet is `unread`.
import { boolean, type Infer, integer, list, mapOf, oneOf, type Rule, string, table, unread } from './rules.ts';

const provider = table('ModelProviderInfo', {
  name: string,
  base_url: string,
  env_key: string,
  env_key_instructions: string,
  experimental_bearer_token: string,
  wire_api: wireApi(),
  query_params: mapOf(string),
  http_headers: mapOf(string),
  env_http_headers: mapOf(string),
  request_max_retries: integer('u64'),
  stream_max_retries: integer('u64'),
  stream_idle_timeout_ms: integer('u64'),
  requires_openai_auth: boolean,
  websocket_connect_timeout_ms: unread,
  supports_websockets: unread,
  model_catalog_url: unread,
  auth: unread,
  gateway_oauth: unread,
  aws: unread,
  project_id: unread,
  location: unread,
  credential_file: unread,
  capabilities: unread,
});

const granular = table('GranularApprovalConfig', {
  sandbox_approval: boolean,
  rules: boolean,
  mcp_elicitations: boolean,
  request_permissions: boolean,
  skill_approval: boolean,
});

const read = {
  model: string,
  model_provider: string,
  model_providers: mapOf(provider),
  model_context_window: integer('i64'),
  model_auto_compact_token_limit: integer('i64'),
  model_reasoning_effort: string,
  model_reasoning_summary: oneOf('auto', 'concise', 'detailed', 'none'),
  model_verbosity: oneOf('low', 'medium', 'high'),
  service_tier: string,
  openai_base_url: string,
  approval_policy: approvalPolicy(),
  approvals_reviewer: oneOf('user', 'auto_review', 'guardian_subagent'),
  sandbox_mode: oneOf('read-only', 'workspace-write', 'danger-full-access'),
  sandbox_workspace_write: table('SandboxWorkspaceWrite', {
    writable_roots: list(string),
    network_access: boolean,
    exclude_tmpdir_env_var: boolean,
    exclude_slash_tmp: boolean,
  }),
  shell_environment_policy: table('ShellEnvironmentPolicyToml', {
    inherit: oneOf('core', 'all', 'none'),
    ignore_default_excludes: boolean,
    exclude: list(string),
    set: mapOf(string),
    include_only: list(string),
    filters: unread,
    experimental_use_profile: unread,
  }),
  instructions: string,
  developer_instructions: string,
  model_instructions_file: string,
  include_permissions_instructions: boolean,
  include_environment_context: boolean,
  project_doc_max_bytes: integer('usize'),
  project_doc_fallback_filenames: list(string),
  project_root_markers: list(string),
  tool_output_token_limit: integer('usize'),
  show_raw_agent_reasoning: boolean,
  hide_agent_reasoning: boolean,
  profile: string,
  projects: mapOf(table('ProjectConfig', { trust_level: oneOf('trusted', 'untrusted') })),
  features: features(),
  tools: table('ToolsToml', { update_plan: table('UpdatePlanToolConfig', { enabled: boolean }), web_search: unread }),
};

const LATER = [
  'agents allow_login_shell allow_symlinked_codex_home analytics apps apps_mcp_product_sku audio auto_review',
  'background_terminal_max_timeout browser_use chatgpt_base_url check_for_update_on_startup cli_auth_credentials_store',
  'client_search_provider cloud commit_attribution compact_prompt computer_use daybreak default_permissions desktop',
  'disable_paste_burst experimental_compact_prompt_file experimental_realtime_start_instructions',
  'experimental_realtime_webrtc_call_base_url experimental_realtime_ws_backend_prompt experimental_realtime_ws_base_url',
  'experimental_realtime_ws_model experimental_realtime_ws_startup_context experimental_thread_store',
  'experimental_thread_store_endpoint experimental_use_unified_exec_tool feedback file_opener forced_chatgpt_workspace_id',
  'forced_login_method ghost_snapshot goals history hooks include_apps_instructions include_collaboration_mode_instructions',
  'include_environment_context_time js_repl_node_module_dirs js_repl_node_path log_dir marketplaces',
  'mcp_enterprise_managed_auth mcp_oauth_callback_port mcp_oauth_callback_url mcp_oauth_credentials_store',
  'mcp_optional_startup_grace_ms mcp_servers memories model_auto_compact_token_limit_scope model_catalog_json',
  'model_post_turn_compact_threshold_percent notice notify orchestrator oss_provider otel permissions personality',
  'plan_mode_reasoning_effort plugins profiles realtime responses_api_metadata review_model skills sqlite_home',
  'suppress_unstable_features_warning thread_unload_delay_secs tool_suggest tui web_search windows zsh_path',
]
  .join(' ')
  .split(' ');

export const configToml: Rule<Infer<ReturnType<typeof describe>>> = describe();
export type ConfigToml = Infer<typeof configToml>;
export type ProviderToml = Infer<typeof provider>;
export type GranularToml = Infer<typeof granular>;

function describe() {
  const later = Object.fromEntries(LATER.map((key) => [key, unread]));
  return table('ConfigToml', { ...later, ...read } as typeof read);
}

/** Names the old wires that were taken out, since many config files on the internet still show them. */
function wireApi(): Rule<'responses'> {
  const known = oneOf('responses');
  return (value, path, report) => {
    if (value !== 'chat') return known(value, path, report);
    report.wrong(
      path,
      '`wire_api = "chat"` is no longer supported.\nHow to fix: set `wire_api = "responses"` in your provider config.\n' +
        'More info: https://github.com/openai/codex/discussions/7782',
    );
  };
}

/** `auto` is accepted as a name of `on-request` (load.ts warns); the official server refuses it. */
function approvalPolicy(): Rule<string | { readonly granular?: GranularToml }> {
  const named = oneOf('untrusted', 'on-failure', 'on-request', 'granular', 'never');
  const nested = table('AskForApproval', { granular });
  return (value, path, report) => {
    if (value === 'auto') return;
    if (typeof value === 'object') return nested(value, path, report);
    named(value, path, report);
  };
}

/** `name = true`, or a table of settings of that feature with an `enabled` of its own. */
function features(): Rule<Readonly<Record<string, boolean | { readonly enabled?: boolean }>>> {
  return mapOf((value, path, report) => {
    if (typeof value !== 'object') boolean(value, path, report);
  });
}
