// The requests and notifications of projects.
import type { NotificationTable, RequestTable } from '../method-table.ts';
import {
  ProjectChangedNotification,
  ProjectCreateParams,
  ProjectCreateResponse,
  ProjectDeleteParams,
  ProjectDeleteResponse,
  ProjectListParams,
  ProjectListResponse,
  ProjectReadParams,
  ProjectReadResponse,
} from './project.ts';

export const projectRequests = {
  'project/list': { params: ProjectListParams, result: ProjectListResponse },
  'project/read': { params: ProjectReadParams, result: ProjectReadResponse },
  'project/create': { params: ProjectCreateParams, result: ProjectCreateResponse },
  'project/delete': { params: ProjectDeleteParams, result: ProjectDeleteResponse },
} as const satisfies RequestTable;

export const projectNotifications = {
  'project/changed': ProjectChangedNotification,
} as const satisfies NotificationTable;
