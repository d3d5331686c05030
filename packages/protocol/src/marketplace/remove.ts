// Removing a marketplace.
import type { Static } from 'typebox';
import { AbsolutePathBuf } from '../config/paths.ts';
import { nullish, struct } from '../schema.ts';
import { Type } from '../type.ts';

/** Removes a marketplace. */
export const MarketplaceRemoveParams = struct('MarketplaceRemoveParams', {
  marketplaceName: Type.String(),
});
export type MarketplaceRemoveParams = Static<typeof MarketplaceRemoveParams>;

/** What was removed; the folder is null when there was none. */
export const MarketplaceRemoveResponse = struct('MarketplaceRemoveResponse', {
  marketplaceName: Type.String(),
  installedRoot: nullish(AbsolutePathBuf),
});
export type MarketplaceRemoveResponse = Static<typeof MarketplaceRemoveResponse>;
