// The environment of commands the model runs: what `[shell_environment_policy]` lets through, without the secrets of
// this server, plus what makes programs behave in a pipe.
import type { Config, ProviderConfig, ShellEnvironmentPolicy } from './config.ts';

export interface ChildEnvRequest {
  /** The server's own environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly config: Pick<Config, 'shellEnvironmentPolicy' | 'providers'>;
  readonly threadId: string;
}

const CORE = new Set(['HOME', 'LOGNAME', 'PATH', 'SHELL', 'USER', 'USERNAME', 'TMPDIR', 'TEMP', 'TMP']);
const DEFAULT_EXCLUDES = ['*KEY*', '*SECRET*', '*TOKEN*'];
const SERVER_SECRETS = [
  'CODEX_AUTH_TOKEN',
  'CODEX_WEB_TOKEN',
  'CODEX_ACCESS_TOKEN',
  'CODEX_API_KEY',
  'OPENAI_API_KEY',
  'ANTHROPIC_API_KEY',
];

/** No pager and no colours: nobody sits in front of these commands. */
const forced: Readonly<Record<string, string>> = {
  NO_COLOR: '1',
  TERM: 'dumb',
  LANG: 'C.UTF-8',
  LC_CTYPE: 'C.UTF-8',
  LC_ALL: 'C.UTF-8',
  COLORTERM: '',
  PAGER: 'cat',
  GIT_PAGER: 'cat',
  GH_PAGER: 'cat',
  CODEX_CI: '1',
};

/** Order: inherit, default excludes, exclude, the server's secrets, set, include_only, forced. */
export function childEnvironment({ env, config, threadId }: ChildEnvRequest): Record<string, string> {
  return { ...filteredEnvironment(env, config), ...forced, CODEX_THREAD_ID: threadId };
}

const everything: ShellEnvironmentPolicy = {
  inherit: 'all',
  ignoreDefaultExcludes: true,
  exclude: [],
  set: {},
  includeOnly: [],
};

/** The server's own environment, for programs of the user: only the server's secrets are left out. */
export function withoutSecrets(env: ChildEnvRequest['env'], providers: Config['providers']): Record<string, string> {
  return filteredEnvironment(env, { shellEnvironmentPolicy: everything, providers });
}

/** The same without the forced variables: what a terminal that somebody looks at is given. */
export function filteredEnvironment(
  env: ChildEnvRequest['env'],
  { shellEnvironmentPolicy: policy, providers }: ChildEnvRequest['config'],
): Record<string, string> {
  const hidden = secretNames(providers);
  const dropped = matcher([...(policy.ignoreDefaultExcludes ? [] : DEFAULT_EXCLUDES), ...policy.exclude]);
  const kept = Object.entries(env).filter(
    ([name, value]) => value !== undefined && inherits(policy, name) && !dropped(name) && !hidden.has(upper(name)),
  ) as Array<[string, string]>;
  const all = [...kept, ...Object.entries(policy.set)];
  const included = policy.includeOnly.length === 0 ? () => true : matcher(policy.includeOnly);
  return Object.fromEntries(all.filter(([name]) => included(name)));
}

/** In upper case: variables that no child may inherit. */
export function secretNames(providers: Config['providers']): ReadonlySet<string> {
  return new Set([...SERVER_SECRETS, ...Object.values(providers).flatMap(secretVariables)].map(upper));
}

const inheritance: Readonly<Record<ShellEnvironmentPolicy['inherit'], (name: string) => boolean>> = {
  all: () => true,
  core: (name) => CORE.has(upper(name)),
  none: () => false,
};

function inherits({ inherit }: ShellEnvironmentPolicy, name: string): boolean {
  return inheritance[inherit](name);
}

function secretVariables({ envKey, envHttpHeaders }: ProviderConfig): string[] {
  return [...(envKey === null ? [] : [envKey]), ...Object.values(envHttpHeaders)];
}

/** Whether a name matches one of the patterns (`*` any text, `?` one character, case ignored). */
function matcher(patterns: readonly string[]): (name: string) => boolean {
  const expressions = patterns.map((pattern) => {
    const escaped = pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.');
    return new RegExp(`^${escaped}$`, 'is');
  });
  return (name) => expressions.some((expression) => expression.test(name));
}

function upper(name: string): string {
  return name.toUpperCase();
}
