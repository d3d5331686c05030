// One POST whose answer is read as it arrives. Nothing is read faster than it is consumed; headers are exactly those
// given (fetch would add its own, and costs twice the CPU per chunk).
import { type IncomingMessage, type RequestOptions, STATUS_CODES } from 'node:http';
import { transports } from '../http-transport.ts';
import { connectionError, type HttpFailure, streamError } from './errors.ts';
import type { ModelError } from './model-client.ts';

export interface PostRequest {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** A body of an error is only read that far; more is no message for people. */
const ERROR_BODY_LIMIT = 64 * 1024;
/** How long a finished response may take to close its connection before it is thrown away instead of reused. */
const DRAIN_MS = 2000;
const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'ETIMEDOUT',
]);

/** Sends the request. Throws what `refusal` makes of anything but a 2xx answer, or the signal's reason. */
export async function post(
  request: PostRequest,
  refusal: (failure: HttpFailure) => ModelError,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  signal.throwIfAborted();
  const response = await answered(request, signal);
  const status = response.statusCode ?? 0;
  if (status >= 200 && status < 300) return response;
  const body = await errorBody(response);
  signal.throwIfAborted();
  throw refusal({
    status,
    // Its usual name: what the status line says differs from provider to provider.
    statusText: STATUS_CODES[status] ?? '',
    url: request.url.href,
    body,
    header: (name) => [response.headers[name]].flat()[0],
  });
}

async function answered(request: PostRequest, signal: AbortSignal): Promise<IncomingMessage> {
  try {
    return await send(request, signal);
  } catch (cause) {
    signal.throwIfAborted();
    // An idle connection that the provider closed at this very moment says nothing: ask again on a new one.
    if (cause instanceof StaleConnection) return answered(request, signal);
    const code = (cause as NodeJS.ErrnoException).code ?? '';
    throw UNREACHABLE.has(code) ? connectionError(cause) : streamError('error sending request', undefined, cause);
  }
}

class StaleConnection extends Error {}

async function send({ url, headers, body }: PostRequest, signal: AbortSignal): Promise<IncomingMessage> {
  const { request, agent } = await transport(url.protocol);
  signal.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const options: RequestOptions = {
    method: 'POST',
    headers: { ...headers, 'content-length': body.length },
    agent,
  };
  const outgoing = request(url, options, resolve);
  outgoing.on('error', (cause: NodeJS.ErrnoException) => {
    reject(outgoing.reusedSocket && cause.code === 'ECONNRESET' ? new StaleConnection() : cause);
  });
  // Not the option `signal`: its error would reach a socket that the agent is just taking back, and end the process.
  const abort = () => outgoing.destroy();
  signal.addEventListener('abort', abort, { once: true });
  outgoing.once('close', () => signal.removeEventListener('abort', abort));
  outgoing.end(body);
  return promise;
}

const transport = transports({ keepAlive: true });

/**
 * Chunks of a response body. When no byte arrives for `idleMs` while the consumer waits, or the connection breaks,
 * throws a retryable `ModelError`. Whoever stops early calls `release`.
 */
export async function* chunksOf(
  response: IncomingMessage,
  idleMs: number,
  signal: AbortSignal,
): AsyncGenerator<Buffer, void, void> {
  let waiting = true;
  const idle = streamError('idle timeout waiting for SSE');
  const timer = setTimeout(() => waiting && response.destroy(idle), idleMs);
  try {
    for await (const chunk of response.iterator({ destroyOnReturn: false })) {
      waiting = false;
      yield chunk;
      waiting = true;
      timer.refresh();
    }
  } catch (cause) {
    signal.throwIfAborted();
    if (cause === idle) throw idle;
    throw streamError('Transport error: network error: error decoding response body', undefined, cause);
  } finally {
    clearTimeout(timer);
  }
}

/** Gives up a response: a finished one is read to its end so that its connection can be used again. */
export function release(response: IncomingMessage, finished: boolean): void {
  if (!finished) return void response.destroy();
  if (response.readableEnded || response.destroyed) return;
  const timer = setTimeout(() => response.destroy(), DRAIN_MS);
  timer.unref();
  response.once('close', () => clearTimeout(timer));
  response.on('error', () => {});
  response.resume();
}

async function errorBody(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > ERROR_BODY_LIMIT) break;
    }
  } catch {
    // What arrived before the connection broke is still the best description of the error.
  }
  return Buffer.concat(chunks).toString('utf8');
}
