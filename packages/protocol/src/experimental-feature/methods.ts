// The requests of features that can be switched.
import type { RequestTable } from '../method-table.ts';
import { ExperimentalFeatureEnablementSetParams, ExperimentalFeatureEnablementSetResponse } from './enablement-set.ts';
import { ExperimentalFeatureListParams, ExperimentalFeatureListResponse } from './list.ts';

export const experimentalFeatureRequests = {
  'experimentalFeature/list': { params: ExperimentalFeatureListParams, result: ExperimentalFeatureListResponse },
  'experimentalFeature/enablement/set': {
    params: ExperimentalFeatureEnablementSetParams,
    result: ExperimentalFeatureEnablementSetResponse,
  },
} as const satisfies RequestTable;
