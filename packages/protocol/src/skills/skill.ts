// Skills: instructions in a folder that the model reads when it needs them.
import type { Static } from 'typebox';
import { AbsolutePathBuf, LegacyAppPathString } from '../config/paths.ts';
import { nullish, stringEnum, struct } from '../schema.ts';
import { Type } from '../type.ts';

/** How a skill presents itself. Icons are files, or addresses when the plugin is not installed. */
export const SkillInterface = struct('SkillInterface', {
  displayName: nullish(Type.String()),
  shortDescription: nullish(Type.String()),
  iconSmall: nullish(AbsolutePathBuf),
  iconLarge: nullish(AbsolutePathBuf),
  iconSmallUrl: nullish(Type.String()),
  iconLargeUrl: nullish(Type.String()),
  /** A hex colour. */
  brandColor: nullish(Type.String()),
  /** A prompt to start with. */
  defaultPrompt: nullish(Type.String()),
});
export type SkillInterface = Static<typeof SkillInterface>;

/** Where a skill lives. */
export const SkillScope = stringEnum(['user', 'repo', 'system', 'admin']);
export type SkillScope = Static<typeof SkillScope>;

/** Something a skill needs, such as an MCP server. */
export const SkillToolDependency = struct('SkillToolDependency', {
  /** Such as `mcp`. */
  type: Type.String(),
  value: Type.String(),
  description: nullish(Type.String()),
  transport: nullish(Type.String()),
  command: nullish(Type.String()),
  url: nullish(Type.String()),
});
export type SkillToolDependency = Static<typeof SkillToolDependency>;

/** What a skill needs. */
export const SkillDependencies = struct('SkillDependencies', {
  tools: Type.Array(SkillToolDependency),
});
export type SkillDependencies = Static<typeof SkillDependencies>;

/** A skill. */
export const SkillMetadata = struct('SkillMetadata', {
  name: Type.String(),
  description: Type.String(),
  /** The older place of the one in `interface`. */
  shortDescription: nullish(Type.String()),
  interface: nullish(SkillInterface),
  dependencies: nullish(SkillDependencies),
  /** Its SKILL.md. */
  path: LegacyAppPathString,
  scope: SkillScope,
  enabled: Type.Boolean(),
  /** `name@marketplace`. */
  pluginId: nullish(Type.String()),
});
export type SkillMetadata = Static<typeof SkillMetadata>;

/** The little that plugins say about a skill. */
export const SkillSummary = struct('SkillSummary', {
  name: Type.String(),
  description: Type.String(),
  shortDescription: nullish(Type.String()),
  interface: nullish(SkillInterface),
  /** Null when it is not on this machine. */
  path: nullish(LegacyAppPathString),
  enabled: Type.Boolean(),
});
export type SkillSummary = Static<typeof SkillSummary>;
