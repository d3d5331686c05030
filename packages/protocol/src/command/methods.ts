// The requests and notifications of commands.
import type { NotificationTable, RequestTable } from '../method-table.ts';
import {
  CommandExecOutputDeltaNotification,
  CommandExecParams,
  CommandExecResizeParams,
  CommandExecResizeResponse,
  CommandExecResponse,
  CommandExecTerminateParams,
  CommandExecTerminateResponse,
  CommandExecWriteParams,
  CommandExecWriteResponse,
} from './exec.ts';

export const commandRequests = {
  'command/exec': { params: CommandExecParams, result: CommandExecResponse },
  'command/exec/write': { params: CommandExecWriteParams, result: CommandExecWriteResponse },
  'command/exec/terminate': { params: CommandExecTerminateParams, result: CommandExecTerminateResponse },
  'command/exec/resize': { params: CommandExecResizeParams, result: CommandExecResizeResponse },
} as const satisfies RequestTable;

export const commandNotifications = {
  'command/exec/outputDelta': CommandExecOutputDeltaNotification,
} as const satisfies NotificationTable;
