// Switching a skill on or off.
import type { Static } from 'typebox';
import { AbsolutePathBuf } from '../config/paths.ts';
import { nullish, struct } from '../schema.ts';
import { Type } from '../type.ts';

/** Which skill, by its file or its name, and whether it is on. */
export const SkillsConfigWriteParams = struct('SkillsConfigWriteParams', {
  path: nullish(AbsolutePathBuf),
  name: nullish(Type.String()),
  enabled: Type.Boolean(),
});
export type SkillsConfigWriteParams = Static<typeof SkillsConfigWriteParams>;

/** Whether it is on now. */
export const SkillsConfigWriteResponse = struct('SkillsConfigWriteResponse', {
  effectiveEnabled: Type.Boolean(),
});
export type SkillsConfigWriteResponse = Static<typeof SkillsConfigWriteResponse>;
