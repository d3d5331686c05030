// The envelopes: JSON-RPC 2.0 without the member `jsonrpc`.
import type { Static } from 'typebox';
import { RequestId } from './request-id.ts';
import { int64, nullish, struct, union } from './schema.ts';
import { Type } from './type.ts';

/** Where a request stands in a distributed trace, in the headers of W3C Trace Context. */
export const W3cTraceContext = struct('W3cTraceContext', {
  traceparent: nullish(Type.String()),
  tracestate: nullish(Type.String()),
});
export type W3cTraceContext = Static<typeof W3cTraceContext>;

/** Asks for a response with the same id. */
export const JSONRPCRequest = struct('JSONRPCRequest', {
  id: RequestId,
  method: Type.String(),
  params: Type.Optional(Type.Unknown()),
  trace: nullish(W3cTraceContext),
});
export type JSONRPCRequest = Static<typeof JSONRPCRequest>;

/** Tells something; there is no response. */
export const JSONRPCNotification = struct('JSONRPCNotification', {
  method: Type.String(),
  params: Type.Optional(Type.Unknown()),
});
export type JSONRPCNotification = Static<typeof JSONRPCNotification>;

/** The response to a request that succeeded. */
export const JSONRPCResponse = struct('JSONRPCResponse', {
  id: RequestId,
  result: Type.Unknown(),
});
export type JSONRPCResponse = Static<typeof JSONRPCResponse>;

/** What went wrong: a code of JSON-RPC or of this protocol, and words for people. */
export const JSONRPCErrorError = struct('JSONRPCErrorError', {
  code: int64,
  data: Type.Optional(Type.Unknown()),
  message: Type.String(),
});
export type JSONRPCErrorError = Static<typeof JSONRPCErrorError>;

/** The response to a request that failed. */
export const JSONRPCError = struct('JSONRPCError', {
  error: JSONRPCErrorError,
  id: RequestId,
});
export type JSONRPCError = Static<typeof JSONRPCError>;

/** Anything that is sent, in either direction. */
export const JSONRPCMessage = union('JSONRPCMessage', [
  JSONRPCRequest,
  JSONRPCNotification,
  JSONRPCResponse,
  JSONRPCError,
]);
export type JSONRPCMessage = Static<typeof JSONRPCMessage>;
