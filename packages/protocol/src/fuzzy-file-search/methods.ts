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
  },
  'fuzzyFileSearch/sessionUpdate': {
    params: FuzzyFileSearchSessionUpdateParams,
    result: FuzzyFileSearchSessionUpdateResponse,
  },
  'fuzzyFileSearch/sessionStop': {
    params: FuzzyFileSearchSessionStopParams,
    result: FuzzyFileSearchSessionStopResponse,
  },
} as const satisfies RequestTable;

export const fuzzyFileSearchNotifications = {
  'fuzzyFileSearch/sessionUpdated': FuzzyFileSearchSessionUpdatedNotification,
  'fuzzyFileSearch/sessionCompleted': FuzzyFileSearchSessionCompletedNotification,
} as const satisfies NotificationTable;
