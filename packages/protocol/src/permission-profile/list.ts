// The permission profiles to choose from.
import type { Static } from 'typebox';
import { nullish, struct, uint32 } from '../schema.ts';
import { Type } from '../type.ts';

/** A profile, and whether administrators allow to choose it. */
export const PermissionProfileSummary = struct('PermissionProfileSummary', {
  id: Type.String(),
  description: nullish(Type.String()),
  allowed: Type.Boolean(),
});
export type PermissionProfileSummary = Static<typeof PermissionProfileSummary>;

/** Asks for a page. */
export const PermissionProfileListParams = struct('PermissionProfileListParams', {
  cursor: nullish(Type.String()),
  /** Entries per page; all when null. */
  limit: nullish(uint32),
  /** Include the project layers that hold in this folder. */
  cwd: nullish(Type.String()),
});
export type PermissionProfileListParams = Static<typeof PermissionProfileListParams>;

/** One page; without `nextCursor` it is the last. */
export const PermissionProfileListResponse = struct('PermissionProfileListResponse', {
  data: Type.Array(PermissionProfileSummary),
  nextCursor: nullish(Type.String()),
});
export type PermissionProfileListResponse = Static<typeof PermissionProfileListResponse>;
