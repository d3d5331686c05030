// When a failed model request is asked again: waiting times, and what clients are told meanwhile.
import { setTimeout as sleep } from 'node:timers/promises';
import type { TurnError } from '@codex/protocol/turn/turn.ts';
import type { ModelError } from './model-client.ts';

const BASE_MS = 200;
/** Waiting for a network that is away has no end, so its steps have. */
const MAX_MS = 60_000;

/** Waiting time before retry `attempt` (1 is the first): what the provider asked for, else doubling from 200 ms ±10 %. */
export function retryDelayMs(attempt: number, retryAfterMs?: number): number {
  if (retryAfterMs !== undefined) return retryAfterMs;
  const jitter = 0.9 + Math.random() * 0.2;
  return Math.min(BASE_MS * 2 ** (attempt - 1), MAX_MS) * jitter;
}

/** Waits; throws the signal's reason as soon as it is aborted. */
export async function waitForRetry(attempt: number, error: ModelError | undefined, signal: AbortSignal): Promise<void> {
  try {
    await sleep(retryDelayMs(attempt, error?.retryAfterMs), undefined, { signal });
  } catch (cause) {
    signal.throwIfAborted();
    throw cause;
  }
}

/**
 * Whether the turn loop asks again after `error`, having asked again `attempts` times. Failing to connect at all is
 * retried without limit: it says nothing of the request.
 */
export function mayReconnect(error: ModelError, attempts: number, maxRetries: number): boolean {
  return error.retryable && (error.connectionFailed ? maxRetries > 0 : attempts < maxRetries);
}

/** The `error` notification (willRetry) of retry `attempt` of `maxRetries`. */
export function reconnectNotice(error: ModelError, attempt: number, maxRetries: number): TurnError {
  return {
    message: error.connectionFailed
      ? 'Reconnecting... waiting for network'
      : `Reconnecting... ${attempt}/${maxRetries}`,
    codexErrorInfo: { responseStreamDisconnected: { httpStatusCode: statusShown(error) } },
    additionalDetails: error.message,
    misalignment: null,
  };
}

/** The status of an answer that was no stream; null for a stream that broke and for a server in trouble. */
function statusShown({ info }: ModelError): number | null {
  if (typeof info !== 'object' || info === null) return null;
  const failures: Readonly<Record<string, unknown>> = info;
  const failure = failures.httpConnectionFailed ?? failures.responseTooManyFailedAttempts;
  const status = (failure as { httpStatusCode?: unknown } | undefined)?.httpStatusCode;
  return typeof status === 'number' ? status : null;
}
