// `[features]`: switches by name. Any name is accepted, since features come and go; a few have settings of their own.
import { boolean, isTable, type Rule, table, unread, withTraits } from '../rules.ts';

export type FeatureSwitch = boolean | { readonly enabled?: boolean };

/** Features whose key may also be a table with `enabled` and settings. */
const withSettings = new Set(['network_proxy', 'multi_agent_v2', 'apps_mcp_path_override', 'guardianv2']);

/** Features that `config/read` shows although nobody set them, with their defaults: clients read them there. */
export const alwaysShown: Readonly<Record<string, boolean>> = {
  api_key_cyber_access_programs: true,
  api_key_model_discovery: true,
  auth_elicitation: true,
  background_paginated_rollout_migration: false,
  codex_apps_mcp_2026_07_28: false,
  daybreak_program_propagation: false,
  mcp_2026_07_28: false,
  mcp_connection_sharing: false,
  mcp_lazy_stdio_startup: false,
  memories: false,
  mentions_v2: true,
  remote_control: false,
  remote_plugin: true,
  tool_suggest: true,
  windows_sandbox_service: false,
};

/** Of a profile. */
export const profileFeatures: Rule<Readonly<Record<string, FeatureSwitch>>> = featureSwitches();

export const features = withTraits(featureSwitches(), {
  unset: alwaysShown,
  show: (value) => ({ network_proxy: null, ...alwaysShown, ...(isTable(value) ? value : {}) }),
});

function featureSwitches(): Rule<Readonly<Record<string, FeatureSwitch>>> {
  const shown = table('FeaturesToml', { network_proxy: unread }, unread);
  return withTraits<Readonly<Record<string, FeatureSwitch>>>(
    (value, path, report) => {
      if (!isTable(value)) return shown(value, path, report);
      for (const [name, element] of Object.entries(value)) {
        if (!withSettings.has(name) || !isTable(element)) boolean(element, path, report);
      }
    },
    { says: 'table by name', element: boolean, show: shown.show },
  );
}
