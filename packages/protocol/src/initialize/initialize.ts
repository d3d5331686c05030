// The first request of every connection: who the client is and what it can do.
import type { Static } from 'typebox';
import { AbsolutePathBuf } from '../config/paths.ts';
import { nullish, struct } from '../schema.ts';
import { Type } from '../type.ts';

/** Who the client is; the name goes to the model provider as the originator. */
export const ClientInfo = struct('ClientInfo', {
  name: Type.String(),
  title: nullish(Type.String()),
  version: Type.String(),
});
export type ClientInfo = Static<typeof ClientInfo>;

/** What the client can do. `optOutNotificationMethods`: exact names of notifications it does not want. */
export const InitializeCapabilities = struct('InitializeCapabilities', {
  requiredHumanApproval: Type.Optional(Type.Boolean()),
  explicitGatewayOauth: Type.Optional(Type.Boolean()),
  experimentalApi: Type.Optional(Type.Boolean()),
  requestAttestation: Type.Optional(Type.Boolean()),
  mcpServerOpenaiFormElicitation: Type.Optional(Type.Boolean()),
  optOutNotificationMethods: nullish(Type.Array(Type.String())),
  extensions: nullish(Type.Record(Type.String(), Type.Unknown())),
});
export type InitializeCapabilities = Static<typeof InitializeCapabilities>;

/** The first request of a connection. */
export const InitializeParams = struct('InitializeParams', {
  clientInfo: ClientInfo,
  capabilities: nullish(InitializeCapabilities),
});
export type InitializeParams = Static<typeof InitializeParams>;

/** Who the server is and where it keeps its state. */
export const InitializeResponse = struct('InitializeResponse', {
  userAgent: Type.String(),
  codexHome: AbsolutePathBuf,
  platformFamily: Type.String(),
  platformOs: Type.String(),
});
export type InitializeResponse = Static<typeof InitializeResponse>;
