// What the model may reach beyond the shell: the web, browser and computer, apps, plugins, marketplaces.
import {
  boolean,
  byDefault,
  isTable,
  list,
  mapOf,
  oneOf,
  type Rule,
  show,
  string,
  table,
  unread,
  withTraits,
} from '../rules.ts';

const access = oneOf('allow', 'deny');
const approvalMode = oneOf('auto', 'prompt', 'writes', 'approve');
const reviewer = oneOf('user', 'auto_review', 'guardian_subagent');

const originPolicy = table('BrowserUseOriginPolicyConfigToml', {
  access,
  downloads: access,
  uploads: access,
  full_cdp_access: access,
});

export const browserUse = table('BrowserUseConfigToml', {
  allow_history_access: boolean,
  default_origin_policy: originPolicy,
  origins: mapOf(originPolicy),
});

export const computerUse = table('ComputerUseConfigToml', {
  default_app_access: access,
  macos: table('ComputerUseMacosConfigToml', { bundle_ids: mapOf(access) }),
  windows: table('ComputerUseWindowsConfigToml', { aumids: mapOf(access), exes: list(unread) }),
});

const defaultApp = table('AppsDefaultConfig', {
  enabled: byDefault(boolean, true),
  approvals_reviewer: reviewer,
  destructive_enabled: byDefault(boolean, true),
  open_world_enabled: byDefault(boolean, true),
  default_tools_approval_mode: approvalMode,
});

const app = table('AppConfig', {
  enabled: byDefault(boolean, true),
  omit_tools_from: unread,
  approvals_reviewer: reviewer,
  destructive_enabled: boolean,
  open_world_enabled: boolean,
  default_tools_approval_mode: approvalMode,
  default_tools_enabled: boolean,
  tools: unread,
  links: unread,
});

export const apps = table('AppsConfigToml', { _default: defaultApp }, app);

const webSearchTool = table('WebSearchToolConfig', {
  context_size: oneOf('low', 'medium', 'high'),
  allowed_domains: list(string),
  location: table('WebSearchLocation', { country: string, region: string, city: string, timezone: string }),
});

const toolKeys = {
  client_search_provider: oneOf('standalone', 'search_mcp'),
  web_search: webSearch(),
  experimental_request_user_input: table('ExperimentalRequestUserInput', { enabled: byDefault(boolean, true) }),
  update_plan: table('UpdatePlanToolConfig', { enabled: byDefault(boolean, false) }),
};

/** `[tools]` of a profile, shown whole. */
export const profileTools = table('ToolsToml', toolKeys);

/** `[tools]`: clients are only shown the settings of web search. */
export const tools = withTraits(profileTools, {
  show: (value) => ({ web_search: webSearchOf(value) }),
});

function webSearchOf(value: unknown): unknown {
  return isTable(value) && Object.hasOwn(value, 'web_search') ? show(toolKeys.web_search, value.web_search) : null;
}

/** A switch, which has no effect any more, or settings. */
function webSearch(): Rule<unknown> {
  const check: Rule<unknown> = (value, path, report) => {
    if (typeof value === 'boolean' || isTable(value)) return;
    report.wrong(path, 'data did not match any variant of untagged enum WebSearchToolConfigInput');
  };
  const { fields } = webSearchTool;
  return withTraits(check, {
    says: 'table, or boolean (no effect)',
    ...(fields && { fields }),
    show: (value) => (isTable(value) ? show(webSearchTool, value) : null),
  });
}

export const plugins = byDefault(mapOf(unread), {});

export const marketplaces = byDefault(
  mapOf(
    table('MarketplaceConfig', {
      last_updated: string,
      last_revision: string,
      source_type: oneOf('git', 'local'),
      source: string,
      ref: string,
      sparse_paths: list(string),
    }),
  ),
  {},
);

export const toolSuggest = table('ToolSuggestConfig', {
  discoverables: byDefault(list(unread), []),
  disabled_tools: byDefault(list(unread), []),
});
