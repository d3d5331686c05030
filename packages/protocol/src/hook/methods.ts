// The requests and notifications of hooks.
import type { NotificationTable, RequestTable } from '../method-table.ts';
import { HooksListParams, HooksListResponse } from './list.ts';
import { HookCompletedNotification, HookStartedNotification } from './run.ts';

export const hookRequests = {
  'hooks/list': { params: HooksListParams, result: HooksListResponse },
} as const satisfies RequestTable;

export const hookNotifications = {
  'hook/started': HookStartedNotification,
  'hook/completed': HookCompletedNotification,
} as const satisfies NotificationTable;
