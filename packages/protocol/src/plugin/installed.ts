// Listing installed plugins only.
import type { Static } from 'typebox';
import { AbsolutePathBuf } from '../config/paths.ts';
import { nullish, struct } from '../schema.ts';
import { Type } from '../type.ts';
import { MarketplaceLoadErrorInfo, PluginMarketplaceEntry } from './list.ts';

/** Which marketplaces to look at. */
export const PluginInstalledParams = struct('PluginInstalledParams', {
  /** Folders whose repositories may have marketplaces. */
  cwds: nullish(Type.Array(AbsolutePathBuf)),
  /** Plugins to list even if they are not installed, when they are known here. */
  installSuggestionPluginNames: nullish(Type.Array(Type.String())),
});
export type PluginInstalledParams = Static<typeof PluginInstalledParams>;

/** The marketplaces with what is installed of them. */
export const PluginInstalledResponse = struct('PluginInstalledResponse', {
  marketplaces: Type.Array(PluginMarketplaceEntry),
  marketplaceLoadErrors: Type.Optional(Type.Array(MarketplaceLoadErrorInfo)),
});
export type PluginInstalledResponse = Static<typeof PluginInstalledResponse>;
