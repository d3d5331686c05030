// The Responses API wire: one POST per model response, answered as server-sent events. Repeats requests that failed
// before their stream began; a stream that breaks is the caller's to repeat, since only the caller knows what it kept.
import type { IncomingMessage } from 'node:http';
import { providerToken } from '../auth/provider-token.ts';
import type { ProviderConfig } from '../config/config.ts';
import type { ModelClientOptions } from './create-model-client.ts';
import { missingKeyError, streamError } from './errors.ts';
import { chunksOf, type PostRequest, post, release } from './http-stream.ts';
import { type ModelClient, ModelError, type Prompt, type ResponseEvent } from './model-client.ts';
import { rateLimitsOf } from './rate-limits.ts';
import { readEvent } from './response-events.ts';
import { responsesRequest } from './responses-request.ts';
import { waitForRetry } from './retry.ts';

export function createResponsesClient(provider: ProviderConfig, options: ModelClientOptions): ModelClient {
  return {
    provider: provider.id,
    streamMaxRetries: provider.streamMaxRetries,
    stream: (prompt, signal) => streamResponse(provider, options, prompt, signal),
  };
}

async function* streamResponse(
  provider: ProviderConfig,
  options: ModelClientOptions,
  prompt: Prompt,
  signal: AbortSignal,
): AsyncGenerator<ResponseEvent, void, void> {
  const request = await buildRequest(provider, options, prompt);
  const response = await postWithRetries(request, provider.requestMaxRetries, signal);
  let finished = false;
  try {
    yield { type: 'opened', rateLimits: rateLimitsOf((name) => [response.headers[name]].flat()[0]) };
    for await (const event of eventsOf(response, provider.streamIdleTimeoutMs, signal)) {
      finished = event.type === 'completed';
      yield event;
      if (finished) return;
    }
    throw streamError('stream closed before response.completed');
  } finally {
    release(response, finished);
  }
}

async function buildRequest(
  provider: ProviderConfig,
  options: ModelClientOptions,
  prompt: Prompt,
): Promise<PostRequest> {
  const found = await providerToken(provider, options);
  if ('missingVariable' in found) throw missingKeyError(found.missingVariable, provider.envKeyInstructions);
  try {
    return responsesRequest(provider, prompt, { ...found, env: options.env, installationId: options.installationId });
  } catch (cause) {
    if (cause instanceof TypeError) throw streamError('builder error', undefined, cause);
    throw cause;
  }
}

async function postWithRetries(request: PostRequest, retries: number, signal: AbortSignal): Promise<IncomingMessage> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await post(request, signal);
    } catch (error) {
      if (!(error instanceof ModelError) || !isTransient(error) || attempt > retries) throw error;
      await waitForRetry(attempt, error, signal);
    }
  }
}

/** Server errors and broken connections pass; whatever the server said about the request itself (4xx) stays. */
function isTransient({ httpStatus }: ModelError): boolean {
  return httpStatus === null || httpStatus >= 500;
}

async function* eventsOf(
  response: IncomingMessage,
  idleMs: number,
  signal: AbortSignal,
): AsyncGenerator<ResponseEvent, void, void> {
  const { createParser } = await import('eventsource-parser');
  const pending: string[] = [];
  const parser = createParser({ onEvent: (event) => pending.push(event.data) });
  const decoder = new TextDecoder();
  for await (const chunk of chunksOf(response, idleMs, signal)) {
    parser.feed(decoder.decode(chunk, { stream: true }));
    for (const data of pending) {
      const event = readEvent(data);
      if (event) yield event;
    }
    pending.length = 0;
  }
}
