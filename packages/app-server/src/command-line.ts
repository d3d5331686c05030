// The command line of `codex app-server`: a table of options, and what their values mean.
import { isFeature } from '@codex/engine/config/feature-list.ts';
import { type AuthFlags, authModes } from './auth-flags.ts';
import { type Listen, parseListen } from './listen-url.ts';
import { type ParsedOptions, parseOptions, type Subcommand, UsageError } from './options.ts';

export interface CommandLine {
  readonly help: boolean;
  /** Something else than serving. */
  readonly subcommand: Subcommand | undefined;
  readonly listen: Listen;
  /** `-c key=value` and features, in the order given. */
  readonly overrides: ReadonlyArray<readonly [key: string, value: string]>;
  readonly strictConfig: boolean;
  readonly auth: AuthFlags;
}

const usage = 'Usage: codex app-server [OPTIONS] [COMMAND]';
const subcommands = ['generate-ts', 'generate-json-schema'];

const options = {
  config: { short: 'c', value: '<key=value>', repeats: true },
  enable: { value: '<FEATURE>', repeats: true },
  disable: { value: '<FEATURE>', repeats: true },
  listen: { value: '<URL>' },
  stdio: {},
  'strict-config': {},
  'analytics-default-enabled': {},
  'ws-auth': { value: '<MODE>' },
  'ws-token-file': { value: '<PATH>', filled: true },
  'ws-token-sha256': { value: '<HEX>' },
  'ws-shared-secret-file': { value: '<PATH>', filled: true },
  'ws-issuer': { value: '<ISSUER>' },
  'ws-audience': { value: '<AUDIENCE>' },
  'ws-max-clock-skew-seconds': { value: '<SECONDS>' },
  help: { short: 'h' },
} as const;

export const help = `Serve the Codex app-server protocol

${usage}

Commands:
  generate-ts           Write the protocol as TypeScript
  generate-json-schema  Write the protocol as JSON Schema

Options:
  -c, --config <key=value>                   Override a value of config.toml; it is TOML, or plain text where it is not
      --enable <FEATURE>                     Same as -c features.<FEATURE>=true
      --disable <FEATURE>                    Same as -c features.<FEATURE>=false
      --listen <URL>                         stdio:// (default), ws://IP:PORT (port 0 picks a free one), unix://PATH,
                                             unix:// (a socket in CODEX_HOME/app-server-control) or off
      --stdio                                Same as --listen stdio://
      --strict-config                        Refuse to start when config.toml has unknown fields
      --analytics-default-enabled            Accepted; this server sends no analytics
      --ws-auth <MODE>                       Ask WebSocket clients for a token
                                             [possible values: capability-token, signed-bearer-token]
      --ws-token-file <PATH>                 File with the capability token
      --ws-token-sha256 <HEX>                SHA-256 digest of the capability token, instead of the file
      --ws-shared-secret-file <PATH>         File with the secret, 32 bytes or more, that signs tokens (JWT, HS256)
      --ws-issuer <ISSUER>                   Issuer that signed tokens must name
      --ws-audience <AUDIENCE>               Audience that signed tokens must name
      --ws-max-clock-skew-seconds <SECONDS>  By how much the clocks of signers may differ; 30 when not given
  -h, --help                                 Print help
`;

/** Throws UsageError, and after all of those an error for what cannot be overridden. */
export function readCommandLine(argv: readonly string[]): CommandLine {
  const parsed = parseOptions(argv, options, usage, subcommands);
  const [listen] = parsed.values('listen');
  if (listen !== undefined && parsed.has('stdio')) {
    throw new UsageError(
      "the argument '--stdio' cannot be used with '--listen <URL>'",
      'Usage: codex app-server --stdio',
    );
  }
  const help = parsed.has('help');
  return {
    help,
    subcommand: parsed.subcommand,
    listen: parseListen(listen ?? 'stdio://'),
    strictConfig: parsed.has('strict-config'),
    auth: authFlags(parsed),
    overrides: help ? [] : parsed.given.flatMap(overrideOf),
  };
}

const featureValues: Readonly<Record<string, string>> = { enable: 'true', disable: 'false' };

/** What an option of `-c`, `--enable` or `--disable` sets. Throws for what can be set by none. */
export function overrideOf({ name, value }: { name: string; value: string }): Array<readonly [string, string]> {
  const feature = featureValues[name];
  if (feature !== undefined && !isFeature(value)) throw new Error(`Unknown feature flag: ${value}`);
  if (feature !== undefined) return [[`features.${value}`, feature]];
  if (name !== 'config') return [];
  const equals = value.indexOf('=');
  if (equals < 0) throw new Error(`error parsing -c overrides: Invalid override (missing '='): ${value}`);
  const key = value.slice(0, equals).trim();
  if (key === '') throw new Error(`error parsing -c overrides: Empty key in override: ${value}`);
  return [[key, value.slice(equals + 1).trim()]];
}

function authFlags(parsed: ParsedOptions): AuthFlags {
  const value = (name: keyof typeof options) => parsed.values(name)[0];
  return {
    mode: authMode(value('ws-auth')),
    tokenFile: value('ws-token-file'),
    tokenSha256: value('ws-token-sha256'),
    secretFile: value('ws-shared-secret-file'),
    issuer: value('ws-issuer'),
    audience: value('ws-audience'),
    clockSkew: seconds(value('ws-max-clock-skew-seconds')),
  };
}

function authMode(text: string | undefined): AuthFlags['mode'] {
  const mode = authModes.find((known) => known === text);
  if (mode !== undefined || text === undefined) return mode;
  throw new UsageError(`invalid value '${text}' for '--ws-auth <MODE>'\n  [possible values: ${authModes.join(', ')}]`);
}

function seconds(text: string | undefined): bigint | undefined {
  if (text === undefined) return undefined;
  const problem = problemOfSeconds(text);
  if (problem === undefined) return BigInt(text.replace('+', ''));
  throw new UsageError(`invalid value '${text}' for '--ws-max-clock-skew-seconds <SECONDS>': ${problem}`);
}

function problemOfSeconds(text: string): string | undefined {
  if (text === '') return 'cannot parse integer from empty string';
  if (!/^\+?\d+$/.test(text)) return 'invalid digit found in string';
  return BigInt(text.replace('+', '')) < 2n ** 64n ? undefined : 'number too large to fit in target type';
}
