// The features that clients list, in the official order: how far each has come, and whether it is on unless config says
// otherwise. Most of them mean nothing to this server; clients ask by name.
import type { ExperimentalFeature, ExperimentalFeatureStage } from '@codex/protocol/experimental-feature/list.ts';

/** Texts for people exist for features in beta. */
const betaTexts: Readonly<Record<string, Pick<ExperimentalFeature, 'displayName' | 'description' | 'announcement'>>> = {
  analytics_plan_history: {
    displayName: 'Analytics plan history',
    description: 'Preview five-hour and weekly allowance history for consumer accounts in /analytics.',
    announcement: '',
  },
  login_shell_package_path: {
    displayName: 'Bundled tools in login shells',
    description: 'Keep bundled tools such as ripgrep available when login shell startup resets PATH.',
    announcement: '',
  },
  network_proxy: {
    displayName: 'Network proxy',
    description: 'Apply network proxy restrictions to sandboxed sessions that already have network access.',
    announcement: 'NEW: Network proxy can now be enabled from /experimental. Restart Codex after enabling it.',
  },
  respect_system_proxy: {
    displayName: 'System proxy',
    description: 'Use macOS or Windows system proxy settings for Codex requests.',
    announcement: '',
  },
  prevent_idle_sleep: {
    displayName: 'Prevent sleep while running',
    description: 'Keep your computer awake while Codex is running a thread.',
    announcement: 'NEW: Prevent sleep while running is now available in /experimental.',
  },
};

/** Older names that are still understood. */
const aliases: Readonly<Record<string, string>> = {
  connectors: 'apps',
  collab: 'multi_agent',
  experimental_use_unified_exec_tool: 'unified_exec',
  web_search: 'web_search_request',
  enable_experimental_windows_sandbox: 'experimental_windows_sandbox',
};

/** `configured`: what config or a client says, by name. */
export function listFeatures(configured: Readonly<Record<string, boolean>>): ExperimentalFeature[] {
  const named = Object.entries(configured).map(([name, enabled]) => [aliases[name] ?? name, enabled] as const);
  const wishes = new Map([...named, ...Object.entries(configured)]);
  return rows.split('\n').map((row) => {
    const [name = '', stage, on] = row.split(' ');
    const defaultEnabled = on === 'on';
    return {
      name,
      stage: stage as ExperimentalFeatureStage,
      ...(betaTexts[name] ?? { displayName: null, description: null, announcement: null }),
      enabled: wishes.get(name) ?? defaultEnabled,
      defaultEnabled,
    };
  });
}

/** Whether a name, or an older name, is that of a feature. */
export function isFeature(name: string): boolean {
  return Object.hasOwn(aliases, name) || rows.split('\n').some((row) => row.startsWith(`${name} `));
}

