// Fetching the newest state of marketplaces.
import type { Static } from 'typebox';
import { AbsolutePathBuf } from '../config/paths.ts';
import { nullish, struct } from '../schema.ts';
import { Type } from '../type.ts';

/** Which one; all when null. */
export const MarketplaceUpgradeParams = struct('MarketplaceUpgradeParams', {
  marketplaceName: nullish(Type.String()),
});
export type MarketplaceUpgradeParams = Static<typeof MarketplaceUpgradeParams>;

/** Why one could not be fetched. */
export const MarketplaceUpgradeErrorInfo = struct('MarketplaceUpgradeErrorInfo', {
  marketplaceName: Type.String(),
  message: Type.String(),
});
export type MarketplaceUpgradeErrorInfo = Static<typeof MarketplaceUpgradeErrorInfo>;

/** Which were looked at, and the folders that changed. */
export const MarketplaceUpgradeResponse = struct('MarketplaceUpgradeResponse', {
  selectedMarketplaces: Type.Array(Type.String()),
  upgradedRoots: Type.Array(AbsolutePathBuf),
  errors: Type.Array(MarketplaceUpgradeErrorInfo),
});
export type MarketplaceUpgradeResponse = Static<typeof MarketplaceUpgradeResponse>;
