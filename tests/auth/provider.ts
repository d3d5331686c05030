// An OpenID provider over real HTTP, with what the issuer of ChatGPT has besides: codes for other devices, revocation,
// and the service that knows the account. Tokens are signed, codes are bound to their proof key, and a refresh token is
// good for one use.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Events, OAuth2Server } from 'oauth2-mock-server';
import { onTestFinished } from 'vitest';

export const accountId = 'acc-1';

export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  // biome-ignore lint/suspicious/noExplicitAny: tests look into what they expect, and fail where it is not there
  readonly body: any;
}

/** An answer of the service that knows the account, by its path below `/backend-api`. */
export interface ServiceAnswer {
  readonly status?: number;
  readonly body?: unknown;
}

/** What a test may change while servers run. */
export interface ProviderWishes {
  /** How long tokens live by their own word, in seconds; null: they do not say. */
  lifetimeS: number | null;
  accountId: string;
  /** What a renewal is refused with. */
  refusal: ServiceAnswer | null;
  /** Renewals wait for it. */
  gate: Promise<void> | null;
  service: Record<string, ServiceAnswer>;
  /** What the service does not know it refuses, quoting the token it was sent. */
  quotes: boolean;
}

export interface Provider {
  readonly issuer: string;
  /** What servers that use this issuer need; any free port takes the callback. */
  readonly env: NodeJS.ProcessEnv;
  readonly wishes: ProviderWishes;
  /** Every request, in order. */
  readonly seen: readonly Seen[];
  readonly revoked: readonly string[];
  /** Every token, of whatever kind, in the order in which they were given. */
  readonly given: readonly string[];
  /** Requests for newer tokens. */
  renewals(): Seen[];
  /** Whether a request carries a token of this provider that was not taken back. */
  admits(authorization: string | undefined): boolean;
  /** Takes back every access token that was given so far. */
  takeBack(): void;
  /** An access token that nobody signed in for. */
  issue(): Promise<string>;
  /** The user enters the code of the device. */
  approveDevice(): Promise<void>;
  /** Opens the page that a sign-in asks for, as a browser whose user agrees at once; returns the page it ends on. */
  browse(authUrl: string): Promise<Response>;
}

export async function startProvider(): Promise<Provider> {
  const inner = new OAuth2Server(undefined, undefined, {
    endpoints: { authorize: '/oauth/authorize', token: '/oauth/token' },
  });
  await inner.issuer.keys.generate('RS256');
  await inner.start(0, '127.0.0.1');
  const state = new ProviderState(inner);
  const server = createServer((request, response) => void state.answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await inner.stop();
  });
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  inner.issuer.url = base;
  const { wishes, seen, revoked, given } = state;
  return {
    issuer: base,
    env: {
      CODEX_APP_SERVER_LOGIN_ISSUER: base,
      CODEX_APP_SERVER_LOGIN_PORTS: '0',
      OPENAI_API_KEY: '',
      NO_PROXY: '127.0.0.1',
    },
    wishes,
    seen,
    revoked,
    given,
    renewals: () => seen.filter(({ body }) => body?.grant_type === 'refresh_token'),
    admits: (authorization) => state.live.has(authorization?.replace(/^Bearer /, '') ?? ''),
    takeBack: () => state.live.clear(),
    issue: () => state.issue(),
    approveDevice: () => state.approveDevice(base),
    browse: (authUrl) => fetch(authUrl, { redirect: 'follow' }),
  };
}

/** More TOML at the top of the configuration. */
export async function prepend(home: string, toml: string): Promise<void> {
  const file = join(home, 'config.toml');
  await writeFile(file, toml + (await readFile(file, 'utf8')));
}

class ProviderState {
  readonly wishes: ProviderWishes = {
    lifetimeS: 3600,
    accountId,
    refusal: null,
    gate: null,
    quotes: false,
    service: {
      '/wham/accounts/check': {
        body: {
          accounts: [
            {
              id: accountId,
              workspace_backend_origin: 'NO_CONSTRAINT',
              account_routing_override: 'NO_CONSTRAINT',
            },
          ],
        },
      },
    },
  };
  readonly seen: Seen[] = [];
  readonly revoked: string[] = [];
  readonly given: string[] = [];
  /** Access tokens. */
  readonly live = new Set<string>();
  readonly #refreshTokens = new Set<string>();
  readonly #inner: OAuth2Server;
  #deviceCode: Readonly<Record<string, string>> | null = null;

