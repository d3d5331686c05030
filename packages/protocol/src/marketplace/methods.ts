// The requests of marketplaces.
import type { RequestTable } from '../method-table.ts';
import { MarketplaceAddParams, MarketplaceAddResponse } from './add.ts';
import { MarketplaceRemoveParams, MarketplaceRemoveResponse } from './remove.ts';
import { MarketplaceUpgradeParams, MarketplaceUpgradeResponse } from './upgrade.ts';

export const marketplaceRequests = {
  'marketplace/add': { params: MarketplaceAddParams, result: MarketplaceAddResponse },
  'marketplace/remove': { params: MarketplaceRemoveParams, result: MarketplaceRemoveResponse },
  'marketplace/upgrade': { params: MarketplaceUpgradeParams, result: MarketplaceUpgradeResponse },
} as const satisfies RequestTable;
