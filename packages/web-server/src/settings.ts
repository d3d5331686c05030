// The table [web_server] of the configuration: what of it this server reads.
import { defaultTimeoutMs } from './events/ask-expiry.ts';

export interface Settings {
  /** How long asks of turns started over REST wait, in milliseconds; 0: for ever. */
  readonly approvalTimeoutMs: number;
  /** Requests per minute with a valid token; undefined: no limit. */
  readonly rateLimit: number | undefined;
}

/** `config`: the merged configuration. Throws for values that mean nothing. */
export function readSettings(config: Readonly<Record<string, unknown>>): Settings {
  const table = (config.web_server ?? {}) as Readonly<Record<string, unknown>>;
  const seconds = numberOf(table.approval_timeout, 'web_server.approval_timeout');
  const rateLimit = numberOf(table.rate_limit, 'web_server.rate_limit');
  return {
    approvalTimeoutMs: seconds === undefined ? defaultTimeoutMs : seconds * 1000,
    rateLimit: rateLimit === 0 ? undefined : rateLimit,
  };
}

/** Integers of TOML may be bigint. */
function numberOf(value: unknown, key: string): number | undefined {
  if (value === undefined) return undefined;
  const number = typeof value === 'bigint' ? Number(value) : value;
  if (typeof number === 'number' && Number.isFinite(number) && number >= 0) return number;
  throw new Error(`${key} must be a number of at least 0`);
}
