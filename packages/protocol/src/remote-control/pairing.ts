// Remote control: letting a new client in by a code that it shows or that the user types.
import type { Static } from 'typebox';
import { int64, nullish, struct } from '../schema.ts';
import { Type } from '../type.ts';

/** Whether a code to type is wanted too. */
export const RemoteControlPairingStartParams = struct('RemoteControlPairingStartParams', {
  manualCode: Type.Optional(Type.Boolean()),
});
export type RemoteControlPairingStartParams = Static<typeof RemoteControlPairingStartParams>;

/** The codes, and the Unix time until which they hold, in seconds. */
export const RemoteControlPairingStartResponse = struct('RemoteControlPairingStartResponse', {
  pairingCode: Type.String(),
  manualPairingCode: nullish(Type.String()),
  environmentId: Type.String(),
  expiresAt: int64,
});
export type RemoteControlPairingStartResponse = Static<typeof RemoteControlPairingStartResponse>;

/** The code asked about, one of the two. */
export const RemoteControlPairingStatusParams = struct('RemoteControlPairingStatusParams', {
  pairingCode: nullish(Type.String()),
  manualPairingCode: nullish(Type.String()),
});
export type RemoteControlPairingStatusParams = Static<typeof RemoteControlPairingStatusParams>;

/** Whether a client has used it. */
export const RemoteControlPairingStatusResponse = struct('RemoteControlPairingStatusResponse', {
  claimed: Type.Boolean(),
});
export type RemoteControlPairingStatusResponse = Static<typeof RemoteControlPairingStatusResponse>;
