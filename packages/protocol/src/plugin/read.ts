// Reading a plugin in full.
import type { Static } from 'typebox';
import { AppSummary, AppTemplateSummary } from '../app/app.ts';
import { AbsolutePathBuf } from '../config/paths.ts';
import { HookEventName } from '../hook/hook.ts';
import { nullish, struct } from '../schema.ts';
import { SkillSummary } from '../skills/skill.ts';
import { Type } from '../type.ts';
import { PluginSummary } from './plugin.ts';
import { ScheduledTaskSummary } from './scheduled-task.ts';

/** Which plugin, of a marketplace in a file or on the service. */
export const PluginReadParams = struct('PluginReadParams', {
  marketplacePath: nullish(AbsolutePathBuf),
  remoteMarketplaceName: nullish(Type.String()),
  pluginName: Type.String(),
});
export type PluginReadParams = Static<typeof PluginReadParams>;

/** A hook it brings along. */
export const PluginHookSummary = struct('PluginHookSummary', {
  key: Type.String(),
  eventName: HookEventName,
});
export type PluginHookSummary = Static<typeof PluginHookSummary>;

/** All there is to know of a plugin. */
export const PluginDetail = struct('PluginDetail', {
  marketplaceName: Type.String(),
  marketplacePath: nullish(AbsolutePathBuf),
  summary: PluginSummary,
  shareUrl: nullish(Type.String()),
  description: nullish(Type.String()),
  skills: Type.Array(SkillSummary),
  /** The skill to begin with, when it is on. */
  onboardingSkill: nullish(SkillSummary),
  hooks: Type.Array(PluginHookSummary),
  apps: Type.Array(AppSummary),
  appTemplates: Type.Array(AppTemplateSummary),
  /** Names. */
  mcpServers: Type.Array(Type.String()),
  scheduledTasks: nullish(Type.Array(ScheduledTaskSummary)),
});
export type PluginDetail = Static<typeof PluginDetail>;

/** The plugin. */
export const PluginReadResponse = struct('PluginReadResponse', {
  plugin: PluginDetail,
});
export type PluginReadResponse = Static<typeof PluginReadResponse>;
