// The requests and notifications of threads.
import type { NotificationTable, RequestTable } from '../method-table.ts';
import { ThreadListParams, ThreadListResponse, ThreadLoadedListParams, ThreadLoadedListResponse } from './list.ts';
import {
  ServerRequestResolvedNotification,
  ThreadClosedNotification,
  ThreadGoalClearedNotification,
  ThreadNameUpdatedNotification,
  ThreadStatusChangedNotification,
} from './notifications.ts';
import { ThreadReadParams, ThreadReadResponse, ThreadTurnsListParams, ThreadTurnsListResponse } from './read.ts';
import { ThreadReadStateChangedNotification } from './read-state.ts';
import { ThreadResumeParams, ThreadResumeResponse } from './resume.ts';
import { ThreadSettingsUpdatedNotification } from './settings.ts';
import { ThreadStartedNotification, ThreadStartParams, ThreadStartResponse } from './start.ts';
import { ThreadTokenUsageUpdatedNotification } from './token-usage.ts';
import { ThreadUnsubscribeParams, ThreadUnsubscribeResponse } from './unsubscribe.ts';

export const threadRequests = {
  'thread/start': { params: ThreadStartParams, result: ThreadStartResponse },
  'thread/resume': { params: ThreadResumeParams, result: ThreadResumeResponse, scope: 'threadId' },
  'thread/list': { params: ThreadListParams, result: ThreadListResponse },
  'thread/loaded/list': { params: ThreadLoadedListParams, result: ThreadLoadedListResponse },
  'thread/read': { params: ThreadReadParams, result: ThreadReadResponse, scope: 'threadId' },
  'thread/turns/list': { params: ThreadTurnsListParams, result: ThreadTurnsListResponse },
  'thread/unsubscribe': { params: ThreadUnsubscribeParams, result: ThreadUnsubscribeResponse, scope: 'threadId' },
} as const satisfies RequestTable;

export const threadNotifications = {
  'thread/started': ThreadStartedNotification,
  'thread/status/changed': ThreadStatusChangedNotification,
  'thread/readState/changed': ThreadReadStateChangedNotification,
  'thread/closed': ThreadClosedNotification,
  'thread/name/updated': ThreadNameUpdatedNotification,
  'thread/goal/cleared': ThreadGoalClearedNotification,
  'thread/settings/updated': ThreadSettingsUpdatedNotification,
  'thread/tokenUsage/updated': ThreadTokenUsageUpdatedNotification,
  'serverRequest/resolved': ServerRequestResolvedNotification,
} as const satisfies NotificationTable;
