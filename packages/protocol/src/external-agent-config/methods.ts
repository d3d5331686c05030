// The requests and notifications of bringing things over from another coding agent.
import type { NotificationTable, RequestTable } from '../method-table.ts';
import { Type } from '../type.ts';
import { ExternalAgentConfigDetectParams, ExternalAgentConfigDetectResponse } from './detect.ts';
import {
  ExternalAgentConfigImportHistoriesReadResponse,
  ExternalAgentConfigImportHistoryRecordParams,
  ExternalAgentConfigImportHistoryRecordResponse,
} from './history.ts';
import {
  ExternalAgentConfigImportCompletedNotification,
  ExternalAgentConfigImportParams,
  ExternalAgentConfigImportProgressNotification,
  ExternalAgentConfigImportResponse,
} from './import.ts';

export const externalAgentConfigRequests = {
  'externalAgentConfig/detect': { params: ExternalAgentConfigDetectParams, result: ExternalAgentConfigDetectResponse },
  'externalAgentConfig/import': { params: ExternalAgentConfigImportParams, result: ExternalAgentConfigImportResponse },
  'externalAgentConfig/import/recordHistory': {
    params: ExternalAgentConfigImportHistoryRecordParams,
    result: ExternalAgentConfigImportHistoryRecordResponse,
  },
  'externalAgentConfig/import/readHistories': {
    params: Type.Null(),
    result: ExternalAgentConfigImportHistoriesReadResponse,
  },
} as const satisfies RequestTable;

export const externalAgentConfigNotifications = {
  'externalAgentConfig/import/progress': ExternalAgentConfigImportProgressNotification,
  'externalAgentConfig/import/completed': ExternalAgentConfigImportCompletedNotification,
} as const satisfies NotificationTable;
