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
  'process/spawn': { params: ProcessSpawnParams, result: ProcessSpawnResponse },
  'process/writeStdin': { params: ProcessWriteStdinParams, result: ProcessWriteStdinResponse },
  'process/kill': { params: ProcessKillParams, result: ProcessKillResponse },
  'process/resizePty': { params: ProcessResizePtyParams, result: ProcessResizePtyResponse },
} as const satisfies RequestTable;

export const processNotifications = {
  'process/outputDelta': ProcessOutputDeltaNotification,
  'process/exited': ProcessExitedNotification,
} as const satisfies NotificationTable;
