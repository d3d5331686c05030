// What the machine's administrator requires: requirements.toml, and the older managed_config.toml beside it. Mistakes in
// these files stop the server: a rule that is not understood must not be a rule that is not kept.
import type { ConfigRequirements } from '@codex/protocol/config-requirements/read.ts';
import { type ConfigRequest, systemFile } from './layers.ts';
import { type Limits, outside, pascal, type WebSearchMode } from './limits.ts';
import { type RequiredRule, requiredRules } from './required-rules.ts';
import { boolean, type Infer, isTable, list, mapOf, oneOf, type Path, table, unread } from './rules.ts';
import { ConfigError, parseFile, readText, type Table } from './toml.ts';

const approvalPolicy = oneOf('untrusted', 'on-failure', 'on-request', 'granular', 'never');
const sandboxMode = oneOf('read-only', 'workspace-write', 'danger-full-access', 'external-sandbox');

/** Keys that clients are told under the same name in camelCase, as they are. */
const passedOn = [
  'model_provider model_providers cli_auth_credentials_store chatgpt_base_url additional_developer_instructions',
  'allowed_approvals_reviewers allowed_windows_sandbox_implementations allowed_permission_profiles default_permissions',
  'allow_managed_hooks_only allow_browser_and_computer_use allow_appshots allow_remote_control computer_use browser_use',
  'in_app_browser hooks application auto_review models sqlite_home log_dir model_catalog_json',
  'check_for_update_on_startup allow_login_shell feedback otel',
]
  .join(' ')
  .split(' ');

const requirementsToml = table('RequirementsToml', {
  allowed_approval_policies: list(approvalPolicy),
  allowed_sandbox_modes: list(sandboxMode),
  allowed_web_search_modes: list(oneOf('disabled', 'cached', 'indexed', 'live')),
  allowed_login_methods: list(oneOf('api', 'chatgpt')),
  enforce_residency: oneOf('us'),
  features: mapOf(boolean),
  mcp_servers: mapOf(unread),
  rules: table('RequirementsRules', { prefix_rules: list(unread) }),
  experimental_network: mapOf(unread),
  ...(Object.fromEntries(passedOn.map((key) => [key, unread])) as Readonly<Record<string, typeof unread>>),
});
type RequirementsToml = Infer<typeof requirementsToml>;

export interface Requirements extends Limits {
  /** As clients are told; null: nothing is required. */
  readonly wire: ConfigRequirements | null;
  readonly loginMethods: readonly ('api' | 'chatgpt')[];
  readonly features: Readonly<Record<string, boolean>>;
  readonly rules: readonly RequiredRule[];
  readonly warnings: readonly string[];
}

/** Throws ConfigError. */
export async function readRequirements(request: ConfigRequest): Promise<Requirements> {
  const source = systemFile(request, 'requirements.toml');
  const text = await readText(source);
  const warnings: string[] = [];
  const own: RequirementsToml = text === null ? {} : await checked(source, text, warnings);
  const managed = await managedRequirements(request);
  const toml: RequirementsToml = { ...managed, ...own };
  return {
    wire: text === null && Object.keys(managed).length === 0 ? null : wireOf(toml),
    source,
    approvalPolicies: toml.allowed_approval_policies ?? null,
    sandboxModes: toml.allowed_sandbox_modes ?? null,
    webSearchModes: toml.allowed_web_search_modes ? withDisabled(toml.allowed_web_search_modes) : null,
    loginMethods: toml.allowed_login_methods ?? ['api', 'chatgpt'],
    features: toml.features ?? {},
    rules: requiredRules(source, toml.rules?.prefix_rules),
    warnings,
  };
}

async function checked(path: string, text: string, warnings: string[]): Promise<RequirementsToml> {
  const toml = await parseFile(path, text);
  requirementsToml(toml, [], {
    wrong: (key, message) => {
      const place = key.length === 0 ? '' : `\nin \`${key.join('.')}\`\n`;
      throw new ConfigError(`failed to parse requirements layer ${path}: ${message}${place}`);
    },
    unknown: (key) => warnings.push(unknownWarning(path, key)),
  });
  refuseContradictions(path, toml as RequirementsToml);
  return toml as RequirementsToml;
}

function unknownWarning(path: string, key: Path): string {
  return `Codex is ignoring 1 unrecognized configuration setting. Check for typos or deprecated settings.\n  requirements (${path}): \`${key.join('.')}\` is ignored.`;
}

