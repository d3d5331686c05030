// account/read, account/logout, getAuthStatus: who is signed in. Signing in is in account-login.ts, what the ChatGPT
// service knows of the account in account-service.ts.
import type { Credentials } from '@codex/engine/auth/credentials.ts';
import type { Engine } from '@codex/engine/engine.ts';
import type { Account, WorkspaceRouting } from '@codex/protocol/account/account.ts';
import { announce, type LoginContext, loginContext, planTypeOf } from '../account-state.ts';
import type { Handlers } from '../context.ts';

export const accountHandlers = {
  async 'account/read'({ engine, connection }, { refreshToken }) {
    const { context, standing } = await signedIn(engine, refreshToken);
    const { requiresOpenaiAuth } = context;
    // Who has to sign in again is not signed in.
    const credentials = standing.refusal ? null : standing.credentials;
    const userId = credentials && 'claims' in credentials ? credentials.claims.userId : null;
    const workspaceRouting = await routingOf(engine, connection.client.userAgent, context, credentials);
    return {
      response: { account: credentials && accountOf(credentials), userId, requiresOpenaiAuth, workspaceRouting },
    };
  },

  async getAuthStatus({ engine }, { includeToken, refreshToken }) {
    const { context, standing } = await signedIn(engine, refreshToken ?? false);
    const { credentials, refusal } = standing;
    const token = credentials?.kind === 'apikey' ? credentials.apiKey : credentials?.accessToken;
    return {
      response: {
        authMethod: credentials?.kind ?? null,
        authToken: includeToken && !refusal ? (token ?? null) : null,
        requiresOpenaiAuth: context.requiresOpenaiAuth,
      },
    };
  },

  async 'account/logout'({ engine }) {
    const { settings } = await loginContext(engine);
    await engine.auth.giveUpAttempt();
    await engine.auth.logout(settings);
    return {
      response: {},
      begin: () => announce(engine, { method: 'account/updated', params: { authMode: null, planType: null } }),
    };
  },

  'accountSession/list': () => ({ response: { activeSessionId: null, sessions: [] } }),

  /** No provider of this server is on AWS. */
  'account/bedrock/checkGovCloudRequirements': () => ({ response: { isGovCloud: false, shouldWarn: false } }),
} satisfies Partial<Handlers>;

const NOBODY = { credentials: null, refusal: null };

async function signedIn(engine: Engine, wantsNewTokens: boolean | undefined) {
  const context = await loginContext(engine);
  const { requiresOpenaiAuth, settings } = context;
  // Whether they can be had is seen by the next request; what was refused for good, by the standing.
  if (wantsNewTokens) await engine.auth.renew(settings).catch(() => {});
  return { context, standing: requiresOpenaiAuth ? await engine.auth.standing(settings) : NOBODY };
}

function accountOf(credentials: Credentials): Account {
  if (credentials.kind === 'apikey') return { type: 'apiKey' };
  const planType = planTypeOf(credentials) ?? 'unknown';
  return { type: 'chatgpt', email: credentials.claims.email, planType, workspaceName: null };
}

/** null also when the service cannot be asked: that must not hide who is signed in. */
async function routingOf(
  { auth }: Engine,
  userAgent: string,
  { settings, chatgptBaseUrl }: LoginContext,
  credentials: Credentials | null,
): Promise<WorkspaceRouting | null> {
  if (!credentials || credentials.kind === 'apikey') return null;
  return auth.routing({ settings, baseUrl: chatgptBaseUrl, userAgent }, credentials).catch(() => null);
}
