// Adding a marketplace: a catalogue of plugins.
import type { Static } from 'typebox';
import { AbsolutePathBuf } from '../config/paths.ts';
import { nullish, struct } from '../schema.ts';
import { Type } from '../type.ts';

/** Adds a marketplace. */
export const MarketplaceAddParams = struct('MarketplaceAddParams', {
  /** A git address, a GitHub `owner/name`, or a folder. */
  source: Type.String(),
  /** The branch or tag. */
  refName: nullish(Type.String()),
  /** The only folders to fetch. */
  sparsePaths: nullish(Type.Array(Type.String())),
});
export type MarketplaceAddParams = Static<typeof MarketplaceAddParams>;

/** Where it is now. */
export const MarketplaceAddResponse = struct('MarketplaceAddResponse', {
  marketplaceName: Type.String(),
  installedRoot: AbsolutePathBuf,
  /** Whether it was there before. */
  alreadyAdded: Type.Boolean(),
});
export type MarketplaceAddResponse = Static<typeof MarketplaceAddResponse>;
