// Remote control of this server from elsewhere: its connection state.
import type { Static } from 'typebox';
import { nullish, stringEnum, struct } from '../schema.ts';
import { Type } from '../type.ts';

/** Where the connection stands. */
export const RemoteControlConnectionStatus = stringEnum(['disabled', 'connecting', 'connected', 'errored']);
export type RemoteControlConnectionStatus = Static<typeof RemoteControlConnectionStatus>;

/** Sent once after initialize and at every change. */
export const RemoteControlStatusChangedNotification = struct('RemoteControlStatusChangedNotification', {
  status: RemoteControlConnectionStatus,
  serverName: Type.String(),
  installationId: Type.String(),
  environmentId: nullish(Type.String()),
});
export type RemoteControlStatusChangedNotification = Static<typeof RemoteControlStatusChangedNotification>;
