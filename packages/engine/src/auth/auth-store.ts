// Who is signed in. What is stored is read anew each time, so that a sign-in by another process counts; tokens of the host
// are kept in memory and go over it. Nobody sees credentials that the settings rule out.
import type { WorkspaceRouting } from '@codex/protocol/account/account.ts';
import { logger } from '@codex/telemetry/logger.ts';
import type { LoginSettings } from '../config/config.ts';
import { EngineError, invalidRequest } from '../errors.ts';
import {
  credentialsIn,
  keyJson,
  loginIn,
  loginJson,
  type Provenance,
  type StoredLogin,
  type TokenSet,
} from './auth-json.ts';
import type { BackendOptions } from './backend/client.ts';
import type { BrowserLoginRequest, LoginRequest } from './browser-login.ts';
import { CredentialStores } from './credential-store.ts';
import type { Credentials, TokenCredentials } from './credentials.ts';
import { type AskHost, type ExternalTokens, externalCredentials, HostTokens } from './external-tokens.ts';
import { expiryOf } from './jwt.ts';
import type { LoginAttempts } from './login-attempts.ts';
import { exchangeForApiKey, otherAccount, RenewalRefused, revokeToken } from './oauth-client.ts';
import { callbackPorts, issuerOf, revocationUrl } from './oauth-endpoints.ts';
import { Renewal, type RenewalReason } from './renewal.ts';

export interface AuthOptions {
  readonly codexHome: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Asks the host for new tokens; absent: there is no host. */
  readonly askHost?: AskHost;
}

/** Who is signed in, and why that is of no use any more. */
export interface Standing {
  readonly credentials: Credentials | null;
  /** null: the tokens can still be renewed, or need not be. */
  readonly refusal: RenewalRefused | null;
}

/** Who wants to sign in how. */
export interface LoginWishes {
  /** The program that asks, as the issuer shows it. */
  readonly originator: string;
  readonly settings: LoginSettings;
  /** Takes the place of what the environment says. */
  readonly issuer?: Partial<Provenance>;
}

const NO_HOST: AskHost = () => Promise.reject(new Error('external auth is not configured'));

export class AuthStore {
  readonly #options: AuthOptions;
  readonly #stores: CredentialStores;
  readonly #renewal: Renewal;
  readonly #host: HostTokens;
  #attempts: Promise<LoginAttempts> | undefined;
  #routing: { readonly key: string; readonly value: WorkspaceRouting | null } | undefined;

  constructor(options: AuthOptions) {
    this.#options = options;
    this.#stores = new CredentialStores(options.codexHome);
    this.#renewal = new Renewal(options);
    this.#host = new HostTokens(options.askHost ?? NO_HOST);
  }

  /** Sign-ins that take more than one step. */
  attempts(): Promise<LoginAttempts> {
    this.#attempts ??= import('./login-attempts.ts').then(({ LoginAttempts }) => new LoginAttempts());
    return this.#attempts;
  }

