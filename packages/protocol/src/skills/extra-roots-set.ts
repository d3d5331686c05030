// More folders to look for skills, until this process ends.
import type { Static } from 'typebox';
import { AbsolutePathBuf } from '../config/paths.ts';
import { struct } from '../schema.ts';
import { Type } from '../type.ts';

/** The folders, in place of those set before. */
export const SkillsExtraRootsSetParams = struct('SkillsExtraRootsSetParams', {
  extraRoots: Type.Array(AbsolutePathBuf),
});
export type SkillsExtraRootsSetParams = Static<typeof SkillsExtraRootsSetParams>;

/** Nothing to tell. */
export const SkillsExtraRootsSetResponse = struct('SkillsExtraRootsSetResponse', {});
export type SkillsExtraRootsSetResponse = Static<typeof SkillsExtraRootsSetResponse>;
