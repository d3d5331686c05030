import { type Static, Type } from 'typebox';
import { nullable, stringEnum } from '../schema.ts';
import { ThreadReadState } from '../thread/read-state.ts';
import { SortDirection, Thread } from '../thread/thread.ts';

export const ThreadListCwdFilter = Type.Union([Type.String(), Type.Array(Type.String())]);
export type ThreadListCwdFilter = Static<typeof ThreadListCwdFilter>;

export const ThreadSortKey = stringEnum(['created_at', 'updated_at', 'recency_at', 'section_position']);
export type ThreadSortKey = Static<typeof ThreadSortKey>;

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

export const ThreadListParams = Type.Object({
  ancestorThreadId: Type.Optional(nullable(Type.String())),
  archived: Type.Optional(nullable(Type.Boolean())),
  attachedToThreadId: Type.Optional(nullable(Type.String())),
  currentAccountOnly: Type.Optional(Type.Boolean()),
  cursor: Type.Optional(nullable(Type.String())),
  cwd: Type.Optional(nullable(ThreadListCwdFilter)),
  excludedThreadIds: Type.Optional(nullable(Type.Array(Type.String()))),
  includeAttachedThreads: Type.Optional(Type.Boolean()),
  limit: Type.Optional(nullable(Type.Integer({ format: 'uint32', minimum: 0 }))),
  modelProviders: Type.Optional(nullable(Type.Array(Type.String()))),
  originators: Type.Optional(nullable(Type.Array(Type.String()))),
  parentThreadId: Type.Optional(nullable(Type.String())),
  projectId: Type.Optional(nullable(Type.String())),
  searchTerm: Type.Optional(nullable(Type.String())),
  sectionId: Type.Optional(nullable(Type.String())),
  sortDirection: Type.Optional(nullable(SortDirection)),
  sortKey: Type.Optional(nullable(ThreadSortKey)),
  sourceKinds: Type.Optional(nullable(Type.Array(ThreadSourceKind))),
  useStateDbOnly: Type.Optional(Type.Boolean()),
});
export type ThreadListParams = Static<typeof ThreadListParams>;

export const ThreadListResponse = Type.Object({
  backwardsCursor: Type.Optional(nullable(Type.String())),
  data: Type.Array(Thread),
  nextCursor: Type.Optional(nullable(Type.String())),
  readStates: Type.Optional(nullable(Type.Record(Type.String(), ThreadReadState))),
});
export type ThreadListResponse = Static<typeof ThreadListResponse>;

export const ThreadLoadedListParams = Type.Object({
  cursor: Type.Optional(nullable(Type.String())),
  limit: Type.Optional(nullable(Type.Integer({ format: 'uint32', minimum: 0 }))),
});
export type ThreadLoadedListParams = Static<typeof ThreadLoadedListParams>;

export const ThreadLoadedListResponse = Type.Object({
  data: Type.Array(Type.String()),
  nextCursor: Type.Optional(nullable(Type.String())),
});
export type ThreadLoadedListResponse = Static<typeof ThreadLoadedListResponse>;
