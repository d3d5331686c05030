// Reading a skill of a plugin that is not installed.
import type { Static } from 'typebox';
import { nullish, struct } from '../schema.ts';
import { Type } from '../type.ts';

/** Which skill. */
export const PluginSkillReadParams = struct('PluginSkillReadParams', {
  remoteMarketplaceName: Type.String(),
  remotePluginId: Type.String(),
  skillName: Type.String(),
});
export type PluginSkillReadParams = Static<typeof PluginSkillReadParams>;

/** Its SKILL.md; null when there is none. */
export const PluginSkillReadResponse = struct('PluginSkillReadResponse', {
  contents: nullish(Type.String()),
});
export type PluginSkillReadResponse = Static<typeof PluginSkillReadResponse>;
