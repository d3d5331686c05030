// How a model request failed, in the words and error codes of the official server. Two tables: HTTP statuses and codes
// of `response.failed`; whoever adds a provider adds rows.
import type { CodexErrorInfo } from '@codex/protocol/turn/turn.ts';
import { ModelError, type ModelErrorOptions } from './model-client.ts';

/** An HTTP answer that was not 2xx. */
export interface HttpFailure {
  readonly status: number;
  readonly statusText: string;
  readonly url: string;
  readonly body: string;
  readonly header: (name: string) => string | undefined;
}

/** Error object of a provider: the `error` member of a body or of `response.failed`. */
interface ProviderError {
  readonly code?: string | null;
  readonly type?: string | null;
  readonly message?: string | null;
  readonly plan_type?: string | null;
  /** Unix seconds. */
  readonly resets_at?: number | null;
}

const BODY_LIMIT = 1000;
/** How the provider says that it cannot read a picture. */
const INVALID_IMAGE = 'The image data you provided does not represent a valid image';
const HIGH_DEMAND = 'We’re currently experiencing high demand, which may cause temporary errors.';

/** What a row of the tables says. */
type Failure = Pick<ModelErrorOptions, 'retryable' | 'retryAfterMs'> & { message: string; info: CodexErrorInfo };
type Fault = (error: ProviderError) => Failure;

/** Codes that mean the same wherever they appear. */
const faults: Readonly<Record<string, Fault>> = {
  context_length_exceeded: () => ({
    message:
      "Codex ran out of room in the model's context window. Start a new thread or clear earlier history before retrying.",
    info: 'contextWindowExceeded',
  }),
  insufficient_quota: () => ({
    message: 'Quota exceeded. Check your plan and billing details.',
    info: 'usageLimitExceeded',
  }),
  usage_not_included: () => ({
    message: 'To use Codex with your ChatGPT plan, upgrade to Plus: https://chatgpt.com/explore/plus.',
    info: 'usageLimitExceeded',
  }),
  server_is_overloaded: () => ({
    message: 'Selected model is at capacity. Please try a different model.',
    info: 'serverOverloaded',
  }),
  model_not_found: ({ message }) => ({ message: message ?? 'Model not found.', info: 'modelNotFound' }),
  slow_down: rateLimited,
};

/** Codes that only `response.failed` carries. */
const streamFaults: Readonly<Record<string, Fault>> = {
  ...faults,
  rate_limit_exceeded: rateLimited,
  invalid_prompt: ({ message }) => ({ message: message ?? 'Invalid request.', info: 'other' }),
  cyber_policy: ({ message }) => ({ message: message ?? 'Invalid request.', info: 'cyberPolicy' }),
  bio_policy: ({ message }) => ({ message: message ?? 'Invalid request.', info: 'other' }),
};

const statuses: Readonly<Record<number, (failure: HttpFailure, error: ProviderError) => Failure>> = {
  400: ({ body }) =>
    body.includes(INVALID_IMAGE)
      ? { message: 'Invalid image in your last message. Please remove it and try again.', info: 'badRequest' }
      : { message: body, info: 'other' },
  429: tooManyRequests,
  500: () => ({ message: HIGH_DEMAND, info: 'internalServerError', retryable: true }),
};

/** Which code of a body outranks the status line. */
const bodyCodes: Readonly<Record<number, readonly string[]>> = {
  400: ['context_length_exceeded'],
  404: ['model_not_found'],
  429: ['insufficient_quota', 'usage_not_included'],
  503: ['server_is_overloaded', 'slow_down'],
};

/** The error of a non-2xx answer. */
export function httpError(failure: HttpFailure): ModelError {
  const error = providerError(failure.body);
  const code = [error.code, error.type].find((name) => name && bodyCodes[failure.status]?.includes(name));
  const known = (code && faults[code]?.(error)) || statuses[failure.status]?.(failure, error);
  return modelError(
    { retryAfterMs: retryAfter(failure), ...(known ?? unexpectedStatus(failure, error)) },
    failure.status,
  );
}

/** The error for one of the codes that mean the same wherever they appear. */
export function faultError(code: string, options: ModelErrorOptions = {}): ModelError {
  const { message, info, ...rest } = faults[code]?.({}) ?? { message: code, info: 'other' };
  return new ModelError(message, info, { ...rest, ...options });
}

/** The error of a non-2xx answer that says nothing we know; it names the status and what there was to read. */
export function unexpectedAnswer(failure: HttpFailure): ModelError {
  const { message, info, ...options } = unexpectedStatus(failure, providerError(failure.body));
  return new ModelError(message, info, { ...options, httpStatus: failure.status, retryAfterMs: retryAfter(failure) });
}

const MAX_RETRY_AFTER_MS = 3_600_000;

/** What the header `Retry-After` asks for, in milliseconds; it holds seconds or a date. */
function retryAfter({ header }: HttpFailure): number | undefined {
  const value = header('retry-after')?.trim();
  if (!value) return undefined;
  const ms = /^\d+(\.\d+)?$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), MAX_RETRY_AFTER_MS) : undefined;
}

/** The error of a `response.failed` event. */
export function failedResponse(error: ProviderError | null | undefined): ModelError {
  if (!error) return streamError('response.failed event received');
  const fault = error.code && Object.hasOwn(streamFaults, error.code) ? streamFaults[error.code] : undefined;
  return fault ? modelError(fault(error)) : streamError(error.message ?? '', waitAsked(error.message));
}

