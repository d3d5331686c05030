// The requests and notifications of models.
import type { NotificationTable, RequestTable } from '../method-table.ts';
import { ModelListParams, ModelListResponse } from './list.ts';
import {
  ModelReroutedNotification,
  ModelSafetyBufferingUpdatedNotification,
  ModelVerificationNotification,
} from './notifications.ts';

export const modelRequests = {
  'model/list': { params: ModelListParams, result: ModelListResponse },
} as const satisfies RequestTable;

export const modelNotifications = {
  'model/rerouted': ModelReroutedNotification,
  'model/verification': ModelVerificationNotification,
  'model/safetyBuffering/updated': ModelSafetyBufferingUpdatedNotification,
} as const satisfies NotificationTable;
