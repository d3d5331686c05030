// Listing the plugins of marketplaces, whether installed or not.
import type { Static } from 'typebox';
import { AbsolutePathBuf } from '../config/paths.ts';
import { nullish, stringEnum, struct } from '../schema.ts';
import { Type } from '../type.ts';
import { PluginSummary } from './plugin.ts';

/** A kind of marketplace. */
export const PluginListMarketplaceKind = stringEnum([
  'local',
  'vertical',
  'workspace-directory',
  'shared-with-me',
  'created-by-me-remote',
]);
export type PluginListMarketplaceKind = Static<typeof PluginListMarketplaceKind>;

/** Which marketplaces to look at. */
export const PluginListParams = struct('PluginListParams', {
  /** Folders whose repositories may have marketplaces; none but the user's own when null. */
  cwds: nullish(Type.Array(AbsolutePathBuf)),
  /** The local ones when null, and those of the service where that is switched on. */
  marketplaceKinds: nullish(Type.Array(PluginListMarketplaceKind)),
  /** Ask the service anew. */
  forceRefetch: Type.Optional(Type.Boolean()),
});
export type PluginListParams = Static<typeof PluginListParams>;

/** How a marketplace presents itself. */
export const MarketplaceInterface = struct('MarketplaceInterface', {
  displayName: nullish(Type.String()),
});
export type MarketplaceInterface = Static<typeof MarketplaceInterface>;

/** A marketplace that could not be read. */
export const MarketplaceLoadErrorInfo = struct('MarketplaceLoadErrorInfo', {
  marketplacePath: AbsolutePathBuf,
  message: Type.String(),
});
export type MarketplaceLoadErrorInfo = Static<typeof MarketplaceLoadErrorInfo>;

/** A marketplace and its plugins. */
export const PluginMarketplaceEntry = struct('PluginMarketplaceEntry', {
  name: Type.String(),
  /** Its file; null when it lives on the service. */
  path: nullish(AbsolutePathBuf),
  interface: nullish(MarketplaceInterface),
  plugins: Type.Array(PluginSummary),
});
export type PluginMarketplaceEntry = Static<typeof PluginMarketplaceEntry>;

/** All of them. */
export const PluginListResponse = struct('PluginListResponse', {
  marketplaces: Type.Array(PluginMarketplaceEntry),
  marketplaceLoadErrors: Type.Optional(Type.Array(MarketplaceLoadErrorInfo)),
  featuredPluginIds: Type.Optional(Type.Array(Type.String())),
});
export type PluginListResponse = Static<typeof PluginListResponse>;
