// The requests and notifications of turns.
import type { NotificationTable, RequestTable } from '../method-table.ts';
import { TurnInterruptParams, TurnInterruptResponse } from './interrupt.ts';
import {
  ErrorNotification,
  TurnCompletedNotification,
  TurnDiffUpdatedNotification,
  TurnModerationMetadataNotification,
  TurnPlanUpdatedNotification,
  TurnStartedNotification,
} from './notifications.ts';
import { RawResponseCompletedNotification, RawResponseItemCompletedNotification } from './raw-response.ts';
import { TurnSettingsUpdateParams, TurnSettingsUpdateResponse } from './settings.ts';
import { TurnStartParams, TurnStartResponse } from './start.ts';
import { TurnSteerParams, TurnSteerResponse } from './steer.ts';

export const turnRequests = {
  'turn/start': { params: TurnStartParams, result: TurnStartResponse, scope: 'threadId' },
  'turn/settings/update': {
    params: TurnSettingsUpdateParams,
    result: TurnSettingsUpdateResponse,
    scope: 'threadId',
    experimental: true,
  },
  'turn/steer': { params: TurnSteerParams, result: TurnSteerResponse, scope: 'threadId' },
  'turn/interrupt': { params: TurnInterruptParams, result: TurnInterruptResponse, scope: 'threadId' },
} as const satisfies RequestTable;

export const turnNotifications = {
  'turn/started': TurnStartedNotification,
  'turn/completed': TurnCompletedNotification,
  'turn/diff/updated': TurnDiffUpdatedNotification,
  'turn/plan/updated': TurnPlanUpdatedNotification,
  'turn/moderationMetadata': TurnModerationMetadataNotification,
  error: ErrorNotification,
  'rawResponseItem/completed': RawResponseItemCompletedNotification,
  'rawResponse/completed': RawResponseCompletedNotification,
} as const satisfies NotificationTable;
