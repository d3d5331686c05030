// The requests and notifications of providers of models.
import type { NotificationTable, RequestTable } from '../method-table.ts';
import { AuthRecoveryNotification } from './auth-recovery.ts';
import { ModelProviderCapabilitiesReadParams, ModelProviderCapabilitiesReadResponse } from './capabilities.ts';
import { ModelProviderConfigWriteParams, ModelProviderConfigWriteResponse } from './config-write.ts';
import { ModelProviderListParams, ModelProviderListResponse } from './list.ts';

export const modelProviderRequests = {
  'modelProvider/list': { params: ModelProviderListParams, result: ModelProviderListResponse },
  'modelProvider/config/write': { params: ModelProviderConfigWriteParams, result: ModelProviderConfigWriteResponse },
  'modelProvider/capabilities/read': {
    params: ModelProviderCapabilitiesReadParams,
    result: ModelProviderCapabilitiesReadResponse,
  },
} as const satisfies RequestTable;

export const modelProviderNotifications = {
  'modelProvider/authRecoveryStarted': AuthRecoveryNotification,
  'modelProvider/authRecoveryCompleted': AuthRecoveryNotification,
} as const satisfies NotificationTable;
