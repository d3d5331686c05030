// Remote control of this server from elsewhere: switching it on and off, and its connection state.
import type { Static } from 'typebox';
import { nullish, stringEnum, struct } from '../schema.ts';
import { Type } from '../type.ts';

/** Where the connection stands. */
export const RemoteControlConnectionStatus = stringEnum(['disabled', 'connecting', 'connected', 'errored']);
export type RemoteControlConnectionStatus = Static<typeof RemoteControlConnectionStatus>;

/** `environmentId` is the name under which others reach this server; null while it has none. */
const connection = {
  status: RemoteControlConnectionStatus,
  serverName: Type.String(),
  installationId: Type.String(),
  environmentId: nullish(Type.String()),
};

/** Sent once after initialize and at every change. */
export const RemoteControlStatusChangedNotification = struct('RemoteControlStatusChangedNotification', connection);
export type RemoteControlStatusChangedNotification = Static<typeof RemoteControlStatusChangedNotification>;

/** Whether it shall be on only until this server ends. */
export const RemoteControlEnableParams = struct('RemoteControlEnableParams', {
  ephemeral: Type.Optional(Type.Boolean()),
});
export type RemoteControlEnableParams = Static<typeof RemoteControlEnableParams>;

/** The connection as it is now; it may still be connecting. */
export const RemoteControlEnableResponse = struct('RemoteControlEnableResponse', connection);
export type RemoteControlEnableResponse = Static<typeof RemoteControlEnableResponse>;

/** Whether it shall be off only until this server ends. */
export const RemoteControlDisableParams = struct('RemoteControlDisableParams', {
  ephemeral: Type.Optional(Type.Boolean()),
});
export type RemoteControlDisableParams = Static<typeof RemoteControlDisableParams>;

/** The connection as it is now. */
export const RemoteControlDisableResponse = struct('RemoteControlDisableResponse', connection);
export type RemoteControlDisableResponse = Static<typeof RemoteControlDisableResponse>;

/** The connection as it is. */
export const RemoteControlStatusReadResponse = struct('RemoteControlStatusReadResponse', connection);
export type RemoteControlStatusReadResponse = Static<typeof RemoteControlStatusReadResponse>;
