// Who is signed in. The file is read anew each time, so that `codex login` beside a running server counts; what is only
// kept in memory goes over it.
import type { LoginSettings } from '../config/config.ts';
import { EngineError, invalidRequest } from '../errors.ts';
import { readAuthFile, removeAuthFile, writeApiKey } from './auth-file.ts';
import type { Credentials } from './credentials.ts';
import { readClaims } from './jwt.ts';

/** Tokens that the host of this server supplies and renews. */
export interface ExternalTokens {
  readonly accessToken: string;
  readonly chatgptAccountId: string;
  /** null: as the token says. */
  readonly chatgptPlanType: string | null;
}

export class AuthStore {
  readonly #codexHome: string;
  #inMemory: Credentials | null = null;

  constructor(codexHome: string) {
    this.#codexHome = codexHome;
  }

  /** null: nobody, or only in a way that `settings` rule out. */
  async current({ forcedMethod }: Pick<LoginSettings, 'forcedMethod'>): Promise<Credentials | null> {
    const credentials = this.#inMemory ?? (await readAuthFile(this.#codexHome)).credentials;
    const method = credentials?.kind === 'apikey' ? 'api' : 'chatgpt';
    return forcedMethod === null || forcedMethod === method ? credentials : null;
  }

  async loginWithApiKey(apiKey: string, { forcedMethod, store }: LoginSettings): Promise<void> {
    this.refuseBesideExternal();
    if (forcedMethod === 'chatgpt') throw invalidRequest('API key login is disabled. Use ChatGPT login instead.');
    if (store === 'keyring') {
      const reason = 'this server has no access to a keyring; set cli_auth_credentials_store to "file"';
      throw new EngineError('internal', `failed to save api key: ${reason}`);
    }
    this.#inMemory = store === 'ephemeral' ? { kind: 'apikey', apiKey } : null;
    if (store !== 'ephemeral') await writeApiKey(this.#codexHome, apiKey);
  }

  /** Kept in memory only. */
  loginWithExternalTokens(tokens: ExternalTokens, { forcedMethod, forcedWorkspaces }: LoginSettings): void {
    if (forcedMethod === 'api') throw invalidRequest('External ChatGPT auth is disabled. Use API key login instead.');
    const { accessToken, chatgptAccountId, chatgptPlanType } = tokens;
    if (forcedWorkspaces && !forcedWorkspaces.includes(chatgptAccountId)) {
      const wanted = JSON.stringify(forcedWorkspaces);
      throw invalidRequest(
        `External auth must use one of workspace(s) ${wanted}, but received ${JSON.stringify(chatgptAccountId)}.`,
      );
    }
    const claims = readClaims(accessToken);
    if (!claims) throw new EngineError('internal', 'failed to set external auth: invalid ID token format');
    const planType = chatgptPlanType ?? claims.planType;
    this.#inMemory = {
      kind: 'chatgptAuthTokens',
      accessToken,
      claims: { ...claims, accountId: chatgptAccountId, planType },
    };
  }

  /** Throws while the host of this server supplies the tokens. */
  refuseBesideExternal(): void {
    if (this.#inMemory?.kind !== 'chatgptAuthTokens') return;
    throw invalidRequest(
      'External auth is active. Use account/login/start (chatgptAuthTokens) to update it or account/logout to clear it.',
    );
  }

  /** False: nobody was signed in. */
  async logout(): Promise<boolean> {
    const wasInMemory = this.#inMemory !== null;
    this.#inMemory = null;
    const wasInFile = await removeAuthFile(this.#codexHome);
    return wasInMemory || wasInFile;
  }
}
