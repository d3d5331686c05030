// Tokens that the host of this server supplies and renews when asked. Kept in memory only. However many requests need new
// ones at the same time, the host is asked once.
import type {
  ChatgptAuthTokensRefreshParams,
  ChatgptAuthTokensRefreshResponse,
} from '@codex/protocol/account/auth-tokens.ts';
import type { TokenCredentials } from './credentials.ts';
import { readClaims } from './jwt.ts';

export interface ExternalTokens {
  readonly accessToken: string;
  readonly chatgptAccountId: string;
  /** null: as the token says. */
  readonly chatgptPlanType: string | null;
}

/** Rejects when no host answers in time, or none can. */
export type AskHost = (params: ChatgptAuthTokensRefreshParams) => Promise<ChatgptAuthTokensRefreshResponse>;

/** Throws Error when the token is none. */
export function externalCredentials({ accessToken, chatgptAccountId, chatgptPlanType }: ExternalTokens) {
  const claims = readClaims(accessToken);
  if (!claims) throw new Error('invalid ID token format');
  const credentials: TokenCredentials = {
    kind: 'chatgptAuthTokens',
    accessToken,
    accountId: chatgptAccountId,
    claims: { ...claims, accountId: chatgptAccountId, planType: chatgptPlanType ?? claims.planType },
  };
  return credentials;
}

export class HostTokens {
  readonly #askHost: AskHost;
  #current: TokenCredentials | null = null;
  #asking: Promise<TokenCredentials> | undefined;
  /** The next tokens that come unasked. */
  #supplied = Promise.withResolvers<TokenCredentials>();

  constructor(askHost: AskHost) {
    this.#askHost = askHost;
  }

  get current(): TokenCredentials | null {
    return this.#current;
  }

  /** Who waits for the host's answer takes these. */
  set(credentials: TokenCredentials): void {
    this.#current = credentials;
    this.#supplied.resolve(credentials);
    this.#supplied = Promise.withResolvers();
  }

  /** False: there were none. */
  clear(): boolean {
    const had = this.#current !== null;
    this.#current = null;
    return had;
  }

  /** Throws Error when the host gives none, or tokens of a workspace that is not allowed. */
  renew(workspaces: readonly string[] | null): Promise<TokenCredentials> {
    this.#asking ??= Promise.race([this.#ask(workspaces), this.#supplied.promise]).finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  async #ask(workspaces: readonly string[] | null): Promise<TokenCredentials> {
    const before = this.#current;
    const answer = await this.#askHost({ reason: 'unauthorized', previousAccountId: before?.accountId ?? null });
    const { accessToken, chatgptAccountId, chatgptPlanType } = answer;
    if (workspaces && !workspaces.includes(chatgptAccountId)) {
      const [returned, expected] = [chatgptAccountId, workspaces].map((value) => JSON.stringify(value));
      throw new Error(`external auth refresh returned workspace ${returned}, expected one of ${expected}`);
    }
    const renewed = externalCredentials({ accessToken, chatgptAccountId, chatgptPlanType: chatgptPlanType ?? null });
    // Who signed out meanwhile stays signed out.
    if (this.#current === before) this.#current = renewed;
    return renewed;
  }
}
