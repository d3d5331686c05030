// The requests about machines that tools may run on.
import type { RequestTable } from '../method-table.ts';
import { EnvironmentAddParams, EnvironmentAddResponse } from './add.ts';
import { EnvironmentInfoParams, EnvironmentInfoResponse } from './info.ts';
import { EnvironmentStatusParams, EnvironmentStatusResponse } from './status.ts';

export const environmentRequests = {
  'environment/add': { params: EnvironmentAddParams, result: EnvironmentAddResponse, experimental: true },
  'environment/info': { params: EnvironmentInfoParams, result: EnvironmentInfoResponse, experimental: true },
  'environment/status': { params: EnvironmentStatusParams, result: EnvironmentStatusResponse, experimental: true },
} as const satisfies RequestTable;
