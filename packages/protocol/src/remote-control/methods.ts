// The requests and the notification of remote control.
import type { NotificationTable, RequestTable } from '../method-table.ts';
import { nullable } from '../schema.ts';
import { Type } from '../type.ts';
import {
  RemoteControlClientsListParams,
  RemoteControlClientsListResponse,
  RemoteControlClientsRevokeParams,
  RemoteControlClientsRevokeResponse,
} from './clients.ts';
import {
  RemoteControlPairingStartParams,
  RemoteControlPairingStartResponse,
  RemoteControlPairingStatusParams,
  RemoteControlPairingStatusResponse,
} from './pairing.ts';
import {
  RemoteControlDisableParams,
  RemoteControlDisableResponse,
  RemoteControlEnableParams,
  RemoteControlEnableResponse,
  RemoteControlStatusChangedNotification,
  RemoteControlStatusReadResponse,
} from './remote-control.ts';

export const remoteControlRequests = {
  'remoteControl/enable': {
    params: nullable(RemoteControlEnableParams),
    result: RemoteControlEnableResponse,
    experimental: true,
  },
  'remoteControl/disable': {
    params: nullable(RemoteControlDisableParams),
    result: RemoteControlDisableResponse,
    experimental: true,
  },
  'remoteControl/status/read': { params: Type.Null(), result: RemoteControlStatusReadResponse, experimental: true },
  'remoteControl/pairing/start': {
    params: RemoteControlPairingStartParams,
    result: RemoteControlPairingStartResponse,
    experimental: true,
  },
  'remoteControl/pairing/status': {
    params: RemoteControlPairingStatusParams,
    result: RemoteControlPairingStatusResponse,
    experimental: true,
  },
  'remoteControl/client/list': {
    params: RemoteControlClientsListParams,
    result: RemoteControlClientsListResponse,
    experimental: true,
  },
  'remoteControl/client/revoke': {
    params: RemoteControlClientsRevokeParams,
    result: RemoteControlClientsRevokeResponse,
    experimental: true,
  },
} as const satisfies RequestTable;

export const remoteControlNotifications = {
  'remoteControl/status/changed': RemoteControlStatusChangedNotification,
} as const satisfies NotificationTable;
