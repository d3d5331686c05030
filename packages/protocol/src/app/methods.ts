// The requests and notifications of apps.
import type { NotificationTable, RequestTable } from '../method-table.ts';
import { AppsInstalledParams, AppsInstalledResponse } from './installed.ts';
import { AppListUpdatedNotification, AppsListParams, AppsListResponse } from './list.ts';
import { AppsReadParams, AppsReadResponse } from './read.ts';

export const appRequests = {
  'app/read': { params: AppsReadParams, result: AppsReadResponse },
  'app/list': { params: AppsListParams, result: AppsListResponse },
  'app/installed': { params: AppsInstalledParams, result: AppsInstalledResponse },
} as const satisfies RequestTable;

export const appNotifications = {
  'app/list/updated': AppListUpdatedNotification,
} as const satisfies NotificationTable;