const rows = `analytics_plan_history beta
cli_resume_account_check underDevelopment
daemon_auto_start stable on
tui_workspace underDevelopment
tui_multi_backend underDevelopment
tui_extensions_statusline underDevelopment
app_server_websocket_compression underDevelopment
transcript_v2 removed
undo removed
shell_tool stable on
view_image stable on
multi_env_copy_file underDevelopment
sleep_tool stable on
secret_auth_storage stable
unified_exec stable on
unified_exec_tty stable on
shell_zsh_fork removed
unified_exec_zsh_fork removed
shell_snapshot stable on
login_shell_package_path beta
powershell_shell_version underDevelopment
shell_snapshot_v2 underDevelopment
deferred_executor underDevelopment
cwd_relative_turn_diffs underDevelopment
js_repl removed
content_item_kinds stable on
untrusted_as_tool_output stable on
executed_tool_call_metadata underDevelopment
stable_environment_tools removed
code_mode underDevelopment
code_mode_tool_search underDevelopment
code_mode_buffered_exec removed
code_mode_host stable on
code_mode_host_grpc stable on
code_mode_host_output_truncation stable on
code_mode_prewarm underDevelopment
code_mode_interrupt stable on
code_mode_tool_description_first removed
instant_interrupt underDevelopment on
interrupt_on_cancel underDevelopment
code_mode_only underDevelopment
code_mode_only_strict_3p_tools underDevelopment
js_repl_tools_only removed
terminal_resize_reflow removed on
web_search_request deprecated
web_search_cached deprecated
standalone_web_search underDevelopment
hosted_search_policy underDevelopment
search_tool removed
codex_git_commit removed
runtime_metrics underDevelopment
critical_path_timing underDevelopment
sqlite removed on
memories stable
external_agent_memory_import underDevelopment
local_thread_store_compression underDevelopment
local_thread_store_shared_compression removed
background_paginated_rollout_migration underDevelopment
chronicle underDevelopment
apply_patch_freeform removed
apply_patch_streaming_events underDevelopment
apply_patch_preserve_line_endings removed
exec_permission_approvals underDevelopment
write_stdin_approval stable on
hooks stable on
request_permissions_tool underDevelopment
use_linux_sandbox_bwrap removed
use_legacy_landlock deprecated
request_rule removed
experimental_windows_sandbox removed
elevated_windows_sandbox removed
windows_sandbox_service underDevelopment
prefer_mxc underDevelopment
remote_models removed
api_key_model_discovery stable on
cli_daybreak stable on
api_key_cyber_access_programs stable on
daybreak_program_propagation underDevelopment
enable_request_compression stable on
unbounded_connection_retries stable on
network_proxy beta
credential_masking underDevelopment
worktrees removed on
respect_system_proxy beta
system_proxy_fallback stable on
multi_agent deprecated on
multi_agent_v2 stable
model_catalog_in_context underDevelopment
multi_agent_v2_dynamic_tools underDevelopment
subagent_thread_environments underDevelopment
subagent_default_context_limits underDevelopment
defer_mailbox_preemption underDevelopment
wake_on_agent_messages underDevelopment
agent_message_board underDevelopment
agent_message_board_mcp underDevelopment
multi_agent_mode removed
enable_fanout removed
apps stable on
psp underDevelopment
enable_mcp_apps underDevelopment
mcp_2026_07_28 underDevelopment
mcp_tool_list_changed underDevelopment
mcp_connection_sharing underDevelopment
mcp_lazy_stdio_startup underDevelopment
apps_early_resource_discovery underDevelopment
codex_apps_mcp_2026_07_28 underDevelopment
mcp_oauth_refresh_coordination stable on
use_xaa underDevelopment
apps_mcp_path_override removed
tool_search removed
tool_search_always_defer_mcp_tools removed on
deferred_tool_world_state stable on
command_sessions_world_state underDevelopment
incremental_tools stable on
incremental_tools_legacy stable
incremental_tools_legacy_gcp stable on
suppress_model_change_announcements stable
prediction_preserve_parent_tools stable on
incremental_exec_tools underDevelopment
non_prefixed_mcp_tool_names underDevelopment
unavailable_dummy_tools removed
tool_suggest stable on
recommended_plugins stable
plugins stable on
simplified_selection_hints underDevelopment
executor_capability_discovery underDevelopment
executor_capability_discovery_v2 underDevelopment
skip_host_skill_discovery underDevelopment
plugin_hooks removed
in_app_browser stable on
browser_annotation_api stable on
in_app_chat stable on
in_app_dictation stable on
in_app_voice stable on
in_app_local_automation stable on
in_app_updates stable on
browser_use stable on
browser_use_full_cdp_access stable on
browser_use_external stable on
computer_use stable on
remote_plugin stable on
plugin_discovery_prefetch removed
plugin_sharing stable on
external_migration removed
image_generation stable on
image_generation_animation underDevelopment
omit_app_server_notification_media underDevelopment
image_resize_notice underDevelopment
unified_image_budget stable on
resize_all_images removed on
item_ids removed on
concurrent_reasoning_summaries underDevelopment
output_token_replay underDevelopment
skill_mcp_dependency_install stable on
omit_skill_descriptions underDevelopment
skill_search stable on
skill_catalog_deltas underDevelopment
skill_env_var_dependency_prompt removed
mentions_v2 stable on
steer removed on
default_mode_request_user_input underDevelopment
send_async_message removed
send_message_to_user_async underDevelopment
terminal_visualization_instructions underDevelopment
guardian_approval stable on
guardian_include_additional_context stable on
guardian_recorded_items underDevelopment
guardianv2.thread_context removed
guardian_reuse_parent_compaction stable on
guardian_root_handoff_context underDevelopment
guardian_native_multi_agent_history underDevelopment
guardian_enhanced_node_repl_transcripts underDevelopment
guardian_node_repl_transcript_images underDevelopment
guardian_trust_orchestrator_connectors underDevelopment
guardian_conversation_history_tools underDevelopment
guardian_denial_reconsideration underDevelopment
guardianv2 underDevelopment
guardianv2_decisions_comparison underDevelopment
guardianv3 underDevelopment
guardian_ext removed
goals stable on
token_budget underDevelopment
context_management underDevelopment
rollout_budget underDevelopment
reasoning_effort_override stable on
current_time_reminder underDevelopment
nonfatal_clock_read_errors underDevelopment
collaboration_modes removed on
tool_call_mcp_elicitation stable on
auth_elicitation stable on
bedrock_setup_wizard stable on
gcp_setup_wizard stable
gateway_setup_wizard stable
personality removed
artifact underDevelopment
fast_mode stable on
ultrafast_mode stable on
step_model_switching underDevelopment
realtime_conversation removed on
remote_control removed
image_detail_original removed
tui_app_server removed on
prevent_idle_sleep beta
workspace_owner_usage_nudge removed
responses_websockets removed
responses_websockets_v2 removed
remote_compaction_v2 removed
async_compaction underDevelopment
async_compaction_root_only underDevelopment
compaction_image_budget stable on
retain_client_developer_messages underDevelopment
retain_client_tool_outputs stable on
use_agent_identity underDevelopment
runtime_agent_instances underDevelopment
workspace_dependencies stable on`;
