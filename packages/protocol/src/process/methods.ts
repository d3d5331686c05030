// The requests and notifications of processes.
import type { NotificationTable, RequestTable } from '../method-table.ts';
import {
  ProcessExitedNotification,
  ProcessKillParams,
  ProcessKillResponse,
  ProcessOutputDeltaNotification,
  ProcessResizePtyParams,
  ProcessResizePtyResponse,
  ProcessSpawnParams,
  ProcessSpawnResponse,
  ProcessWriteStdinParams,
  ProcessWriteStdinResponse,
} from './process.ts';

export const processRequests = {
  'process/spawn': { params: ProcessSpawnParams, result: ProcessSpawnResponse, experimental: true },
  'process/writeStdin': { params: ProcessWriteStdinParams, result: ProcessWriteStdinResponse, experimental: true },
  'process/kill': { params: ProcessKillParams, result: ProcessKillResponse, experimental: true },
  'process/resizePty': { params: ProcessResizePtyParams, result: ProcessResizePtyResponse, experimental: true },
} as const satisfies RequestTable;

export const processNotifications = {
  'process/outputDelta': ProcessOutputDeltaNotification,
  'process/exited': ProcessExitedNotification,
} as const satisfies NotificationTable;
