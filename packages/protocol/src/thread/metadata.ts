// Changing what is stored about a thread beside its history.
import type { Static } from 'typebox';
import { nullish, struct } from '../schema.ts';
import { Type } from '../type.ts';
import { Thread } from './thread.ts';

/** Fields to change: absent ones stay, null forgets what was stored. */
export const ThreadMetadataGitInfoUpdateParams = struct('ThreadMetadataGitInfoUpdateParams', {
  sha: nullish(Type.String()),
  branch: nullish(Type.String()),
  originUrl: nullish(Type.String()),
});
export type ThreadMetadataGitInfoUpdateParams = Static<typeof ThreadMetadataGitInfoUpdateParams>;

/** What to change; absent and null fields stay as they are. */
export const ThreadMetadataUpdateParams = struct('ThreadMetadataUpdateParams', {
  threadId: Type.String(),
  /** The project the thread now belongs to; empty: none. */
  projectId: nullish(Type.String()),
  gitInfo: nullish(ThreadMetadataGitInfoUpdateParams),
  daybreakEnabled: nullish(Type.Boolean()),
});
export type ThreadMetadataUpdateParams = Static<typeof ThreadMetadataUpdateParams>;

/** The thread after the change, without turns. */
export const ThreadMetadataUpdateResponse = struct('ThreadMetadataUpdateResponse', {
  thread: Thread,
});
export type ThreadMetadataUpdateResponse = Static<typeof ThreadMetadataUpdateResponse>;
