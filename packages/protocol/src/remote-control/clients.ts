// Remote control: the clients that were let in.
import type { Static } from 'typebox';
import { int64, nullish, stringEnum, struct, uint32 } from '../schema.ts';
import { Type } from '../type.ts';

/** By when they were last seen: oldest or newest first. */
export const RemoteControlClientsListOrder = stringEnum(['asc', 'desc']);
export type RemoteControlClientsListOrder = Static<typeof RemoteControlClientsListOrder>;

/** The server whose clients are wanted, and the page. */
export const RemoteControlClientsListParams = struct('RemoteControlClientsListParams', {
  environmentId: Type.String(),
  cursor: nullish(Type.String()),
  limit: nullish(uint32),
  order: nullish(RemoteControlClientsListOrder),
});
export type RemoteControlClientsListParams = Static<typeof RemoteControlClientsListParams>;

/** A client, as far as it told what it is; `lastSeenAt` is Unix time in seconds. */
export const RemoteControlClient = struct('RemoteControlClient', {
  clientId: Type.String(),
  displayName: nullish(Type.String()),
  deviceType: nullish(Type.String()),
  platform: nullish(Type.String()),
  osVersion: nullish(Type.String()),
  deviceModel: nullish(Type.String()),
  appVersion: nullish(Type.String()),
  lastSeenAt: nullish(int64),
});
export type RemoteControlClient = Static<typeof RemoteControlClient>;

/** One page; `nextCursor` null means the end. */
export const RemoteControlClientsListResponse = struct('RemoteControlClientsListResponse', {
  data: Type.Array(RemoteControlClient),
  nextCursor: nullish(Type.String()),
});
export type RemoteControlClientsListResponse = Static<typeof RemoteControlClientsListResponse>;

/** The client to lock out. */
export const RemoteControlClientsRevokeParams = struct('RemoteControlClientsRevokeParams', {
  environmentId: Type.String(),
  clientId: Type.String(),
});
export type RemoteControlClientsRevokeParams = Static<typeof RemoteControlClientsRevokeParams>;

/** Empty: the client must be let in anew. */
export const RemoteControlClientsRevokeResponse = struct('RemoteControlClientsRevokeResponse', {});
export type RemoteControlClientsRevokeResponse = Static<typeof RemoteControlClientsRevokeResponse>;