  /** Gives up the sign-in that is under way, if any. */
  async giveUpAttempt(): Promise<void> {
    (await this.#attempts)?.replace();
  }

  /** null: nobody, or only in a way that `settings` rule out. Throws Error when the keyring cannot be asked. */
  async current(settings: LoginSettings): Promise<Credentials | null> {
    return (await this.standing(settings)).credentials;
  }

  async standing(settings: LoginSettings): Promise<Standing> {
    if (this.#host.current) return { credentials: allowed(this.#host.current, settings), refusal: null };
    const json = await (await this.#stores.of(settings.store)).load();
    return { credentials: allowed(credentialsIn(json), settings), refusal: this.#renewal.refusalOf(json) };
  }

  /** For requests: tokens that have ended are renewed first. Throws RenewalRefused. */
  async fresh(settings: LoginSettings): Promise<Credentials | null> {
    const credentials = await this.current(settings);
    if (credentials?.kind !== 'chatgpt' || !(await this.#hasEnded(settings))) return credentials;
    try {
      return await this.#renew(settings, 'expired');
    } catch (error) {
      if (error instanceof RenewalRefused) throw error;
      // The issuer is away; perhaps the provider still takes what we have.
      warn(error as Error);
      return credentials;
    }
  }

  /**
   * The provider refused these: others to try, or null when there can be none. Throws RenewalRefused, or Error when it
   * may work another time.
   */
  async recover(refused: Credentials, settings: LoginSettings): Promise<Credentials | null> {
    if (refused.kind === 'apikey') return null;
    const now = await this.current(settings);
    if (now?.kind !== refused.kind || now.accountId !== refused.accountId) throw new RenewalRefused(otherAccount);
    if (now.accessToken !== refused.accessToken) return now;
    if (now.kind === 'chatgptAuthTokens') return this.#host.renew(settings.forcedWorkspaces);
    return this.#renew(settings, 'unauthorized_recovery');
  }

  /** A client wants newer tokens. Without effect on keys and on tokens of the host. Throws as `recover`. */
  async renew(settings: LoginSettings): Promise<void> {
    if ((await this.current(settings))?.kind === 'chatgpt') await this.#renew(settings, 'forced');
  }

  async loginWithApiKey(apiKey: string, { forcedMethod, store }: LoginSettings): Promise<void> {
    this.refuseBesideExternal();
    if (forcedMethod === 'chatgpt') throw invalidRequest('API key login is disabled. Use ChatGPT login instead.');
    try {
      await (await this.#stores.of(store)).save(keyJson(apiKey));
    } catch (error) {
      throw new EngineError('internal', `failed to save api key: ${(error as Error).message}`);
    }
  }

  /** Stores what an issuer gave, and revokes what it takes the place of. `wantsKey`: asks for an API key too. */
  async saveLogin(tokens: TokenSet, from: Provenance, settings: LoginSettings, wantsKey: boolean): Promise<void> {
    const apiKey = wantsKey ? await exchangeForApiKey(from, tokens.idToken) : null;
    const store = await this.#stores.of(settings.store);
    const before = loginIn(await store.load().catch(() => null));
    await store.save(loginJson(tokens, from, apiKey));
    if (before && before.refreshToken !== tokens.refreshToken) await this.#revoke(before);
  }

  /** Kept in memory only. */
  loginWithExternalTokens(tokens: ExternalTokens, { forcedMethod, forcedWorkspaces }: LoginSettings): void {
    if (forcedMethod === 'api') throw invalidRequest('External ChatGPT auth is disabled. Use API key login instead.');
    const { chatgptAccountId } = tokens;
    if (forcedWorkspaces && !forcedWorkspaces.includes(chatgptAccountId)) {
      const wanted = JSON.stringify(forcedWorkspaces);
      throw invalidRequest(
        `External auth must use one of workspace(s) ${wanted}, but received ${JSON.stringify(chatgptAccountId)}.`,
      );
    }
    try {
      this.#host.set(externalCredentials(tokens));
    } catch (error) {
      throw new EngineError('internal', `failed to set external auth: ${(error as Error).message}`);
    }
  }

  /** Throws while the host of this server supplies the tokens. */
  refuseBesideExternal(): void {
    if (!this.#host.current) return;
    throw invalidRequest(
      'External auth is active. Use account/login/start (chatgptAuthTokens) to update it or account/logout to clear it.',
    );
  }

  /** What a sign-in with a browser needs. Throws EngineError when the settings forbid it. */
  browserLogin({ successUrl, ...wishes }: LoginWishes & { readonly successUrl: string | null }): BrowserLoginRequest {
    const { request, from } = this.#loginRequest(wishes);
    const save = (tokens: TokenSet) => this.saveLogin(tokens, from, wishes.settings, true);
    return { ...request, save, ports: callbackPorts(this.#options.env), successUrl };
  }

  /** What a sign-in on another device needs. Throws EngineError when the settings forbid it. */
  deviceLogin(wishes: LoginWishes): LoginRequest {
    const { request, from } = this.#loginRequest(wishes);
    return { ...request, save: (tokens) => this.saveLogin(tokens, from, wishes.settings, false) };
  }

  /** Where requests of these credentials have to go; null: anywhere. Throws Error when the service does not say. */
  async routing(
    options: Omit<BackendOptions, 'auth'>,
    credentials: TokenCredentials,
  ): Promise<WorkspaceRouting | null> {
    const key = `${credentials.accountId} ${options.baseUrl}`;
    if (this.#routing?.key !== key) {
      const { findRouting } = await import('./backend/workspace-routing.ts');
      this.#routing = { key, value: await findRouting({ ...options, auth: this }, credentials) };
    }
    return this.#routing.value;
  }

  /** False: nobody was signed in. Tokens are revoked where the issuer can be reached. */
  async logout({ store: kind }: LoginSettings): Promise<boolean> {
    const hadTokens = this.#host.clear();
    const store = await this.#stores.of(kind);
    const login = loginIn(await store.load().catch(() => null));
    if (login) await this.#revoke(login);
    try {
      return (await store.remove()) || hadTokens;
    } catch (error) {
      throw new EngineError('internal', `logout failed: ${(error as Error).message}`);
    }
  }

  #loginRequest({ originator, settings, issuer }: LoginWishes) {
    this.refuseBesideExternal();
    const { forcedMethod, forcedWorkspaces: workspaces } = settings;
    if (forcedMethod === 'api') throw invalidRequest('ChatGPT login is disabled. Use API key login instead.');
    const from = issuerOf(this.#options.env, issuer);
    return { request: { from, originator, workspaces }, from };
  }

  async #hasEnded(settings: LoginSettings): Promise<boolean> {
    const login = loginIn(await (await this.#stores.of(settings.store)).load());
    return login !== null && isOver(expiryOf(login.accessToken), login.lastRefresh);
  }

  async #renew(settings: LoginSettings, reason: RenewalReason): Promise<Credentials | null> {
    const store = await this.#stores.of(settings.store);
    const login = loginIn(await store.load());
    if (login) await this.#renewal.renew(store, login, reason);
    return this.current(settings);
  }

  /** Nobody is kept signed in because the issuer cannot be reached. */
  async #revoke({ refreshToken, provenance }: StoredLogin): Promise<void> {
    if (refreshToken === '') return;
    const { env } = this.#options;
    const from = provenance ?? issuerOf(env);
    await revokeToken(revocationUrl(env, from), from.clientId, refreshToken).catch(warn);
  }
}

function warn({ message }: Error): void {
  logger.warn(message);
}

/** Of tokens that do not say when they end. */
const LIFE_MS = 8 * 24 * 3_600_000;
/** That long after a renewal its tokens are used whatever the clock of this machine makes of them: it may be wrong. */
const FRESH_MS = 5 * 60_000;

function isOver(expiry: number | null, lastRefresh: number | null): boolean {
  const now = Date.now();
  const age = lastRefresh === null ? null : now - lastRefresh;
  if (expiry === null) return age !== null && age > LIFE_MS;
  return expiry <= now && (age === null || age < 0 || age > FRESH_MS);
}

const methods: Readonly<Record<Credentials['kind'], LoginSettings['forcedMethod']>> = {
  apikey: 'api',
  chatgpt: 'chatgpt',
  chatgptAuthTokens: 'chatgpt',
};

function allowed(
  credentials: Credentials | null,
  { forcedMethod, forcedWorkspaces }: LoginSettings,
): Credentials | null {
  if (!credentials) return null;
  if (forcedMethod !== null && forcedMethod !== methods[credentials.kind]) return null;
  if (credentials.kind === 'apikey' || forcedWorkspaces === null) return credentials;
  return credentials.accountId !== null && forcedWorkspaces.includes(credentials.accountId) ? credentials : null;
}
