// What a refused request is answered with: one table from the engine's codes to JSON-RPC codes, and the own refusals.
import { EngineError, type EngineErrorCode } from '@codex/engine/errors.ts';
import type { RpcError } from '@codex/protocol/methods.ts';

const invalidRequest = -32600;
const methodNotFound = -32601;
const invalidParams = -32602;
const internalError = -32603;
const overloadedCode = -32001;

const codes: Record<EngineErrorCode, number> = {
  invalid_request: invalidRequest,
  invalid_params: invalidParams,
  unsupported: methodNotFound,
  internal: internalError,
};

/** A request refused by the app-server itself, before the engine saw it. */
export class Refusal extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.name = 'Refusal';
    this.code = code;
  }
}

export const refuse = {
  undecodable: (text: string) => new Refusal(invalidRequest, `Invalid request: ${text}`),
  invalid: (text: string) => new Refusal(invalidRequest, text),
  unsupported: (method: string) => new Refusal(methodNotFound, `${method} is not supported by this server`),
};

export const overloaded: RpcError = { code: overloadedCode, message: 'Server overloaded; retry later.' };

/** An answer of a client that has not the shape of its request. */
export function undecodableAnswer(text: string): RpcError {
  return { code: invalidParams, message: text };
}

/** What the client is told. Anything unforeseen is told by its message only: no stack leaves the process. */
export function errorOf(thrown: unknown): RpcError {
  if (thrown instanceof Refusal) return { code: thrown.code, message: thrown.message };
  if (thrown instanceof EngineError) {
    const { code, message, data } = thrown;
    return { code: codes[code], message, ...(data === undefined ? {} : { data }) };
  }
  return { code: internalError, message: thrown instanceof Error ? thrown.message : String(thrown) };
}
