// Small requests to the services behind an account. Redirects are not followed, since a token would follow them; answers
// are read to a limit; errors name the address without its query.
import type { IncomingMessage, RequestOptions } from 'node:http';
import { transports } from '../http-transport.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Default: 30 seconds. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal | undefined;
}

export interface HttpAnswer {
  readonly status: number;
  /** `404 Not Found` */
  readonly statusLine: string;
  readonly contentType: string;
  readonly text: string;
}

const ANSWER_LIMIT_BYTES = 4 * 1024 * 1024;
const PATIENCE_MS = 30_000;

/** Any answer is an answer. Throws Error when there is none, or the signal's reason. */
export async function askHttp(request: HttpRequest): Promise<HttpAnswer> {
  const { timeoutMs = PATIENCE_MS, signal } = request;
  const timeout = AbortSignal.timeout(timeoutMs);
  const either = signal ? AbortSignal.any([signal, timeout]) : timeout;
  try {
    const response = await send(request, either);
    const text = await readAll(response);
    const status = response.statusCode ?? 0;
    const { STATUS_CODES } = await import('node:http');
    return {
      status,
      statusLine: `${status} ${STATUS_CODES[status] ?? '<unknown status code>'}`,
      contentType: response.headers['content-type'] ?? '',
      text,
    };
  } catch (cause) {
    signal?.throwIfAborted();
    throw new Error(`error sending request for url (${withoutQuery(request.url)})`, { cause });
  }
}

export function isSuccess({ status }: HttpAnswer): boolean {
  return status >= 200 && status < 300;
}

/** The answer as an object; throws Error when it is none. */
export function objectIn({ text }: HttpAnswer): Record<string, unknown> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw new Error('error decoding response body', { cause });
  }
  if (typeof parsed === 'object' && parsed !== null) return parsed as Record<string, unknown>;
  throw new Error('error decoding response body');
}

async function send({ method, url, headers, body }: HttpRequest, signal: AbortSignal): Promise<IncomingMessage> {
  const address = new URL(url);
  const { request, agent } = await transport(address.protocol);
  signal.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
  const options: RequestOptions = { method, agent, signal, headers: { accept: '*/*', ...headers, ...length } };
  request(address, options, resolve).on('error', reject).end(body);
  return promise;
}

/** No connection is kept: questions are rare. */
const transport = transports({ keepAlive: false });

async function readAll(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > ANSWER_LIMIT_BYTES) throw new Error('the answer is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function withoutQuery(url: string): string {
  return URL.canParse(url) ? `${new URL(url).origin}${new URL(url).pathname}` : '<invalid-url>';
}
