// Lists of threads: stored ones with filters and paging, and those in memory.
import type { Static } from 'typebox';
import { nullish, stringEnum, struct, uint32, union } from '../schema.ts';
import { Type } from '../type.ts';
import { ThreadReadState } from './read-state.ts';
import { SortDirection, Thread } from './thread.ts';

/** One folder, or several. */
export const ThreadListCwdFilter = union('ThreadListCwdFilter', [Type.String(), Type.Array(Type.String())]);
export type ThreadListCwdFilter = Static<typeof ThreadListCwdFilter>;

/** What to sort by. */
export const ThreadSortKey = stringEnum(['created_at', 'updated_at', 'recency_at', 'section_position']);
export type ThreadSortKey = Static<typeof ThreadSortKey>;

/** Where a thread was started, as a filter. */
export const ThreadSourceKind = stringEnum([
  'cli',
  'vscode',
  'exec',
  'appServer',
  'subAgent',
  'subAgentReview',
  'subAgentCompact',
  'subAgentThreadSpawn',
  'subAgentOther',
  'unknown',
]);
export type ThreadSourceKind = Static<typeof ThreadSourceKind>;

/** Filters, order and page. All filters must match; null means any. */
export const ThreadListParams = struct('ThreadListParams', {
  includeAttachedThreads: Type.Optional(Type.Boolean()),
  currentAccountOnly: Type.Optional(Type.Boolean()),
  cursor: nullish(Type.String()),
  limit: nullish(uint32),
  excludedThreadIds: nullish(Type.Array(Type.String())),
  sortKey: nullish(ThreadSortKey),
  sortDirection: nullish(SortDirection),
  modelProviders: nullish(Type.Array(Type.String())),
  sourceKinds: nullish(Type.Array(ThreadSourceKind)),
  originators: nullish(Type.Array(Type.String())),
  archived: nullish(Type.Boolean()),
  sectionId: nullish(Type.String()),
  projectId: nullish(Type.String()),
  cwd: nullish(ThreadListCwdFilter),
  useStateDbOnly: Type.Optional(Type.Boolean()),
  searchTerm: nullish(Type.String()),
  parentThreadId: nullish(Type.String()),
  ancestorThreadId: nullish(Type.String()),
  attachedToThreadId: nullish(Type.String()),
});
export type ThreadListParams = Static<typeof ThreadListParams>;

/** One page; `nextCursor` null means the end, `backwardsCursor` turns the direction around. */
export const ThreadListResponse = struct('ThreadListResponse', {
  data: Type.Array(Thread),
  readStates: nullish(Type.Record(Type.String(), ThreadReadState)),
  nextCursor: nullish(Type.String()),
  backwardsCursor: nullish(Type.String()),
});
export type ThreadListResponse = Static<typeof ThreadListResponse>;

/** The page wanted. */
export const ThreadLoadedListParams = struct('ThreadLoadedListParams', {
  cursor: nullish(Type.String()),
  limit: nullish(uint32),
});
export type ThreadLoadedListParams = Static<typeof ThreadLoadedListParams>;

/** Ids of the threads in memory. */
export const ThreadLoadedListResponse = struct('ThreadLoadedListResponse', {
  data: Type.Array(Type.String()),
  nextCursor: nullish(Type.String()),
});
export type ThreadLoadedListResponse = Static<typeof ThreadLoadedListResponse>;
