// Listing apps, page by page, and the news of a changed list.
import type { Static } from 'typebox';
import { nullish, struct, uint32 } from '../schema.ts';
import { Type } from '../type.ts';
import { AppInfo } from './app.ts';

/** Asks for a page. */
export const AppsListParams = struct('AppsListParams', {
  cursor: nullish(Type.String()),
  /** Entries per page. */
  limit: nullish(uint32),
  /** Judge by this thread's configuration. */
  threadId: nullish(Type.String()),
  /** Ask the services anew instead of using what is cached. */
  forceRefetch: Type.Optional(Type.Boolean()),
});
export type AppsListParams = Static<typeof AppsListParams>;

/** One page; without `nextCursor` it is the last. */
export const AppsListResponse = struct('AppsListResponse', {
  data: Type.Array(AppInfo),
  nextCursor: nullish(Type.String()),
});
export type AppsListResponse = Static<typeof AppsListResponse>;

/** The whole list, after it changed. */
export const AppListUpdatedNotification = struct('AppListUpdatedNotification', {
  data: Type.Array(AppInfo),
});
export type AppListUpdatedNotification = Static<typeof AppListUpdatedNotification>;
