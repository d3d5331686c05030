// How a request to the Messages API failed. A table: one row per `error.type`, whether it comes as an HTTP answer or in
// the middle of a stream.
import { faultError, type HttpFailure, unexpectedAnswer } from '../errors.ts';
import { ModelError, type ModelErrorOptions } from '../model-client.ts';

interface Said {
  readonly message: string;
  readonly options: ModelErrorOptions;
}

type Row = (said: Said) => ModelError;

const rows: Readonly<Record<string, Row>> = {
  invalid_request_error: invalidRequest,
  request_too_large: ({ message, options }) => new ModelError(message, 'badRequest', options),
  authentication_error: ({ message, options }) =>
    new ModelError(`The provider refused the key: ${message}`, 'unauthorized', options),
  billing_error: ({ options }) => faultError('insufficient_quota', options),
  not_found_error: ({ message, options }) => new ModelError(message, 'modelNotFound', options),
  rate_limit_error: ({ message, options }) =>
    new ModelError(`rate limit exceeded: ${message}`, 'rateLimitExceeded', {
      ...options,
      // Over HTTP it is worth asking again only when the provider said when.
      retryable: options.httpStatus === undefined || options.retryAfterMs !== undefined,
    }),
  overloaded_error: ({ options }) => faultError('server_is_overloaded', { ...options, retryable: true }),
  api_error: serverTrouble,
  timeout_error: serverTrouble,
};

/** Beginnings of messages that mean something else than a mistake in the request. */
const meanings: ReadonlyArray<readonly [pattern: RegExp, code: string]> = [
  [/prompt is too long|exceed context limit|exceeds? the (maximum )?context/i, 'context_length_exceeded'],
  [/credit balance is too low|specified API usage limits/i, 'insufficient_quota'],
];

function invalidRequest({ message, options }: Said): ModelError {
  const code = meanings.find(([pattern]) => pattern.test(message))?.[1];
  return code ? faultError(code, options) : new ModelError(message, 'badRequest', options);
}

function serverTrouble({ message, options }: Said): ModelError {
  return new ModelError(message, 'internalServerError', { ...options, retryable: true });
}

/** An answer that is not 2xx. What has no such body (a proxy answered) is shown as it is. */
export function messagesRefusal(failure: HttpFailure): ModelError {
  const unexpected = unexpectedAnswer(failure);
  const error = errorOf(failure.body);
  const row = error && Object.hasOwn(rows, error.type) ? rows[error.type] : undefined;
  if (!error || !row) return unexpected;
  const id = failure.header('request-id');
  const message = `${error.message}${id ? ` (request id: ${id})` : ''}`;
  return row({ message, options: { httpStatus: failure.status, retryAfterMs: unexpected.retryAfterMs } });
}

/** An `error` event in a stream that had begun. */
export function streamFailure({ type, message }: { readonly type: string; readonly message: string }): ModelError {
  return (Object.hasOwn(rows, type) ? (rows[type] ?? serverTrouble) : serverTrouble)({ message, options: {} });
}

function errorOf(body: string): { type: string; message: string } | null {
  try {
    const { error } = JSON.parse(body) as { error?: { type?: unknown; message?: unknown } };
    return typeof error?.type === 'string' && typeof error.message === 'string'
      ? { type: error.type, message: error.message }
      : null;
  } catch {
    return null;
  }
}
