// The requests and notifications of the account.
import type { NotificationTable, RequestTable } from '../method-table.ts';
import { nullable } from '../schema.ts';
import { Type } from '../type.ts';
import { AccountUpdatedNotification, GetAccountParams, GetAccountResponse, LogoutAccountResponse } from './account.ts';
import { SendAddCreditsNudgeEmailParams, SendAddCreditsNudgeEmailResponse } from './add-credits.ts';
import {
  BedrockCheckGovCloudRequirementsParams,
  BedrockCheckGovCloudRequirementsResponse,
  BedrockDiscoverParams,
  BedrockDiscoverResponse,
  BedrockSetupParams,
  BedrockSetupResponse,
} from './bedrock.ts';
import {
  GatewayOAuthCancelResponse,
  GatewayOAuthChangedNotification,
  GatewayOAuthLoginParams,
  GatewayOAuthLoginResponse,
  GatewayOAuthReadParams,
  GatewayOAuthReadResponse,
} from './gateway-oauth.ts';
import { GcpSetupParams, GcpSetupResponse } from './gcp.ts';
import {
  AccountLoginCompletedNotification,
  CancelLoginAccountParams,
  CancelLoginAccountResponse,
  LoginAccountParams,
  LoginAccountResponse,
} from './login.ts';
import { AccountRateLimitsUpdatedNotification } from './rate-limits.ts';
import { GetAccountRateLimitsParams, GetAccountRateLimitsResponse } from './rate-limits-read.ts';
import {
  ConsumeAccountRateLimitResetCreditParams,
  ConsumeAccountRateLimitResetCreditResponse,
} from './reset-credits.ts';
import { GetAccountSecuritySetupResponse } from './security-setup.ts';
import { GetAccountTokenUsageParams, GetAccountTokenUsageResponse } from './usage.ts';
import { GetWorkspaceMessagesResponse } from './workspace-messages.ts';

export const accountRequests = {
  'account/gatewayOAuth/read': { params: nullable(GatewayOAuthReadParams), result: GatewayOAuthReadResponse },
  'account/gatewayOAuth/login': { params: nullable(GatewayOAuthLoginParams), result: GatewayOAuthLoginResponse },
  'account/gatewayOAuth/cancel': { params: Type.Null(), result: GatewayOAuthCancelResponse },
  'account/login/start': { params: LoginAccountParams, result: LoginAccountResponse },
  'account/bedrock/discover': { params: BedrockDiscoverParams, result: BedrockDiscoverResponse, experimental: true },
  'account/bedrock/setup': { params: BedrockSetupParams, result: BedrockSetupResponse, experimental: true },
  'account/gcp/setup': { params: GcpSetupParams, result: GcpSetupResponse, experimental: true },
  'account/bedrock/checkGovCloudRequirements': {
    params: BedrockCheckGovCloudRequirementsParams,
    result: BedrockCheckGovCloudRequirementsResponse,
    experimental: true,
  },
  'account/login/cancel': { params: CancelLoginAccountParams, result: CancelLoginAccountResponse },
  'account/logout': { params: Type.Null(), result: LogoutAccountResponse },
  'account/securitySetup/read': { params: Type.Null(), result: GetAccountSecuritySetupResponse },
  'account/rateLimits/read': { params: nullable(GetAccountRateLimitsParams), result: GetAccountRateLimitsResponse },
  'account/rateLimitResetCredit/consume': {
    params: ConsumeAccountRateLimitResetCreditParams,
    result: ConsumeAccountRateLimitResetCreditResponse,
  },
  'account/usage/read': { params: nullable(GetAccountTokenUsageParams), result: GetAccountTokenUsageResponse },
  'account/workspaceMessages/read': { params: Type.Null(), result: GetWorkspaceMessagesResponse },
  'account/sendAddCreditsNudgeEmail': {
    params: SendAddCreditsNudgeEmailParams,
    result: SendAddCreditsNudgeEmailResponse,
  },
  'account/read': { params: GetAccountParams, result: GetAccountResponse },
} as const satisfies RequestTable;

export const accountNotifications = {
  'account/updated': AccountUpdatedNotification,
  'account/gatewayOAuth/changed': GatewayOAuthChangedNotification,
  'account/rateLimits/updated': AccountRateLimitsUpdatedNotification,
  'account/login/completed': AccountLoginCompletedNotification,
} as const satisfies NotificationTable;
