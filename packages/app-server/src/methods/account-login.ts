// account/login/start and account/login/cancel. Keys and tokens of the host are taken in one step; a browser or another
// device takes longer, and how that ended is told to every client.
import type { LoginOutcome } from '@codex/engine/auth/login-attempts.ts';
import type { Engine } from '@codex/engine/engine.ts';
import { EngineError, invalidRequest } from '@codex/engine/errors.ts';
import type { Params, Result } from '@codex/protocol/methods.ts';
import { announceLogin, type LoginContext, loginContext } from '../account-state.ts';
import type { Handlers, Reply, RequestContext } from '../context.ts';

type LoginParams = Params<'account/login/start'>;
type Type = LoginParams['type'];
type LoginReply = Reply<Result<'account/login/start'>>;

interface Attempt<T extends Type> {
  readonly engine: Engine;
  readonly params: Extract<LoginParams, { type: T }>;
  readonly context: LoginContext;
  /** The name of the client, which the issuer shows. */
  readonly originator: string;
}

export const accountLoginHandlers = {
  async 'account/login/start'({ engine, connection }: RequestContext, params: LoginParams) {
    const login = logins[params.type] as (attempt: Attempt<Type>) => Promise<LoginReply>;
    return login({ engine, params, context: await loginContext(engine), originator: connection.client.name });
  },

  async 'account/login/cancel'({ engine }, { loginId }) {
    const isId = /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i.test(loginId);
    if (!isId) throw invalidRequest(`invalid login id: ${loginId}`);
    const isKnown = (await engine.auth.attempts()).cancel(loginId.toLowerCase());
    return { response: { status: isKnown ? 'canceled' : 'notFound' } };
  },
} satisfies Partial<Handlers>;

const logins: { readonly [T in Type]: (attempt: Attempt<T>) => Promise<LoginReply> } = {
  async apiKey({ engine, params: { apiKey }, context }) {
    await engine.auth.loginWithApiKey(apiKey, context.settings);
    await engine.auth.giveUpAttempt();
    return atOnce(engine, 'apiKey');
  },

  async chatgptAuthTokens({ engine, params, context }) {
    const { accessToken, chatgptAccountId, chatgptPlanType } = params;
    const tokens = { accessToken, chatgptAccountId, chatgptPlanType: chatgptPlanType ?? null };
    engine.auth.loginWithExternalTokens(tokens, context.settings);
    await engine.auth.giveUpAttempt();
    return atOnce(engine, 'chatgptAuthTokens');
  },

  async chatgpt({ engine, params, context, originator }) {
    const { useHostedLoginSuccessPage: isHosted, appBrand } = params;
    const successUrl = isHosted ? hostedPage(appBrand ?? 'codex') : null;
    const attempts = await engine.auth.attempts();
    const request = engine.auth.browserLogin({ originator, successUrl, settings: context.settings });
    const { loginId, authUrl } = await attempts.startBrowser(request, tellEnd(engine)).catch((error: Error) => {
      throw new EngineError('internal', `failed to start login server: ${error.message}`);
    });
    return { response: { type: 'chatgpt', loginId, authUrl } };
  },

  async chatgptDeviceCode({ engine, context, originator }) {
    const { NoDeviceCodes } = await import('@codex/engine/auth/device-login.ts');
    const attempts = await engine.auth.attempts();
    const request = engine.auth.deviceLogin({ originator, settings: context.settings });
    const started = await attempts.startDevice(request, tellEnd(engine)).catch((error: Error) => {
      if (error instanceof NoDeviceCodes) throw invalidRequest(error.message);
      throw new EngineError('internal', `failed to request device code: ${error.message}`);
    });
    return { response: { type: 'chatgptDeviceCode', ...started } };
  },

  amazonBedrock: refuseBedrock,
  amazonBedrockAccessKeys: refuseBedrock,
};

function atOnce(engine: Engine, type: 'apiKey' | 'chatgptAuthTokens'): LoginReply {
  return { response: { type }, begin: () => void announceLogin(engine, null, null) };
}

function tellEnd(engine: Engine) {
  return ({ loginId, error }: LoginOutcome) => void announceLogin(engine, loginId, error);
}

/** The page of the service that opens the app in which the user began. */
function hostedPage(brand: string): string {
  return `https://chatgpt.com/codex/open-app?source=login&app_brand=${brand}`;
}

type Bedrock = Attempt<'amazonBedrock'> | Attempt<'amazonBedrockAccessKeys'>;

async function refuseBedrock({ engine, params, context }: Bedrock): Promise<never> {
  engine.auth.refuseBesideExternal();
  if (context.settings.forcedMethod === 'chatgpt') {
    throw invalidRequest('Amazon Bedrock login is disabled. Use ChatGPT login instead.');
  }
  throw new EngineError('unsupported', `account/login/start (${params.type}) is not supported by this server`);
}
