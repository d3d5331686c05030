import { type Static, Type } from 'typebox';
import { nullable, stringEnum } from '../schema.ts';

export const RemoteControlConnectionStatus = stringEnum(['disabled', 'connecting', 'connected', 'errored']);
export type RemoteControlConnectionStatus = Static<typeof RemoteControlConnectionStatus>;

export const RemoteControlStatusChangedNotification = Type.Object({
  environmentId: Type.Optional(nullable(Type.String())),
  installationId: Type.String(),
  serverName: Type.String(),
  status: RemoteControlConnectionStatus,
});
export type RemoteControlStatusChangedNotification = Static<typeof RemoteControlStatusChangedNotification>;
