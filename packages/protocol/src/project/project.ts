// Projects: folders that belong together, and the threads about them.
import type { Static } from 'typebox';
import { AbsolutePathBuf } from '../config/paths.ts';
import { int64, nullish, stringEnum, struct, uint32 } from '../schema.ts';
import { SortDirection } from '../thread/thread.ts';
import { Type } from '../type.ts';

/** A folder of a project. */
export const ProjectRoot = struct('ProjectRoot', {
  path: AbsolutePathBuf,
});
export type ProjectRoot = Static<typeof ProjectRoot>;

/** Folders and threads under a name. Times are Unix seconds. */
export const Project = struct('Project', {
  id: Type.String(),
  name: Type.String(),
  roots: Type.Array(ProjectRoot),
  metadata: Type.Record(Type.String(), Type.String()),
  /** Where it stands in the order of the user. */
  position: int64,
  createdAt: int64,
  updatedAt: int64,
  /** When its newest thread that is not archived was last used. */
  recencyAt: nullish(int64),
});
export type Project = Static<typeof Project>;

/** What to sort by; by position unless said otherwise. */
export const ProjectSortKey = stringEnum(['position', 'recencyAt']);
export type ProjectSortKey = Static<typeof ProjectSortKey>;

/** Order and page. `sortDirection` only together with `sortKey`. */
export const ProjectListParams = struct('ProjectListParams', {
  cursor: nullish(Type.String()),
  limit: nullish(uint32),
  sortKey: nullish(ProjectSortKey),
  sortDirection: nullish(SortDirection),
});
export type ProjectListParams = Static<typeof ProjectListParams>;

/** One page; `nextCursor` null means the end. */
export const ProjectListResponse = struct('ProjectListResponse', {
  data: Type.Array(Project),
  nextCursor: nullish(Type.String()),
});
export type ProjectListResponse = Static<typeof ProjectListResponse>;

/** The project asked about. */
export const ProjectReadParams = struct('ProjectReadParams', {
  projectId: Type.String(),
});
export type ProjectReadParams = Static<typeof ProjectReadParams>;

/** The project. */
export const ProjectReadResponse = struct('ProjectReadResponse', {
  project: Project,
});
export type ProjectReadResponse = Static<typeof ProjectReadResponse>;

/** The new project. */
export const ProjectCreateParams = struct('ProjectCreateParams', {
  name: Type.String(),
  roots: Type.Array(ProjectRoot),
  metadata: nullish(Type.Record(Type.String(), Type.String())),
  /** Chosen by the client: a second call with the same key gives back the same project. */
  idempotencyKey: Type.String(),
});
export type ProjectCreateParams = Static<typeof ProjectCreateParams>;

/** The project as stored. */
export const ProjectCreateResponse = struct('ProjectCreateResponse', {
  project: Project,
});
export type ProjectCreateResponse = Static<typeof ProjectCreateResponse>;

/** The project to delete; its threads stay. */
export const ProjectDeleteParams = struct('ProjectDeleteParams', {
  projectId: Type.String(),
});
export type ProjectDeleteParams = Static<typeof ProjectDeleteParams>;

/** Empty: the project is gone. */
export const ProjectDeleteResponse = struct('ProjectDeleteResponse', {});
export type ProjectDeleteResponse = Static<typeof ProjectDeleteResponse>;

/** A project that exists elsewhere, and threads to put into it. */
export const ProjectImportParams = struct('ProjectImportParams', {
  name: Type.String(),
  roots: Type.Array(ProjectRoot),
  metadata: nullish(Type.Record(Type.String(), Type.String())),
  /** Ids of threads. */
  threads: nullish(Type.Array(Type.String())),
  /** Chosen by the client: a second call with the same key gives back the same project. */
  idempotencyKey: Type.String(),
});
export type ProjectImportParams = Static<typeof ProjectImportParams>;

/** The project as stored. */
export const ProjectImportResponse = struct('ProjectImportResponse', {
  project: Project,
});
export type ProjectImportResponse = Static<typeof ProjectImportResponse>;

/** What to change; what is absent stays. */
export const ProjectUpdateParams = struct('ProjectUpdateParams', {
  projectId: Type.String(),
  name: nullish(Type.String()),
  roots: nullish(Type.Array(ProjectRoot)),
  metadata: nullish(Type.Record(Type.String(), Type.String())),
});
export type ProjectUpdateParams = Static<typeof ProjectUpdateParams>;

/** The project as it is now. */
export const ProjectUpdateResponse = struct('ProjectUpdateResponse', {
  project: Project,
});
export type ProjectUpdateResponse = Static<typeof ProjectUpdateResponse>;

/** The project to move; to the end when no other is named. */
export const ProjectMoveParams = struct('ProjectMoveParams', {
  projectId: Type.String(),
  beforeProjectId: nullish(Type.String()),
});
export type ProjectMoveParams = Static<typeof ProjectMoveParams>;

/** Empty: the order has changed. */
export const ProjectMoveResponse = struct('ProjectMoveResponse', {});
export type ProjectMoveResponse = Static<typeof ProjectMoveResponse>;

/** What happened to a project. */
export const ProjectChangeType = stringEnum(['created', 'updated', 'deleted']);
export type ProjectChangeType = Static<typeof ProjectChangeType>;

/** A project was created, changed or deleted. */
export const ProjectChangedNotification = struct('ProjectChangedNotification', {
  projectId: Type.String(),
  changeType: ProjectChangeType,
});
export type ProjectChangedNotification = Static<typeof ProjectChangedNotification>;
