// The requests and notifications of file search.
import type { NotificationTable, RequestTable } from '../method-table.ts';
import { FuzzyFileSearchParams, FuzzyFileSearchResponse } from './search.ts';
import {
  FuzzyFileSearchSessionCompletedNotification,
  FuzzyFileSearchSessionStartParams,
  FuzzyFileSearchSessionStartResponse,
  FuzzyFileSearchSessionStopParams,
  FuzzyFileSearchSessionStopResponse,
  FuzzyFileSearchSessionUpdatedNotification,
  FuzzyFileSearchSessionUpdateParams,
  FuzzyFileSearchSessionUpdateResponse,
} from './session.ts';

export const fuzzyFileSearchRequests = {
  fuzzyFileSearch: { params: FuzzyFileSearchParams, result: FuzzyFileSearchResponse },
  'fuzzyFileSearch/sessionStart': {
    params: FuzzyFileSearchSessionStartParams,
    result: FuzzyFileSearchSessionStartResponse,
    experimental: true,
  },
  'fuzzyFileSearch/sessionUpdate': {
    params: FuzzyFileSearchSessionUpdateParams,
    result: FuzzyFileSearchSessionUpdateResponse,
    experimental: true,
  },
  'fuzzyFileSearch/sessionStop': {
    params: FuzzyFileSearchSessionStopParams,
    result: FuzzyFileSearchSessionStopResponse,
    experimental: true,
  },
} as const satisfies RequestTable;

export const fuzzyFileSearchNotifications = {
  'fuzzyFileSearch/sessionUpdated': FuzzyFileSearchSessionUpdatedNotification,
  'fuzzyFileSearch/sessionCompleted': FuzzyFileSearchSessionCompletedNotification,
} as const satisfies NotificationTable;
