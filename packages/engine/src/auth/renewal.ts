// Newer tokens for a stored sign-in. However many ask at the same time, the issuer is asked once; whoever comes late finds
// newer tokens in the store and takes those. A refusal is remembered, so that a dead token is not tried again and again.
import { type AuthJson, loginIn, renewedJson, type StoredLogin } from './auth-json.ts';
import type { CredentialStore } from './credential-store.ts';
import { otherAccount, RenewalRefused, renewTokens } from './oauth-client.ts';
import { issuerOf, renewalUrl } from './oauth-endpoints.ts';

/** Why tokens are renewed: a client asked, the provider refused them, or they have ended. */
export type RenewalReason = 'forced' | 'unauthorized_recovery' | 'expired';

export interface RenewalPlace {
  readonly codexHome: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export class Renewal {
  readonly #place: RenewalPlace;
  #running: Promise<void> | undefined;
  #refused: { readonly refreshToken: string; readonly error: RenewalRefused } | undefined;

  constructor(place: RenewalPlace) {
    this.#place = place;
  }

  /** The issuer will not renew this sign-in any more; null: nothing speaks against it. */
  refusalOf(json: AuthJson | null): RenewalRefused | null {
    const login = loginIn(json);
    return login && login.refreshToken === this.#refused?.refreshToken ? this.#refused.error : null;
  }

  /**
   * Afterwards the store holds tokens other than `old`. Throws RenewalRefused, or Error when it may work another time.
   */
  renew(store: CredentialStore, old: StoredLogin, reason: RenewalReason): Promise<void> {
    this.#running ??= this.#renewAlone(store, old, reason).finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #renewAlone(store: CredentialStore, old: StoredLogin, reason: RenewalReason): Promise<void> {
    const { lockRenewal } = await import('./renewal-lock.ts');
    const release = await lockRenewal(this.#place.codexHome);
    try {
      const login = await current(store, old);
      if (login) await this.#ask(store, login, reason);
    } finally {
      release();
    }
  }

  async #ask(store: CredentialStore, login: StoredLogin, reason: RenewalReason): Promise<void> {
    const { refreshToken } = login;
    if (this.#refused?.refreshToken === refreshToken) throw this.#refused.error;
    try {
      const { env } = this.#place;
      const from = login.provenance ?? issuerOf(env);
      const tokens = await renewTokens({ url: renewalUrl(env, from), clientId: from.clientId, refreshToken, reason });
      const latest = await store.load();
      if (loginIn(latest)?.refreshToken !== refreshToken) throw new RenewalRefused(otherAccount);
      await store.save(renewedJson(latest ?? {}, tokens));
    } catch (error) {
      if (!(error instanceof RenewalRefused)) throw error;
      // Another process that knows no lock may have been faster: then its tokens are as good.
      if ((await current(store, login)) === null) return;
      this.#refused = { refreshToken, error };
      throw error;
    }
  }
}

/** The sign-in as it is stored now; null when it has newer tokens already. Throws RenewalRefused for another account. */
async function current(store: CredentialStore, old: StoredLogin): Promise<StoredLogin | null> {
  const login = loginIn(await store.load());
  if (!login || login.accountId !== old.accountId) throw new RenewalRefused(otherAccount);
  return login.accessToken === old.accessToken ? login : null;
}
