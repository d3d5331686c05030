// Where tokens come from. The environment can name another issuer, as with the official program.
import type { Provenance } from './auth-json.ts';

type Env = Readonly<Record<string, string | undefined>>;

const ISSUER = 'https://auth.openai.com';
const CLIENT_ID = 'app_EMoamEEZ73f0CkXaXp7hrann';

/** With whom new sign-ins are made. `override`: what a command line says. */
export function issuerOf(env: Env, override: Partial<Provenance> = {}): Provenance {
  const issuer = override.issuer ?? named(env, 'CODEX_APP_SERVER_LOGIN_ISSUER') ?? ISSUER;
  return {
    issuer: issuer.replace(/\/+$/, ''),
    clientId: override.clientId ?? named(env, 'CODEX_APP_SERVER_LOGIN_CLIENT_ID') ?? CLIENT_ID,
  };
}

export function renewalUrl(env: Env, { issuer }: Provenance): string {
  return named(env, 'CODEX_REFRESH_TOKEN_URL_OVERRIDE') ?? `${issuer}/oauth/token`;
}

/** Where tokens are renewed somewhere else, they are revoked there too. */
export function revocationUrl(env: Env, { issuer }: Provenance): string {
  const override = named(env, 'CODEX_REVOKE_TOKEN_URL_OVERRIDE');
  if (override !== undefined) return override;
  const renewal = named(env, 'CODEX_REFRESH_TOKEN_URL_OVERRIDE');
  return renewal !== undefined && URL.canParse(renewal)
    ? new URL('/oauth/revoke', renewal).href
    : `${issuer}/oauth/revoke`;
}

/** On which ports of this machine the browser can be answered, best first; 0 is any. Only these are known to the issuer. */
export function callbackPorts(env: Env): readonly number[] {
  const ports = (named(env, 'CODEX_APP_SERVER_LOGIN_PORTS') ?? '1455,1457').split(',').map(Number);
  if (ports.every((port) => Number.isInteger(port) && port >= 0 && port < 65_536)) return ports;
  throw new Error('CODEX_APP_SERVER_LOGIN_PORTS must hold port numbers, separated by commas');
}

function named(env: Env, name: string): string | undefined {
  return env[name]?.trim() || undefined;
}
