// The part of the configuration about apps and their tools.
import type { Static } from 'typebox';
import { nullish, stringEnum, struct } from '../schema.ts';
import { Type } from '../type.ts';
import { ApprovalsReviewer } from './approval-policy.ts';

/** Which calls of a tool ask first: as the tool itself says, all, those that write, or none. */
export const AppToolApproval = stringEnum(['auto', 'prompt', 'writes', 'approve']);
export type AppToolApproval = Static<typeof AppToolApproval>;

/** What holds for apps without settings of their own. */
export const AppsDefaultConfig = struct('AppsDefaultConfig', {
  enabled: Type.Optional(Type.Boolean()),
  approvals_reviewer: nullish(ApprovalsReviewer),
  /** Whether tools that say they destroy may be used. */
  destructive_enabled: Type.Optional(Type.Boolean()),
  /** Whether tools that say they reach beyond the app may be used. */
  open_world_enabled: Type.Optional(Type.Boolean()),
  default_tools_approval_mode: nullish(AppToolApproval),
});
export type AppsDefaultConfig = Static<typeof AppsDefaultConfig>;

/** Where tools are offered to the model: in code, when searched for, or directly. */
export const ToolExposureSurface = stringEnum(['code_mode', 'deferred', 'direct']);
export type ToolExposureSurface = Static<typeof ToolExposureSurface>;

/** Settings of one tool. */
export const AppToolConfig = struct('AppToolConfig', {
  enabled: nullish(Type.Boolean()),
  approval_mode: nullish(AppToolApproval),
});
export type AppToolConfig = Static<typeof AppToolConfig>;

/** Settings of tools, by tool name. */
export const AppToolsConfig = Type.Record(Type.String(), AppToolConfig);
export type AppToolsConfig = Static<typeof AppToolsConfig>;

/** Settings of one connected account. */
export const AppLinkConfig = struct('AppLinkConfig', {
  approvals_reviewer: nullish(ApprovalsReviewer),
  default_tools_approval_mode: nullish(AppToolApproval),
});
export type AppLinkConfig = Static<typeof AppLinkConfig>;

/** Settings of the accounts connected to an app, by link id. */
export const AppLinksConfig = Type.Record(Type.String(), AppLinkConfig);
export type AppLinksConfig = Static<typeof AppLinksConfig>;

/** Settings of one app; null leaves the default. */
export const AppConfig = struct('AppConfig', {
  enabled: Type.Optional(Type.Boolean()),
  /** Where its tools are not offered. */
  omit_tools_from: nullish(Type.Array(ToolExposureSurface)),
  approvals_reviewer: nullish(ApprovalsReviewer),
  destructive_enabled: nullish(Type.Boolean()),
  open_world_enabled: nullish(Type.Boolean()),
  default_tools_approval_mode: nullish(AppToolApproval),
  default_tools_enabled: nullish(Type.Boolean()),
  tools: nullish(AppToolsConfig),
  links: nullish(AppLinksConfig),
});
export type AppConfig = Static<typeof AppConfig>;

/** Settings of apps, each an `AppConfig` under its id, and `_default` for the others. */
export const AppsConfig = struct('AppsConfig', {
  _default: nullish(AppsDefaultConfig),
});
export type AppsConfig = Static<typeof AppsConfig>;