function refuseContradictions(path: string, { allowed_sandbox_modes: modes }: RequirementsToml): void {
  if (modes && !modes.includes('read-only')) {
    throw new ConfigError(
      `invalid value for \`allowed_sandbox_modes\`: \`[${modes.map(pascal).join(', ')}]\` is not in the allowed set must include 'read-only' to allow any PermissionProfile (set by ${path})`,
    );
  }
}

/** The older file fixes these two values. */
async function managedRequirements(request: ConfigRequest): Promise<RequirementsToml> {
  const path = systemFile(request, 'managed_config.toml');
  const { approval_policy: policy, sandbox_mode: mode } = await parseFile(path, (await readText(path)) ?? '');
  return {
    ...(typeof policy === 'string' ? { allowed_approval_policies: [policy as 'never'] } : {}),
    ...(typeof mode === 'string'
      ? { allowed_sandbox_modes: [...new Set([mode as 'read-only', 'read-only' as const])] }
      : {}),
  };
}

function wireOf(toml: RequirementsToml): ConfigRequirements {
  const others = passedOn.map((key) => [camel(key), (toml as Table)[key] ?? null]);
  const modes = toml.allowed_web_search_modes;
  return {
    ...Object.fromEntries(others),
    allowedLoginMethods: toml.allowed_login_methods ?? ['api', 'chatgpt'],
    allowedApprovalPolicies: toml.allowed_approval_policies ?? null,
    allowedSandboxModes: toml.allowed_sandbox_modes ?? null,
    allowedWebSearchModes: modes ? [...new Set([...modes, 'disabled' as const])] : null,
    featureRequirements: toml.features ?? null,
    enforceResidency: toml.enforce_residency ?? null,
    network: toml.experimental_network ? networkOf(toml.experimental_network) : null,
  };
}

const networkKeys = [
  'enabled http_port socks_port allow_upstream_proxy dangerously_allow_non_loopback_proxy',
  'dangerously_allow_all_unix_sockets review_domains managed_allowed_domains_only allowed_domains denied_domains',
  'unix_sockets allow_unix_sockets allow_local_binding',
]
  .join(' ')
  .split(' ');

function networkOf(toml: Readonly<Record<string, unknown>>): ConfigRequirements['network'] {
  const named = (key: string, rule: string) =>
    Array.isArray(toml[key]) ? toml[key].map((domain) => [String(domain), rule] as const) : [];
  const domains = [...named('allowed_domains', 'allow'), ...named('denied_domains', 'deny')];
  return {
    ...Object.fromEntries(networkKeys.map((key) => [camel(key), toml[key] ?? null])),
    domains: isTable(toml.domains) ? toml.domains : domains.length > 0 ? Object.fromEntries(domains) : null,
  } as ConfigRequirements['network'];
}

/** The wish when it is allowed, else the first value that is; with a sentence about it when somebody wished for it. */
export function constrained<T extends string>(
  key: 'approval_policy' | 'sandbox_mode',
  wish: { readonly value: T; readonly isConfigured: boolean },
  allowed: readonly string[] | null,
  source: string,
): { readonly value: T; readonly warnings: readonly string[] } {
  const first = allowed?.[0];
  const details = outside(key, wish.value, allowed, source);
  if (details === null || first === undefined) return { value: wish.value, warnings: [] };
  return { value: first as T, warnings: wish.isConfigured ? [fallback(key, first, details)] : [] };
}

/** null: nobody said, and what stands for it (`cached`) is allowed. */
export function allowedWebSearch(
  wish: WebSearchMode | undefined,
  { webSearchModes: modes, source }: Limits,
): { readonly value: WebSearchMode | null; readonly warnings: readonly string[] } {
  const key = 'web_search_mode';
  const details = outside(key, wish ?? 'cached', modes, source);
  if (details === null) return { value: wish ?? null, warnings: [] };
  const value = modes?.find((mode) => mode !== 'disabled') ?? 'disabled';
  return { value, warnings: [fallback(key, value, details)] };
}

function fallback(key: string, value: string, details: string): string {
  return `Configured value for \`${key}\` is disallowed by requirements; falling back to required value ${pascal(value)}. Details: ${details}`;
}

function withDisabled(modes: readonly WebSearchMode[]): WebSearchMode[] {
  return [...new Set<WebSearchMode>(['disabled', ...modes])];
}

function camel(key: string): string {
  return key.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
