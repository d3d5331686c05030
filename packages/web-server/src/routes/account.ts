// Rows of the account at the model provider. They have nothing to do with the token of this server.
import { Type } from '@codex/protocol/type.ts';
import { cancelledLogin } from '../handlers/account.ts';
import type { Route } from '../rest/route.ts';

export const accountRoutes = [
  { verb: 'POST', path: '/api/v2/auth/login', about: 'Begin a login', method: 'account/login/start' },
  {
    verb: 'POST',
    path: '/api/v2/auth/login/cancel',
    about: 'Give up a login',
    method: 'account/login/cancel',
    view: cancelledLogin,
  },
  { verb: 'POST', path: '/api/v2/auth/logout', about: 'Log out', method: 'account/logout' },
  {
    verb: 'GET',
    path: '/api/v2/auth/account',
    about: 'Read the account; null when logged out',
    method: 'account/read',
  },
  {
    verb: 'GET',
    path: '/api/v2/auth/status',
    about: 'How requests to the model are authenticated',
    method: 'getAuthStatus',
    prepare: (input) => ({ include_token: null, refresh_token: null, ...input }),
  },
  {
    verb: 'GET',
    path: '/api/v2/auth/rate-limits',
    about: 'Read the limits of the account',
    method: 'account/rateLimits/read',
  },
  {
    verb: 'POST',
    path: '/api/v2/auth/rate-limits/reset-credits/consume',
    about: 'Use a credit to reset the limits',
    method: 'account/rateLimitResetCredit/consume',
  },
  { verb: 'GET', path: '/api/v2/auth/usage', about: 'Read the usage of the account', method: 'account/usage/read' },
  {
    verb: 'GET',
    path: '/api/v2/auth/security-setup',
    about: 'Read what the account still lacks for its security',
    method: 'account/securitySetup/read',
  },
  {
    verb: 'GET',
    path: '/api/v2/auth/workspace-messages',
    about: 'Read messages of the workspace',
    method: 'account/workspaceMessages/read',
  },
  {
    verb: 'POST',
    path: '/api/v2/auth/credits/nudge-email',
    about: 'Ask the owner of the workspace for credits',
    method: 'account/sendAddCreditsNudgeEmail',
  },
  {
    verb: 'POST',
    path: '/api/v2/auth/gateway/login',
    about: 'Begin a login at a model gateway; its end is an event',
    method: 'account/gatewayOAuth/login',
    status: 202,
  },
  {
    verb: 'GET',
    path: '/api/v2/auth/gateway',
    about: 'Read the login at a model gateway',
    method: 'account/gatewayOAuth/read',
    takes: { model_provider: Type.Optional(Type.String()) },
  },
  {
    verb: 'POST',
    path: '/api/v2/auth/gateway/login/cancel',
    about: 'Give up a login at a model gateway',
    method: 'account/gatewayOAuth/cancel',
  },
] as const satisfies readonly Route[];
