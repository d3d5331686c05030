// Finding files while the user types: a session keeps the folders read, each keystroke updates its query.
import type { Static } from 'typebox';
import { struct } from '../schema.ts';
import { Type } from '../type.ts';
import { FuzzyFileSearchResult } from './search.ts';

/** The folders to search, under a name of the client's choice. */
export const FuzzyFileSearchSessionStartParams = struct('FuzzyFileSearchSessionStartParams', {
  sessionId: Type.String(),
  roots: Type.Array(Type.String()),
});
export type FuzzyFileSearchSessionStartParams = Static<typeof FuzzyFileSearchSessionStartParams>;

/** Empty: the session is open. */
export const FuzzyFileSearchSessionStartResponse = struct('FuzzyFileSearchSessionStartResponse', {});
export type FuzzyFileSearchSessionStartResponse = Static<typeof FuzzyFileSearchSessionStartResponse>;

/** What to find now. */
export const FuzzyFileSearchSessionUpdateParams = struct('FuzzyFileSearchSessionUpdateParams', {
  sessionId: Type.String(),
  query: Type.String(),
});
export type FuzzyFileSearchSessionUpdateParams = Static<typeof FuzzyFileSearchSessionUpdateParams>;

/** Empty: results come as notifications. */
export const FuzzyFileSearchSessionUpdateResponse = struct('FuzzyFileSearchSessionUpdateResponse', {});
export type FuzzyFileSearchSessionUpdateResponse = Static<typeof FuzzyFileSearchSessionUpdateResponse>;

/** The session to end. */
export const FuzzyFileSearchSessionStopParams = struct('FuzzyFileSearchSessionStopParams', {
  sessionId: Type.String(),
});
export type FuzzyFileSearchSessionStopParams = Static<typeof FuzzyFileSearchSessionStopParams>;

/** Empty: the session is over. */
export const FuzzyFileSearchSessionStopResponse = struct('FuzzyFileSearchSessionStopResponse', {});
export type FuzzyFileSearchSessionStopResponse = Static<typeof FuzzyFileSearchSessionStopResponse>;

/** What is found so far for `query`, best first; replaces earlier results. */
export const FuzzyFileSearchSessionUpdatedNotification = struct('FuzzyFileSearchSessionUpdatedNotification', {
  sessionId: Type.String(),
  query: Type.String(),
  files: Type.Array(FuzzyFileSearchResult),
});
export type FuzzyFileSearchSessionUpdatedNotification = Static<typeof FuzzyFileSearchSessionUpdatedNotification>;

/** Nothing more will be found for the query. */
export const FuzzyFileSearchSessionCompletedNotification = struct('FuzzyFileSearchSessionCompletedNotification', {
  sessionId: Type.String(),
});
export type FuzzyFileSearchSessionCompletedNotification = Static<typeof FuzzyFileSearchSessionCompletedNotification>;
