// Plugins: bundles of skills, hooks, apps and MCP servers from a marketplace.
import type { Static } from 'typebox';
import { AbsolutePathBuf } from '../config/paths.ts';
import { int64, nullish, stringEnum, struct, union } from '../schema.ts';
import { Type } from '../type.ts';

/** When the user signs in to what the plugin needs. */
export const PluginAuthPolicy = stringEnum(['ON_INSTALL', 'ON_USE']);
export type PluginAuthPolicy = Static<typeof PluginAuthPolicy>;

/** Whether a plugin may be used. */
export const PluginAvailability = stringEnum(['AVAILABLE', 'DISABLED_BY_ADMIN']);
export type PluginAvailability = Static<typeof PluginAvailability>;

/** Why a plugin may not be used. */
export const PluginDisabledReason = stringEnum([
  'disabled_by_admin',
  'plan_not_eligible',
  'required_app_unavailable',
  'unknown',
]);
export type PluginDisabledReason = Static<typeof PluginDisabledReason>;

/** Whether a plugin can be installed, or already is. */
export const PluginInstallPolicy = stringEnum(['NOT_AVAILABLE', 'AVAILABLE', 'INSTALLED_BY_DEFAULT']);
export type PluginInstallPolicy = Static<typeof PluginInstallPolicy>;

/** Who decided whether it can be installed. */
export const PluginInstallPolicySource = stringEnum(['WORKSPACE_SETTING', 'IMPLICIT_CANONICAL_APP']);
export type PluginInstallPolicySource = Static<typeof PluginInstallPolicySource>;

/** How a plugin presents itself. Pictures are files once it is installed, addresses before. */
export const PluginInterface = struct('PluginInterface', {
  displayName: nullish(Type.String()),
  shortDescription: nullish(Type.String()),
  longDescription: nullish(Type.String()),
  developerName: nullish(Type.String()),
  category: nullish(Type.String()),
  capabilities: Type.Array(Type.String()),
  websiteUrl: nullish(Type.String()),
  privacyPolicyUrl: nullish(Type.String()),
  termsOfServiceUrl: nullish(Type.String()),
  /** Prompts to start with, at most three of at most 512 characters. */
  defaultPrompt: nullish(Type.Array(Type.String())),
  brandColor: nullish(Type.String()),
  composerIcon: nullish(AbsolutePathBuf),
  composerIconUrl: nullish(Type.String()),
  logo: nullish(AbsolutePathBuf),
  logoDark: nullish(AbsolutePathBuf),
  logoUrl: nullish(Type.String()),
  logoUrlDark: nullish(Type.String()),
  screenshots: Type.Array(AbsolutePathBuf),
  screenshotUrls: Type.Array(Type.String()),
});
export type PluginInterface = Static<typeof PluginInterface>;

/** Who can find a shared plugin. */
export const PluginShareDiscoverability = stringEnum(['LISTED', 'UNLISTED', 'PRIVATE']);
export type PluginShareDiscoverability = Static<typeof PluginShareDiscoverability>;

/** Whom a plugin is shared with. */
export const PluginSharePrincipalType = stringEnum(['user', 'group', 'workspace']);
export type PluginSharePrincipalType = Static<typeof PluginSharePrincipalType>;

/** What someone may do with a shared plugin. */
export const PluginSharePrincipalRole = stringEnum(['reader', 'editor', 'owner']);
export type PluginSharePrincipalRole = Static<typeof PluginSharePrincipalRole>;

/** Someone a plugin is shared with. */
export const PluginSharePrincipal = struct('PluginSharePrincipal', {
  principalType: PluginSharePrincipalType,
  principalId: Type.String(),
  role: PluginSharePrincipalRole,
  name: Type.String(),
});
export type PluginSharePrincipal = Static<typeof PluginSharePrincipal>;

/** How a plugin is shared. */
export const PluginShareContext = struct('PluginShareContext', {
  remotePluginId: Type.String(),
  /** The version others get. */
  remoteVersion: nullish(Type.String()),
  discoverability: nullish(PluginShareDiscoverability),
  shareUrl: nullish(Type.String()),
  creatorAccountUserId: nullish(Type.String()),
  creatorName: nullish(Type.String()),
  sharePrincipals: nullish(Type.Array(PluginSharePrincipal)),
  canPublishToWorkspace: nullish(Type.Boolean()),
});
export type PluginShareContext = Static<typeof PluginShareContext>;

/** Where the files come from. */
export const PluginSource = union('PluginSource', [
  Type.Object({
    type: Type.Literal('local'),
    path: AbsolutePathBuf,
  }),
  Type.Object({
    type: Type.Literal('git'),
    url: Type.String(),
    /** A folder inside the repository. */
    path: nullish(Type.String()),
    refName: nullish(Type.String()),
    sha: nullish(Type.String()),
  }),
  Type.Object({
    type: Type.Literal('npm'),
    package: Type.String(),
    /** A version or a range. */
    version: nullish(Type.String()),
    /** An https address; credentials are npm's own affair. */
    registry: nullish(Type.String()),
  }),
  Type.Object({
    type: Type.Literal('remote'),
  }),
]);
export type PluginSource = Static<typeof PluginSource>;

/** A plugin in a list. */
export const PluginSummary = struct('PluginSummary', {
  /** `name@marketplace`. */
  id: Type.String(),
  /** The id on the service. */
  remotePluginId: nullish(Type.String()),
  /** The newest on the service; `localVersion` is the one here. */
  version: nullish(Type.String()),
  localVersion: nullish(Type.String()),
  name: Type.String(),
  shareContext: nullish(PluginShareContext),
  source: PluginSource,
  installed: Type.Boolean(),
  /** Unix time in seconds, of plugins on the service. */
  installedAt: nullish(int64),
  enabled: Type.Boolean(),
  installPolicy: PluginInstallPolicy,
  installPolicySource: nullish(PluginInstallPolicySource),
  /** Whether the user must confirm on a page of its own. */
  mustShowInstallationInterstitial: nullish(Type.Boolean()),
  authPolicy: PluginAuthPolicy,
  availability: Type.Optional(PluginAvailability),
  disabledReason: nullish(PluginDisabledReason),
  /** The only plans that may install it, in the service's words. */
  eligiblePlanTypes: nullish(Type.Array(Type.String())),
  interface: nullish(PluginInterface),
  keywords: Type.Optional(Type.Array(Type.String())),
});
export type PluginSummary = Static<typeof PluginSummary>;