  constructor(inner: OAuth2Server) {
    this.#inner = inner;
    inner.service.on(Events.BeforeTokenSigning, ({ payload }) => {
      Object.assign(payload, this.#claims());
      if (this.wishes.lifetimeS === null) delete payload.exp;
    });
    inner.service.on(Events.BeforeResponse, ({ body }) => {
      this.live.add(body.access_token);
      this.#refreshTokens.add(body.refresh_token);
      this.given.push(body.id_token, body.refresh_token, body.access_token);
    });
  }

  #claims() {
    return {
      jti: randomUUID(),
      exp: Math.floor(Date.now() / 1000) + (this.wishes.lifetimeS ?? 0),
      email: 'user@example.com',
      'https://api.openai.com/auth': {
        chatgpt_plan_type: 'pro',
        chatgpt_user_id: 'user-1',
        chatgpt_account_id: this.wishes.accountId,
      },
    };
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', headers } = request;
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const raw = await text(request);
    const body = parse(raw, headers['content-type'] ?? '');
    this.seen.push({ method, path: pathname, headers, body });
    if (pathname === '/oauth/authorize') return this.#pass(request, raw, response);
    const own = this.#own[pathname];
    const said = own ? await own(body) : this.#serviceAnswer(pathname, headers.authorization);
    if (said === 'provider') return this.#pass(request, raw, response);
    response.writeHead(said.status ?? 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(said.body ?? {}));
  }

  async #pass(
    { method = '', url = '', headers }: IncomingMessage,
    raw: string,
    response: ServerResponse,
  ): Promise<void> {
    const type = headers['content-type'];
    const { port } = this.#inner.address();
    const answer = await fetch(`http://127.0.0.1:${port}${url}`, {
      method,
      redirect: 'manual',
      ...(type !== undefined && { headers: { 'content-type': type }, body: raw }),
    });
    const location = answer.headers.get('location');
    response.writeHead(answer.status, { 'content-type': 'application/json', ...(location && { location }) });
    response.end(await answer.text());
  }

  readonly #own: Readonly<Record<string, (body: Seen['body']) => Promise<ServiceAnswer | 'provider'>>> = {
    '/oauth/token': async (body) => {
      if (body.grant_type === 'refresh_token') return this.#renew(body.refresh_token);
      return body.grant_type === 'authorization_code' ? 'provider' : { status: 400, body: { error: 'no keys here' } };
    },
    '/oauth/revoke': async ({ token }) => {
      this.revoked.push(token);
      this.#refreshTokens.delete(token);
      return { body: {} };
    },
    '/api/accounts/deviceauth/usercode': async () => ({
      body: { device_auth_id: 'device-1', user_code: 'ABCD-1234', interval: '0' },
    }),
    '/api/accounts/deviceauth/token': async () => (this.#deviceCode ? { body: this.#deviceCode } : { status: 403 }),
  };

  async #renew(refreshToken: string): Promise<ServiceAnswer | 'provider'> {
    await this.wishes.gate;
    if (this.wishes.refusal) return this.wishes.refusal;
    if (this.#refreshTokens.delete(refreshToken)) return 'provider';
    return { status: 401, body: { error: { code: 'refresh_token_reused' } } };
  }

  #serviceAnswer(path: string, authorization: string | undefined): ServiceAnswer {
    if (!this.live.has(authorization?.replace(/^Bearer /, '') ?? '')) return { status: 401, body: { detail: 'no' } };
    const known = this.wishes.service[path.replace('/backend-api', '')];
    if (known) return known;
    const detail = this.wishes.quotes ? `You sent ${authorization}` : 'not found';
    return { status: this.wishes.quotes ? 500 : 404, body: { detail } };
  }

  async issue(): Promise<string> {
    const claims = this.#claims();
    const token = await this.#inner.issuer.buildToken({
      scopesOrTransform: (_, payload) => void Object.assign(payload, claims),
    });
    this.live.add(token);
    return token;
  }

  async approveDevice(base: string): Promise<void> {
    const verifier = `${randomUUID()}${randomUUID()}`;
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: 'device',
      redirect_uri: `${base}/deviceauth/callback`,
      code_challenge: verifier,
      code_challenge_method: 'plain',
      state: 's',
      scope: 'openid',
    });
    const { headers } = await fetch(`${base}/oauth/authorize?${query}`, { redirect: 'manual' });
    const code = new URL(headers.get('location') ?? '').searchParams.get('code') ?? '';
    this.#deviceCode = { authorization_code: code, code_challenge: verifier, code_verifier: verifier };
  }
}

function parse(raw: string, type: string): Seen['body'] {
  if (type.includes('json')) return JSON.parse(raw);
  return raw === '' ? null : Object.fromEntries(new URLSearchParams(raw));
}
