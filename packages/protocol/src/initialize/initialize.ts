import { type Static, Type } from 'typebox';
import { AbsolutePathBuf } from '../config/paths.ts';
import { nullable } from '../schema.ts';

export const ClientInfo = Type.Object({
  name: Type.String(),
  title: Type.Optional(nullable(Type.String())),
  version: Type.String(),
});
export type ClientInfo = Static<typeof ClientInfo>;

export const InitializeCapabilities = Type.Object({
  experimentalApi: Type.Optional(Type.Boolean()),
  explicitGatewayOauth: Type.Optional(Type.Boolean()),
  extensions: Type.Optional(nullable(Type.Record(Type.String(), Type.Unknown()))),
  mcpServerOpenaiFormElicitation: Type.Optional(Type.Boolean()),
  optOutNotificationMethods: Type.Optional(nullable(Type.Array(Type.String()))),
  requestAttestation: Type.Optional(Type.Boolean()),
  requiredHumanApproval: Type.Optional(Type.Boolean()),
});
export type InitializeCapabilities = Static<typeof InitializeCapabilities>;

export const InitializeParams = Type.Object({
  capabilities: Type.Optional(nullable(InitializeCapabilities)),
  clientInfo: ClientInfo,
});
export type InitializeParams = Static<typeof InitializeParams>;

export const InitializeResponse = Type.Object({
  codexHome: AbsolutePathBuf,
  platformFamily: Type.String(),
  platformOs: Type.String(),
  userAgent: Type.String(),
});
export type InitializeResponse = Static<typeof InitializeResponse>;
