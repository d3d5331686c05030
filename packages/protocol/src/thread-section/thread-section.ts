// Sections: the named groups of a sidebar, in the order of the user.
import type { Static } from 'typebox';
import { nullish, struct, uint32 } from '../schema.ts';
import { ThreadSection, ThreadSectionAppearance } from '../thread/thread.ts';
import { Type } from '../type.ts';

/** The page wanted. */
export const ThreadSectionListParams = struct('ThreadSectionListParams', {
  cursor: nullish(Type.String()),
  limit: nullish(uint32),
});
export type ThreadSectionListParams = Static<typeof ThreadSectionListParams>;

/** One page; `nextCursor` null means the end. */
export const ThreadSectionListResponse = struct('ThreadSectionListResponse', {
  data: Type.Array(ThreadSection),
  nextCursor: nullish(Type.String()),
});
export type ThreadSectionListResponse = Static<typeof ThreadSectionListResponse>;

/** The new section. */
export const ThreadSectionCreateParams = struct('ThreadSectionCreateParams', {
  name: Type.String(),
  appearance: nullish(ThreadSectionAppearance),
});
export type ThreadSectionCreateParams = Static<typeof ThreadSectionCreateParams>;

/** The section with its id. */
export const ThreadSectionCreateResponse = struct('ThreadSectionCreateResponse', {
  section: ThreadSection,
});
export type ThreadSectionCreateResponse = Static<typeof ThreadSectionCreateResponse>;

/** The section as it shall be; absent `appearance` stays, null clears it. */
export const ThreadSectionUpdateParams = struct('ThreadSectionUpdateParams', {
  sectionId: Type.String(),
  name: Type.String(),
  appearance: nullish(ThreadSectionAppearance),
});
export type ThreadSectionUpdateParams = Static<typeof ThreadSectionUpdateParams>;

/** The section after the change. */
export const ThreadSectionUpdateResponse = struct('ThreadSectionUpdateResponse', {
  section: ThreadSection,
});
export type ThreadSectionUpdateResponse = Static<typeof ThreadSectionUpdateResponse>;

/** The section to delete; its threads stay. */
export const ThreadSectionDeleteParams = struct('ThreadSectionDeleteParams', {
  sectionId: Type.String(),
});
export type ThreadSectionDeleteParams = Static<typeof ThreadSectionDeleteParams>;

/** Empty: the section is gone. */
export const ThreadSectionDeleteResponse = struct('ThreadSectionDeleteResponse', {});
export type ThreadSectionDeleteResponse = Static<typeof ThreadSectionDeleteResponse>;
