// The account that is signed in, as model requests use it.
import type { WorkspaceRouting } from '@codex/protocol/account/account.ts';
import type { Config } from '../config/config.ts';
import type { AuthStore } from './auth-store.ts';
import type { Credentials, TokenCredentials } from './credentials.ts';

export interface Account {
  /** Who is signed in; tokens that have ended are renewed first. Throws RenewalRefused. */
  credentials(): Promise<Credentials | null>;
  /** Others in place of those that were refused; null: there are none. Throws RenewalRefused, or Error. */
  recover(refused: Credentials): Promise<Credentials | null>;
  /** Where the ChatGPT service takes requests of this workspace. Throws Error. */
  place(credentials: TokenCredentials): Promise<Place>;
}

export interface Place {
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
}

export function accountFor(
  auth: AuthStore,
  { login: settings, chatgptBaseUrl: baseUrl }: Pick<Config, 'login' | 'chatgptBaseUrl'>,
  userAgent: string,
): Account {
  return {
    credentials: () => auth.fresh(settings),
    recover: (refused) => auth.recover(refused, settings),
    place: async (credentials) => placeOf(baseUrl, await auth.routing({ settings, baseUrl, userAgent }, credentials)),
  };
}

/** The service for coding, at the origin where the workspace wants it. */
function placeOf(baseUrl: string, routing: WorkspaceRouting | null): Place {
  const { pathname, origin } = new URL(baseUrl);
  const path = `${pathname.replace(/\/+$/, '')}/codex`;
  if (!routing) return { baseUrl: `${origin}${path}`, headers: {} };
  const { backendOrigin, accountRoutingOverride: override } = routing;
  const headers: Record<string, string> =
    override === 'NO_CONSTRAINT' ? {} : { 'x-openai-account-routing-override': override };
  return { baseUrl: `${backendOrigin}${path}`, headers };
}
