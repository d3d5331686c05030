// The requests and notifications of the sandbox on Windows.
import type { NotificationTable, RequestTable } from '../method-table.ts';
import { Type } from '../type.ts';
import { WindowsSandboxReadinessResponse } from './readiness.ts';
import {
  WindowsSandboxSetupCompletedNotification,
  WindowsSandboxSetupStartParams,
  WindowsSandboxSetupStartResponse,
} from './setup.ts';

export const windowsSandboxRequests = {
  'windowsSandbox/setupStart': { params: WindowsSandboxSetupStartParams, result: WindowsSandboxSetupStartResponse },
  'windowsSandbox/readiness': { params: Type.Null(), result: WindowsSandboxReadinessResponse },
} as const satisfies RequestTable;

export const windowsSandboxNotifications = {
  'windowsSandbox/setupCompleted': WindowsSandboxSetupCompletedNotification,
} as const satisfies NotificationTable;
