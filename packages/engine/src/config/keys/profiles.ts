// The older `[profiles.<name>]` tables. They can no longer be chosen; files that have them are still checked and shown.
import { boolean, byDefault, list, mapOf, oneOf, pathString, string, table } from '../rules.ts';
import { profileFeatures } from './features.ts';
import { profileTools } from './reach.ts';

export const profiles = byDefault(
  mapOf(
    table('ConfigProfile', {
      model: string,
      service_tier: string,
      model_provider: string,
      approval_policy: oneOf('untrusted', 'on-failure', 'on-request', 'granular', 'never'),
      approvals_reviewer: oneOf('user', 'auto_review', 'guardian_subagent'),
      sandbox_mode: oneOf('read-only', 'workspace-write', 'danger-full-access'),
      model_reasoning_effort: string,
      plan_mode_reasoning_effort: string,
      model_reasoning_summary: oneOf('auto', 'concise', 'detailed', 'none'),
      model_verbosity: oneOf('low', 'medium', 'high'),
      model_catalog_json: pathString,
      personality: oneOf('none', 'friendly', 'pragmatic'),
      chatgpt_base_url: string,
      model_instructions_file: pathString,
      js_repl_node_path: pathString,
      js_repl_node_module_dirs: list(pathString),
      experimental_compact_prompt_file: pathString,
      include_permissions_instructions: boolean,
      include_apps_instructions: boolean,
      include_collaboration_mode_instructions: boolean,
      include_environment_context: boolean,
      include_environment_context_time: boolean,
      experimental_use_unified_exec_tool: boolean,
      tools: profileTools,
      web_search: oneOf('disabled', 'cached', 'indexed', 'live'),
      analytics: table('AnalyticsConfigToml', { enabled: boolean }),
      tui: table('ProfileTui', { session_picker_view: oneOf('comfortable', 'dense') }),
      windows: table('WindowsToml', { sandbox: oneOf('elevated', 'unelevated', 'mxc'), allow_mxc: boolean }),
      features: profileFeatures,
      oss_provider: string,
    }),
  ),
  {},
);
