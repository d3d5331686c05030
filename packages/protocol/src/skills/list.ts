// Listing skills.
import type { Static } from 'typebox';
import { PathBuf } from '../config/paths.ts';
import { struct } from '../schema.ts';
import { Type } from '../type.ts';
import { SkillMetadata } from './skill.ts';

/** Asks for skills, by folder. */
export const SkillsListParams = struct('SkillsListParams', {
  /** Folders to look in; the server's own when empty. */
  cwds: Type.Optional(Type.Array(PathBuf)),
  /** Read the disk anew. */
  forceReload: Type.Optional(Type.Boolean()),
});
export type SkillsListParams = Static<typeof SkillsListParams>;

/** A file that could not be used. */
export const SkillErrorInfo = struct('SkillErrorInfo', {
  path: Type.String(),
  message: Type.String(),
});
export type SkillErrorInfo = Static<typeof SkillErrorInfo>;

/** The skills that one folder sees. */
export const SkillsListEntry = struct('SkillsListEntry', {
  cwd: Type.String(),
  skills: Type.Array(SkillMetadata),
  errors: Type.Array(SkillErrorInfo),
});
export type SkillsListEntry = Static<typeof SkillsListEntry>;

/** One entry per folder. */
export const SkillsListResponse = struct('SkillsListResponse', {
  data: Type.Array(SkillsListEntry),
});
export type SkillsListResponse = Static<typeof SkillsListResponse>;

/** Files of skills changed: list them anew. */
export const SkillsChangedNotification = struct('SkillsChangedNotification', {});
export type SkillsChangedNotification = Static<typeof SkillsChangedNotification>;
