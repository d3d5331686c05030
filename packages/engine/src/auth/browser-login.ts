// Signing in with a browser: an authorization code with proof key (RFC 7636), sent back to a server on this machine.
import { createHash, randomBytes } from 'node:crypto';
import type { Provenance, TokenSet } from './auth-json.ts';
import { openCallbackServer } from './callback-server.ts';
import { exchangeCode } from './oauth-client.ts';
import { checkWorkspace } from './workspaces.ts';

export interface LoginRequest {
  readonly from: Provenance;
  /** Which program asks, as the issuer shows it. */
  readonly originator: string;
  /** null: any. */
  readonly workspaces: readonly string[] | null;
  /** Keeps the tokens. */
  readonly save: (tokens: TokenSet) => Promise<void>;
}

export interface BrowserLoginRequest extends LoginRequest {
  readonly ports: readonly number[];
  /** Where the browser goes in the end; null: to a page of ours. */
  readonly successUrl: string | null;
}

export interface BrowserLogin {
  /** The page to open. */
  readonly authUrl: string;
  readonly port: number;
  /** Rejects with a sentence for people. */
  readonly done: Promise<void>;
  cancel(reason: string): void;
  /** Resolves when nothing is listened to any more. */
  closed(): Promise<void>;
}

const SCOPES = 'openid profile email offline_access api.connectors.read api.connectors.invoke';

/** Throws Error when no port is free. */
export async function startBrowserLogin(request: BrowserLoginRequest): Promise<BrowserLogin> {
  const { from, ports, successUrl } = request;
  const verifier = randomBytes(64).toString('base64url');
  const state = randomBytes(32).toString('base64url');
  let redirectUri = '';
  const finish = async (code: string) => {
    const tokens = await exchangeCode(from, { code, verifier, redirectUri }).catch((error: Error) => {
      throw new Error(`Token exchange failed: ${error.message}`);
    });
    await keep(tokens, request);
  };
  const server = await openCallbackServer({ ports, state, successUrl, finish });
  redirectUri = `http://127.0.0.1:${server.port}/auth/callback`;
  return { ...server, authUrl: authorizeUrl(request, { verifier, state, redirectUri }) };
}

/** Throws Error with a sentence for people. */
export async function keep(tokens: TokenSet, { workspaces, save }: LoginRequest): Promise<void> {
  checkWorkspace(tokens.idToken, workspaces);
  try {
    await save(tokens);
  } catch (error) {
    throw new Error(`Sign-in completed but credentials could not be saved locally. ${(error as Error).message}`);
  }
}

interface Secrets {
  readonly verifier: string;
  readonly state: string;
  readonly redirectUri: string;
}

function authorizeUrl(
  { from, originator, workspaces }: BrowserLoginRequest,
  { verifier, state, redirectUri }: Secrets,
): string {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: from.clientId,
    redirect_uri: redirectUri,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    state,
    scope: SCOPES,
    id_token_add_organizations: 'true',
    codex_cli_simplified_flow: 'true',
    originator,
    ...(workspaces && { allowed_workspace_id: workspaces.join(',') }),
  });
  return `${from.issuer}/oauth/authorize?${query}`;
}
