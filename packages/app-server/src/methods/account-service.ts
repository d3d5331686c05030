// What only the ChatGPT service knows of the account: limits, usage, messages, advice. Without an account each refuses in
// words of its own. Also signing in to gateways, which no provider of this server wants.
import type { BackendOptions } from '@codex/engine/auth/backend/client.ts';
import { invalidRequest } from '@codex/engine/errors.ts';
import { loginContext } from '../account-state.ts';
import type { Handlers, RequestContext } from '../context.ts';

export const accountServiceHandlers = {
  async 'account/rateLimits/read'(context, params) {
    const { readRateLimits } = await import('@codex/engine/auth/backend/rate-limits.ts');
    return { response: await readRateLimits(await backendOptions(context), params) };
  },

  async 'account/rateLimitResetCredit/consume'(context, params) {
    const { consumeResetCredit } = await import('@codex/engine/auth/backend/rate-limits.ts');
    return { response: await consumeResetCredit(await backendOptions(context), params) };
  },

  async 'account/usage/read'(context, params) {
    const { readUsage } = await import('@codex/engine/auth/backend/usage.ts');
    return { response: await readUsage(await backendOptions(context), params) };
  },

  async 'account/workspaceMessages/read'(context) {
    const { readWorkspaceMessages } = await import('@codex/engine/auth/backend/notices.ts');
    return { response: await readWorkspaceMessages(await backendOptions(context)) };
  },

  async 'account/sendAddCreditsNudgeEmail'(context, params) {
    const { sendCreditsNudge } = await import('@codex/engine/auth/backend/notices.ts');
    return { response: await sendCreditsNudge(await backendOptions(context), params) };
  },

  async 'account/securitySetup/read'(context) {
    const { readSecuritySetup } = await import('@codex/engine/auth/backend/notices.ts');
    return { response: await readSecuritySetup(await backendOptions(context)) };
  },

  async 'account/gatewayOAuth/read'({ engine }, params) {
    const { providers, modelProvider } = await engine.config.load();
    const id = params?.modelProvider ?? modelProvider;
    const provider = Object.hasOwn(providers, id) ? providers[id] : undefined;
    if (!provider) throw invalidRequest('Unknown provider ID.');
    return {
      response: {
        providerId: id,
        providerName: provider.name,
        required: false,
        supportsDeviceAuth: false,
        status: null,
        error: null,
      },
    };
  },

  'account/gatewayOAuth/login'() {
    throw invalidRequest('The selected provider does not use gateway OAuth');
  },

  /** Nothing is ever under way. */
  'account/gatewayOAuth/cancel': () => ({ response: {} }),
} satisfies Partial<Handlers>;

async function backendOptions({ engine, connection }: RequestContext): Promise<BackendOptions> {
  const { settings, chatgptBaseUrl } = await loginContext(engine);
  return { auth: engine.auth, settings, baseUrl: chatgptBaseUrl, userAgent: connection.client.userAgent };
}
