// The closed set of ways in which the engine refuses a request. A failed turn or tool is an event, never one of these.

/**
 * - `invalid_request`: the request cannot be done as asked (unknown thread, wrong state, bad id). JSON-RPC -32600.
 * - `invalid_params`: parameters contradict each other or exceed a limit. JSON-RPC -32602.
 * - `unsupported`: a known operation that this thread or server does not offer. JSON-RPC -32601.
 * - `internal`: the operating system, a file or a peer failed. JSON-RPC -32603.
 */
export type EngineErrorCode = 'invalid_request' | 'invalid_params' | 'unsupported' | 'internal';

export class EngineError extends Error {
  readonly code: EngineErrorCode;
  /** Machine-readable detail, sent as `error.data`. */
  readonly data: unknown;

  constructor(code: EngineErrorCode, message: string, data?: unknown) {
    super(message);
    this.name = 'EngineError';
    this.code = code;
    this.data = data;
  }
}

export function invalidRequest(message: string): EngineError {
  return new EngineError('invalid_request', message);
}
