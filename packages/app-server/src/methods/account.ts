// account/* and getAuthStatus: who is signed in, and signing in with a key or with tokens of the host.

import type { Credentials } from '@codex/engine/auth/credentials.ts';
import type { LoginSettings } from '@codex/engine/config/config.ts';
import { ConfigError } from '@codex/engine/config/toml.ts';
import type { Engine } from '@codex/engine/engine.ts';
import { EngineError, invalidRequest } from '@codex/engine/errors.ts';
import type { Account } from '@codex/protocol/account/account.ts';
import { PlanType } from '@codex/protocol/account/rate-limits.ts';
import type { Params, ServerNotification } from '@codex/protocol/methods.ts';
import type { Handlers } from '../context.ts';

const openLogin: LoginSettings = { forcedMethod: null, forcedWorkspaces: null, store: 'file' };

export const accountHandlers = {
  async 'account/read'({ engine }) {
    const { credentials, requiresOpenaiAuth } = await signedIn(engine);
    const userId = credentials && 'claims' in credentials ? credentials.claims.userId : null;
    return {
      response: { account: credentials && accountOf(credentials), userId, requiresOpenaiAuth, workspaceRouting: null },
    };
  },

  async getAuthStatus({ engine }, { includeToken }) {
    const { credentials, requiresOpenaiAuth } = await signedIn(engine);
    const token = credentials?.kind === 'apikey' ? credentials.apiKey : credentials?.accessToken;
    return {
      response: {
        authMethod: credentials?.kind ?? null,
        authToken: includeToken ? (token ?? null) : null,
        requiresOpenaiAuth,
      },
    };
  },

  async 'account/login/start'({ engine }, params) {
    const login = (await providerAndLogin(engine)).login;
    await (logins[params.type] as Login)(engine, params, login);
    const credentials = await engine.auth.current(login);
    const type = params.type as 'apiKey' | 'chatgptAuthTokens';
    return {
      response: { type },
      begin() {
        const completed = { loginId: null, success: true, error: null, onboardingEntrypoint: null };
        announce(engine, { method: 'account/login/completed', params: completed });
        const authMode = credentials?.kind ?? null;
        announce(engine, { method: 'account/updated', params: { authMode, planType: planTypeOf(credentials) } });
      },
    };
  },

  /** Nothing that could be cancelled is ever under way: signing in takes one step here. */
  'account/login/cancel'(_, { loginId }) {
    const isId = /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i.test(loginId);
    if (!isId) throw invalidRequest(`invalid login id: ${loginId}`);
    return { response: { status: 'notFound' } };
  },

  async 'account/logout'({ engine }) {
    await engine.auth.logout();
    return {
      response: {},
      begin: () => announce(engine, { method: 'account/updated', params: { authMode: null, planType: null } }),
    };
  },

  'account/rateLimits/read': ({ engine }) => refuseWithoutAccount(engine, 'to read rate limits'),
  'account/usage/read': ({ engine }) => refuseWithoutAccount(engine, 'to read token usage'),
  'account/workspaceMessages/read': ({ engine }) => refuseWithoutAccount(engine, 'to read workspace messages'),
  'account/sendAddCreditsNudgeEmail': ({ engine }) => refuseWithoutAccount(engine, 'to notify workspace owner'),
  'account/rateLimitResetCredit/consume': ({ engine }) => refuseWithoutAccount(engine, 'for rate limit reset credits'),
  'accountSession/list': () => ({ response: { activeSessionId: null, sessions: [] } }),

  /** Advice about accounts of ChatGPT: there is none without one. */
  async 'account/securitySetup/read'({ engine }) {
    const credentials = await engine.auth.current(openLogin);
    if (credentials && credentials.kind !== 'apikey') {
      throw new EngineError('unsupported', 'asking ChatGPT about security is not supported by this server');
    }
    return { response: { notice: null } };
  },

  /** No provider of this server is on AWS. */
  'account/bedrock/checkGovCloudRequirements': () => ({ response: { isGovCloud: false, shouldWarn: false } }),
} satisfies Partial<Handlers>;

type LoginParams = Params<'account/login/start'>;
type Login = (engine: Engine, params: LoginParams, settings: LoginSettings) => void | Promise<void>;

/** Each either signs in or throws. */
const logins: {
  readonly [T in LoginParams['type']]: (
    engine: Engine,
    params: Extract<LoginParams, { type: T }>,
    settings: LoginSettings,
  ) => void | Promise<void>;
} = {
  apiKey: ({ auth }, { apiKey }, settings) => auth.loginWithApiKey(apiKey, settings),
  chatgptAuthTokens: ({ auth }, { accessToken, chatgptAccountId, chatgptPlanType }, settings) =>
    auth.loginWithExternalTokens({ accessToken, chatgptAccountId, chatgptPlanType: chatgptPlanType ?? null }, settings),
  chatgpt: refuseChatgpt,
  chatgptDeviceCode: refuseChatgpt,
  amazonBedrock: refuseBedrock,
  amazonBedrockAccessKeys: refuseBedrock,
};

function refuseChatgpt({ auth }: Engine, { type }: LoginParams, { forcedMethod }: LoginSettings): never {
  auth.refuseBesideExternal();
  if (forcedMethod === 'api') throw invalidRequest('ChatGPT login is disabled. Use API key login instead.');
  throw new EngineError(
    'unsupported',
    `account/login/start (${type}) is not supported by this server; sign in with an API key`,
  );
}

function refuseBedrock(_: Engine, { type }: LoginParams): never {
  throw new EngineError('unsupported', `account/login/start (${type}) is not supported by this server`);
}

async function signedIn(engine: Engine) {
  const { requiresOpenaiAuth, login } = await providerAndLogin(engine);
  const credentials = requiresOpenaiAuth ? await engine.auth.current(login) : null;
  return { credentials, requiresOpenaiAuth };
}

/** A configuration with mistakes must not hide who is signed in. */
async function providerAndLogin({ config }: Engine) {
  try {
    const { providers, modelProvider, login } = await config.load();
    return { requiresOpenaiAuth: providers[modelProvider]?.requiresOpenaiAuth ?? true, login };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { requiresOpenaiAuth: true, login: openLogin };
  }
}

function accountOf(credentials: Credentials): Account {
  if (credentials.kind === 'apikey') return { type: 'apiKey' };
  const planType = planTypeOf(credentials) ?? 'unknown';
  return { type: 'chatgpt', email: credentials.claims.email, planType, workspaceName: null };
}

const planTypes: ReadonlySet<string> = new Set(PlanType.enum);

function planTypeOf(credentials: Credentials | null): PlanType | null {
  if (!credentials || credentials.kind === 'apikey') return null;
  const { planType } = credentials.claims;
  return planType !== null && planTypes.has(planType) ? (planType as PlanType) : 'unknown';
}

function announce(engine: Engine, news: ServerNotification): void {
  engine.announce({ ...news, emittedAtMs: Date.now() });
}

/** These facts belong to accounts of ChatGPT, which this server cannot ask about yet. */
async function refuseWithoutAccount({ auth }: Engine, what: string): Promise<never> {
  const credentials = await auth.current(openLogin);
  if (credentials?.kind === 'chatgpt' || credentials?.kind === 'chatgptAuthTokens') {
    throw new EngineError('unsupported', `asking ChatGPT ${what} is not supported by this server`);
  }
  const account = credentials?.kind === 'apikey' ? 'chatgpt' : 'codex account';
  throw invalidRequest(`${account} authentication required ${what}`);
}