/** The error of a `response.incomplete` event. Only a filtered answer is worth asking again. */
export function incompleteResponse(reason: string | null | undefined): ModelError {
  const message = `Incomplete response returned, reason: ${reason ?? 'unknown'}`;
  return reason === 'content_filter' ? streamError(message) : new ModelError(message, 'other');
}

/** A stream that ended or broke before `response.completed`. */
export function streamError(detail: string, retryAfterMs?: number, cause?: unknown): ModelError {
  const message = `stream disconnected before completion: ${detail}`;
  return new ModelError(message, 'other', { retryable: true, retryAfterMs, cause });
}

/** No connection to the provider at all: wrong address, no network. */
export function connectionError(cause: unknown): ModelError {
  return new ModelError('Connection failed: error sending request', 'other', {
    retryable: true,
    connectionFailed: true,
    cause,
  });
}

/** `wanted`: what the provider says about its key. */
export function missingKeyError(
  variable: string,
  wanted: { variable: string | null; advice: string | null },
): ModelError {
  const text = `Missing environment variable: \`${wanted.variable ?? variable}\`.`;
  return new ModelError(wanted.advice === null ? text : `${text} ${wanted.advice}`, 'other');
}

function modelError({ message, info, ...options }: Failure, httpStatus?: number): ModelError {
  return new ModelError(message, info, { ...options, httpStatus });
}

function unexpectedStatus(failure: HttpFailure, error: ProviderError): Failure {
  const { status, statusText, url, body, header } = failure;
  const reason = `${status} ${statusText || '<unknown status code>'}`;
  const text =
    status === 403 && body.includes('Cloudflare') && body.includes('blocked')
      ? `Access blocked by Cloudflare. This usually happens when connecting from a restricted region (status ${reason})`
      : `unexpected status ${reason}: ${error.message || clip(body) || 'Unknown error'}`;
  const ray = header('cf-ray');
  const message = `${text}, url: ${url}${ray ? `, cf-ray: ${ray}` : ''}${requestId(failure)}`;
  return { message, info: { httpConnectionFailed: { httpStatusCode: status } }, retryable: true };
}

function tooManyRequests(failure: HttpFailure, error: ProviderError): Failure {
  if (error.type === 'usage_limit_reached') return { message: usageLimitText(error), info: 'usageLimitExceeded' };
  return {
    message: `exceeded retry limit, last status: 429 Too Many Requests${requestId(failure)}`,
    info: { responseTooManyFailedAttempts: { httpStatusCode: 429 } },
    // Worth asking again only when the provider said when.
    retryable: retryAfter(failure) !== undefined,
  };
}

function rateLimited({ message }: ProviderError): Failure {
  return {
    message: `rate limit exceeded: ${message ?? ''}`,
    info: 'rateLimitExceeded',
    retryable: true,
    retryAfterMs: waitAsked(message),
  };
}

const CREDITS = 'visit https://chatgpt.com/settings/usage to purchase more credits or ';
const UPGRADE_TO_PLUS = 'Upgrade to Plus to continue using Codex (https://chatgpt.com/explore/plus), or ';
const ASK_ADMIN = 'To get more access now, send a request to your admin or ';

const planAdvice: Readonly<Record<string, string>> = {
  free: UPGRADE_TO_PLUS,
  go: UPGRADE_TO_PLUS,
  plus: `Upgrade to Pro (https://chatgpt.com/explore/pro), ${CREDITS}`,
  pro: `V${CREDITS.slice(1)}`,
  team: ASK_ADMIN,
  business: ASK_ADMIN,
};

function usageLimitText(error: ProviderError): string {
  const advice = planAdvice[error.plan_type ?? ''];
  const when = typeof error.resets_at === 'number' ? `at ${resetTime(error.resets_at)}` : 'later';
  return `You’ve hit your usage limit. ${advice ? `${advice}try` : 'Try'} again ${when}.`;
}

const ordinals: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd', other: 'th' };

/** `Mar 17th, 2030 5:46 PM` in local time; today only the time. */
function resetTime(unixSeconds: number): string {
  const date = new Date(unixSeconds * 1000);
  const time = date.toLocaleTimeString('en-US', { hour: 'numeric', minute: '2-digit' }).replace(/\s/g, ' ');
  if (date.toDateString() === new Date().toDateString()) return time;
  const suffix = ordinals[new Intl.PluralRules('en-US', { type: 'ordinal' }).select(date.getDate())] ?? 'th';
  return `${date.toLocaleString('en-US', { month: 'short' })} ${date.getDate()}${suffix}, ${date.getFullYear()} ${time}`;
}

/** `Please try again in 1.5s.` in milliseconds. */
function waitAsked(message: string | null | undefined): number | undefined {
  const match = /try again in\s*(\d+(?:\.\d+)?)\s*(ms|s|seconds?)\b/i.exec(message ?? '');
  if (!match) return undefined;
  return Math.ceil(Number(match[1]) * (match[2]?.toLowerCase() === 'ms' ? 1 : 1000));
}

function providerError(body: string): ProviderError {
  try {
    const parsed = JSON.parse(body) as { error?: unknown } | null;
    const error = parsed?.error;
    return typeof error === 'object' && error !== null ? error : {};
  } catch {
    return {};
  }
}

function requestId({ header }: HttpFailure): string {
  const id = header('x-request-id') ?? header('x-oai-request-id');
  return id ? `, request id: ${id}` : '';
}

function clip(text: string): string {
  return text.length > BODY_LIMIT ? `${text.slice(0, BODY_LIMIT)}...` : text;
}
