// The requests and notifications of projects.
import type { NotificationTable, RequestTable } from '../method-table.ts';
import {
  ProjectChangedNotification,
  ProjectCreateParams,
  ProjectCreateResponse,
  ProjectDeleteParams,
  ProjectDeleteResponse,
  ProjectImportParams,
  ProjectImportResponse,
  ProjectListParams,
  ProjectListResponse,
  ProjectMoveParams,
  ProjectMoveResponse,
  ProjectReadParams,
  ProjectReadResponse,
  ProjectUpdateParams,
  ProjectUpdateResponse,
} from './project.ts';

export const projectRequests = {
  'project/list': { params: ProjectListParams, result: ProjectListResponse, experimental: true },
  'project/read': { params: ProjectReadParams, result: ProjectReadResponse, experimental: true },
  'project/create': { params: ProjectCreateParams, result: ProjectCreateResponse, experimental: true },
  'project/import': { params: ProjectImportParams, result: ProjectImportResponse, experimental: true },
  'project/update': { params: ProjectUpdateParams, result: ProjectUpdateResponse, experimental: true },
  'project/move': { params: ProjectMoveParams, result: ProjectMoveResponse, experimental: true },
  'project/delete': { params: ProjectDeleteParams, result: ProjectDeleteResponse, experimental: true },
} as const satisfies RequestTable;

export const projectNotifications = {
  'project/changed': ProjectChangedNotification,
} as const satisfies NotificationTable;
