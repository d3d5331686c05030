// The requests about memories drawn from earlier threads.
import type { RequestTable } from '../method-table.ts';
import { Type } from '../type.ts';
import { MemoryResetResponse } from './reset.ts';
import { MemoryStatusParams, MemoryStatusResponse } from './status.ts';

export const memoryRequests = {
  'memory/status': { params: MemoryStatusParams, result: MemoryStatusResponse, experimental: true },
  'memory/reset': { params: Type.Null(), result: MemoryResetResponse, experimental: true },
} as const satisfies RequestTable;
