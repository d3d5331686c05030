// The error border: what goes wrong becomes {error: {code, message, details?}, status}. JSON-RPC errors are mapped by
// their data, then by how their message begins, then by their number; the tables below are the whole mapping.

import { randomUUID } from 'node:crypto';
import { logger } from '@codex/telemetry/logger.ts';

export class HttpError extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: unknown;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    message: string,
    more: { details?: unknown; headers?: Record<string, string> } = {},
  ) {
    super(message);
    this.name = 'HttpError';
    this.status = status;
    this.code = code;
    this.details = more.details;
    this.headers = more.headers ?? {};
  }

  body(): object {
    const error = { code: this.code, message: this.message };
    return { error: this.details === undefined ? error : { ...error, details: this.details }, status: this.status };
  }
}

export function invalidRequest(message: string, details?: unknown): HttpError {
  return new HttpError(400, 'INVALID_REQUEST', message, { details });
}

export function threadNotFound(threadId: string): HttpError {
  return new HttpError(404, 'THREAD_NOT_FOUND', `Thread not found: ${threadId}`);
}

/** The `error` member of a JSON-RPC answer, as an exception of the connection carries it. */
export interface RpcFailure {
  readonly code: number;
  readonly message: string;
  readonly data?: unknown;
}

type Outcome = readonly [status: number, code: string];

/** By the machine-readable code in `data`. */
const byData: Readonly<Record<string, Outcome>> = {
  input_too_large: [413, 'PAYLOAD_TOO_LARGE'],
  configVersionConflict: [409, 'CONFIG_VERSION_CONFLICT'],
  configValidationError: [400, 'CONFIG_VALIDATION'],
  configSchemaUnknownKey: [400, 'CONFIG_VALIDATION'],
  configLayerReadonly: [403, 'CONFIG_READONLY'],
};

/** By the beginning of the message. */
const byMessage: ReadonlyArray<readonly [prefix: string, outcome: Outcome]> = [
  ['thread not found', [404, 'THREAD_NOT_FOUND']],
  ['thread not loaded', [404, 'THREAD_NOT_FOUND']],
  ['no rollout found', [404, 'NOT_FOUND']],
  ['no archived rollout found', [404, 'NOT_FOUND']],
  ['turn not found', [404, 'TURN_NOT_FOUND']],
  ['thread section not found', [404, 'NOT_FOUND']],
  // That is what an app-server says of threads that it does not know, and of those whose items cannot be listed.
  ['thread/items/list is not supported yet', [404, 'NOT_FOUND']],
  ['No MCP server named', [404, 'NOT_FOUND']],
  ['invalid thread id', [400, 'INVALID_REQUEST']],
  ['invalid cursor', [400, 'INVALID_REQUEST']],
  ['failed to spawn command', [400, 'INVALID_REQUEST']],
  ['no such process', [404, 'NOT_FOUND']],
  ['no active command/exec', [404, 'NOT_FOUND']],
  ['Cannot rollback while', [409, 'CONFLICT']],
  ['no active', [409, 'CONFLICT']],
  ['expected active turn id', [409, 'CONFLICT']],
  ['sending feedback is disabled', [403, 'FEEDBACK_DISABLED']],
];

/** By words anywhere in the message. */
const byWords: ReadonlyArray<readonly [words: RegExp, outcome: Outcome]> = [
  [/^session \S+ is archived/, [409, 'CONFLICT']],
  [/authentication required (to|for) /, [403, 'ACCOUNT_AUTH_REQUIRED']],
];

const byNumber: Readonly<Record<number, Outcome>> = {
  [-32600]: [400, 'INVALID_REQUEST'],
  [-32602]: [400, 'INVALID_REQUEST'],
  [-32601]: [501, 'NOT_IMPLEMENTED'],
  [-32001]: [503, 'OVERLOADED'],
};

export function isRpcError(error: unknown): error is RpcFailure {
  return typeof (error as { code?: unknown } | undefined)?.code === 'number';
}

/** The app-server knows the method and does not have it. */
export function isUnsupported(error: unknown): boolean {
  return isRpcError(error) && error.code === -32601;
}

export function fromRpcError(error: RpcFailure): HttpError {
  const outcome = outcomeOf(error);
  if (!outcome) return unexpected(error);
  const [status, code] = outcome;
  return new HttpError(status, code, error.message, status === 503 ? { headers: { 'retry-after': '1' } } : {});
}

function outcomeOf(error: RpcFailure): Outcome | undefined {
  const data = (error.data ?? {}) as Record<string, unknown>;
  const named = byData[String(data.input_error_code ?? data.config_write_error_code)];
  const told =
    byMessage.find(([prefix]) => error.message.startsWith(prefix)) ??
    byWords.find(([words]) => words.test(error.message));
  return named ?? told?.[1] ?? byNumber[error.code];
}

/** Fastify's own refusals, by its code. */
const byFastifyCode: Readonly<Record<string, Outcome>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: [413, 'PAYLOAD_TOO_LARGE'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [415, 'UNSUPPORTED_MEDIA_TYPE'],
  FST_ERR_CTP_EMPTY_JSON_BODY: [400, 'INVALID_REQUEST'],
  FST_ERR_CTP_INVALID_JSON_BODY: [400, 'INVALID_REQUEST'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: [400, 'INVALID_REQUEST'],
  FST_ERR_BAD_URL: [400, 'INVALID_REQUEST'],
};

/** The connection to the app-server is gone. */
const backendLost: ReadonlySet<string> = new Set(['ConnectionClosedError']);

/** Any exception of a handler as what the client is told. Unexpected ones say nothing about the inside. */
export function toHttpError(error: unknown): HttpError {
  if (error instanceof HttpError) return error;
  if (isRpcError(error)) return fromRpcError(error);
  const { code, message, statusCode } = (error ?? {}) as { code?: unknown; message?: unknown; statusCode?: unknown };
  if (backendLost.has(String((error as Error | undefined)?.name))) {
    return new HttpError(502, 'BACKEND_UNAVAILABLE', 'The app server is gone');
  }
  const known = byFastifyCode[String(code)];
  if (known) return new HttpError(...known, String(message));
  if (error instanceof SyntaxError || statusCode === 400) return invalidRequest('Malformed request');
  return unexpected(error);
}

/** What is told has no word of the inside; the log has, under the same reference. */
function unexpected(error: unknown): HttpError {
  const reference = randomUUID();
  logger.error('request failed', { reference, error });
  const message = isRpcError(error) ? withoutPaths(error.message) : 'Internal server error';
  return new HttpError(500, 'INTERNAL_ERROR', message, { details: { reference } });
}

function withoutPaths(message: string): string {
  return message.replace(/(?<![\w:/])(?:\/[\w.@+-]+){2,}/g, '<path>');
}
