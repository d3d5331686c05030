// `[mcp_servers.<name>]`: a program to start or an address to call, never both, and never a secret in the file.
import {
  boolean,
  byDefault,
  float,
  integer,
  isTable,
  list,
  mapOf,
  OMITTED,
  oneOf,
  type Rule,
  show,
  string,
  table,
  unread,
  withTraits,
} from '../rules.ts';

const approvalMode = oneOf('auto', 'prompt', 'writes', 'approve');

const optional = {
  command: string,
  args: list(string),
  env: mapOf(string),
  env_vars: list(unread),
  cwd: string,
  url: string,
  bearer_token: string,
  bearer_token_env_var: string,
  http_headers: mapOf(string),
  env_http_headers: mapOf(string),
  auth: oneOf('oauth', 'chatgpt', 'ema_auth'),
  required: boolean,
  supports_parallel_tool_calls: boolean,
  startup_timeout_sec: float,
  startup_timeout_ms: integer('u64'),
  default_tools_approval_mode: approvalMode,
  enabled_tools: list(string),
  disabled_tools: list(string),
  omit_tools_from: list(unread),
  scopes: list(string),
  oauth: table('McpServerOAuthConfig', {}, unread),
  oauth_resource: string,
  name: string,
  tools: mapOf(table('McpServerToolConfig', { approval_mode: approvalMode }, unread)),
};

const shownWhenSet = Object.fromEntries(
  Object.entries(optional).map(([key, rule]) => [key, withTraits(rule as Rule<unknown>, { unset: OMITTED })]),
) as typeof optional;

const server = table('RawMcpServerConfig', {
  ...shownWhenSet,
  environment_id: byDefault(string, 'local'),
  enabled: byDefault(boolean, true),
  tool_timeout_sec: float,
});

/** Keys that make no sense for a program, and for an address. */
const foreign: Readonly<Record<'stdio' | 'streamable_http', readonly string[]>> = {
  stdio: ['url', 'bearer_token_env_var', 'bearer_token', 'http_headers', 'env_http_headers', 'oauth', 'oauth_resource'],
  streamable_http: ['args', 'env', 'env_vars', 'cwd', 'bearer_token'],
};

const anyServer = withTraits(withTransport(), { says: 'table', fields: optional, show: showServer });

export const mcpServers = byDefault(mapOf(anyServer), {});

function withTransport(): typeof server {
  return (value, path, report) => {
    server(value, path, report);
    if (!isTable(value)) return;
    const kind = 'command' in value ? 'stdio' : 'url' in value ? 'streamable_http' : undefined;
    if (!kind) return report.wrong(path, 'invalid transport');
    const wrong = foreign[kind].find((key) => Object.hasOwn(value, key));
    if (wrong) report.wrong(path, `${wrong} is not supported for ${kind}`);
  };
}

/** The name is for people and not shown; milliseconds are shown as seconds. */
function showServer(value: unknown): unknown {
  if (!isTable(value)) return value;
  const { startup_timeout_ms: ms, name: _name, auth: _auth, ...rest } = value;
  const timeout =
    typeof ms === 'number' && rest.startup_timeout_sec === undefined ? { startup_timeout_sec: ms / 1000 } : {};
  const args = 'command' in rest ? { args: [] } : {};
  return show(server, { ...args, ...rest, ...timeout });
}
