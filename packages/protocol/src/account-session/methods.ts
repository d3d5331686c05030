// The requests about sign-ins.
import type { RequestTable } from '../method-table.ts';
import { AccountSessionsListParams, AccountSessionsResponse } from './list.ts';
import { AccountSessionsSwitchParams, AccountSessionsSwitchResponse } from './switch.ts';

export const accountSessionRequests = {
  'accountSession/list': { params: AccountSessionsListParams, result: AccountSessionsResponse, experimental: true },
  'accountSession/switch': {
    params: AccountSessionsSwitchParams,
    result: AccountSessionsSwitchResponse,
    experimental: true,
  },
} as const satisfies RequestTable;
