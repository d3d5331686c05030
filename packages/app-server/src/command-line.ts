// The command line of `codex app-server`: a table of options, and what their values mean.
import { type Listen, parseListen } from './listen-url.ts';
import { type ParsedOptions, parseOptions, UsageError } from './options.ts';

export interface CommandLine {
  readonly help: boolean;
  readonly listen: Listen;
  /** `-c key=value` and features, in the order given. */
  readonly overrides: ReadonlyArray<readonly [key: string, value: string]>;
  readonly strictConfig: boolean;
  /** The only mode of --ws-auth that this server has. */
  readonly capabilityToken: boolean;
  readonly wsTokenFile: string | undefined;
}

const usage = 'Usage: codex app-server [OPTIONS]';

const options = {
  config: { short: 'c', value: '<key=value>', repeats: true },
  enable: { value: '<FEATURE>', repeats: true },
  disable: { value: '<FEATURE>', repeats: true },
  listen: { value: '<URL>' },
  stdio: {},
  'strict-config': {},
  'analytics-default-enabled': {},
  'ws-auth': { value: '<MODE>' },
  'ws-token-file': { value: '<PATH>' },
  help: { short: 'h' },
} as const;

export const help = `Serve the Codex app-server protocol

${usage}

Options:
  -c, --config <key=value>         Override a value of config.toml; the value is TOML, or plain text where it is not
      --enable <FEATURE>           Same as -c features.<FEATURE>=true
      --disable <FEATURE>          Same as -c features.<FEATURE>=false
      --listen <URL>               stdio:// (default) or ws://IP:PORT; port 0 picks a free one
      --stdio                      Same as --listen stdio://
      --strict-config              Refuse to start when config.toml has unknown fields
      --analytics-default-enabled  Accepted; this server sends no analytics
      --ws-auth <MODE>             Ask WebSocket clients for a token [possible values: capability-token]
      --ws-token-file <PATH>       File with that token
  -h, --help                       Print help
`;

/** Throws UsageError. */
export function readCommandLine(argv: readonly string[]): CommandLine {
  const parsed = parseOptions(argv, options, usage);
  const [listen] = parsed.values('listen');
  if (listen !== undefined && parsed.has('stdio')) {
    throw new UsageError(
      "the argument '--stdio' cannot be used with '--listen <URL>'",
      'Usage: codex app-server --stdio',
    );
  }
  return {
    help: parsed.has('help'),
    listen: parseListen(listen ?? 'stdio://'),
    overrides: parsed.given.flatMap(overrideOf),
    strictConfig: parsed.has('strict-config'),
    capabilityToken: wantsToken(parsed),
    wsTokenFile: parsed.values('ws-token-file')[0],
  };
}

const featureValues: Readonly<Record<string, string>> = { enable: 'true', disable: 'false' };

function overrideOf({ name, value }: { name: string; value: string }): Array<readonly [string, string]> {
  const feature = featureValues[name];
  if (feature !== undefined) return [[`features.${value}`, feature]];
  if (name !== 'config') return [];
  const equals = value.indexOf('=');
  if (equals < 0) throw new Error(`error parsing -c overrides: Invalid override (missing '='): ${value}`);
  const key = value.slice(0, equals).trim();
  if (key === '') throw new Error(`error parsing -c overrides: Empty key in override: ${value}`);
  return [[key, value.slice(equals + 1).trim()]];
}

function wantsToken(parsed: ParsedOptions): boolean {
  const [mode] = parsed.values('ws-auth');
  if (mode === undefined || mode === 'capability-token') return mode !== undefined;
  throw new UsageError(`invalid value '${mode}' for '--ws-auth <MODE>'\n  [possible values: capability-token]`);
}
