// Sharing one's own plugins with others.
import type { Static } from 'typebox';
import { AbsolutePathBuf } from '../config/paths.ts';
import { nullish, stringEnum, struct } from '../schema.ts';
import { Type } from '../type.ts';
import { PluginShareDiscoverability, PluginSharePrincipal, PluginSharePrincipalType, PluginSummary } from './plugin.ts';

/** What someone may do with a shared plugin. */
export const PluginShareTargetRole = stringEnum(['reader', 'editor']);
export type PluginShareTargetRole = Static<typeof PluginShareTargetRole>;

/** Someone to share with. */
export const PluginShareTarget = struct('PluginShareTarget', {
  principalType: PluginSharePrincipalType,
  principalId: Type.String(),
  role: PluginShareTargetRole,
});
export type PluginShareTarget = Static<typeof PluginShareTarget>;

/** Uploads a plugin. */
export const PluginShareSaveParams = struct('PluginShareSaveParams', {
  /** Its folder. */
  pluginPath: AbsolutePathBuf,
  /** The one to update; null makes a new one. */
  remotePluginId: nullish(Type.String()),
  discoverability: nullish(PluginShareDiscoverability),
  shareTargets: nullish(Type.Array(PluginShareTarget)),
});
export type PluginShareSaveParams = Static<typeof PluginShareSaveParams>;

/** Where it is now. */
export const PluginShareSaveResponse = struct('PluginShareSaveResponse', {
  remotePluginId: Type.String(),
  shareUrl: Type.String(),
  canPublishToWorkspace: nullish(Type.Boolean()),
});
export type PluginShareSaveResponse = Static<typeof PluginShareSaveResponse>;

/** Who can find a shared plugin from now on. */
export const PluginShareUpdateDiscoverability = stringEnum(['UNLISTED', 'PRIVATE', 'LISTED']);
export type PluginShareUpdateDiscoverability = Static<typeof PluginShareUpdateDiscoverability>;

/** Changes whom it is shared with. */
export const PluginShareUpdateTargetsParams = struct('PluginShareUpdateTargetsParams', {
  remotePluginId: Type.String(),
  discoverability: PluginShareUpdateDiscoverability,
  /** Whom to share it with from now on. */
  shareTargets: Type.Array(PluginShareTarget),
});
export type PluginShareUpdateTargetsParams = Static<typeof PluginShareUpdateTargetsParams>;

/** Whom it is shared with now. */
export const PluginShareUpdateTargetsResponse = struct('PluginShareUpdateTargetsResponse', {
  principals: Type.Array(PluginSharePrincipal),
  discoverability: PluginShareDiscoverability,
});
export type PluginShareUpdateTargetsResponse = Static<typeof PluginShareUpdateTargetsResponse>;

/** No parameters. */
export const PluginShareListParams = struct('PluginShareListParams', {});
export type PluginShareListParams = Static<typeof PluginShareListParams>;

/** A shared plugin, and its folder here. */
export const PluginShareListItem = struct('PluginShareListItem', {
  plugin: PluginSummary,
  localPluginPath: nullish(AbsolutePathBuf),
});
export type PluginShareListItem = Static<typeof PluginShareListItem>;

/** All of them. */
export const PluginShareListResponse = struct('PluginShareListResponse', {
  data: Type.Array(PluginShareListItem),
});
export type PluginShareListResponse = Static<typeof PluginShareListResponse>;

/** Fetches a shared plugin to work on it. */
export const PluginShareCheckoutParams = struct('PluginShareCheckoutParams', {
  remotePluginId: Type.String(),
});
export type PluginShareCheckoutParams = Static<typeof PluginShareCheckoutParams>;

/** Where it is now. */
export const PluginShareCheckoutResponse = struct('PluginShareCheckoutResponse', {
  remotePluginId: Type.String(),
  pluginId: Type.String(),
  pluginName: Type.String(),
  pluginPath: AbsolutePathBuf,
  marketplaceName: Type.String(),
  marketplacePath: AbsolutePathBuf,
  remoteVersion: nullish(Type.String()),
});
export type PluginShareCheckoutResponse = Static<typeof PluginShareCheckoutResponse>;

/** Ends the sharing. */
export const PluginShareDeleteParams = struct('PluginShareDeleteParams', {
  remotePluginId: Type.String(),
});
export type PluginShareDeleteParams = Static<typeof PluginShareDeleteParams>;

/** Nothing to tell. */
export const PluginShareDeleteResponse = struct('PluginShareDeleteResponse', {});
export type PluginShareDeleteResponse = Static<typeof PluginShareDeleteResponse>;
