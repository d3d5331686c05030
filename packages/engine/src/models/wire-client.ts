// One POST per model response, answered as server-sent events, on any wire. Repeats requests that failed before their
// stream began; a stream that breaks is the caller's to repeat, since only the caller knows what it kept.
import type { IncomingMessage } from 'node:http';
import type { ProviderConfig } from '../config/config.ts';
import { type Admission, type AdmissionOptions, admit, readmit, withoutToken } from './admission.ts';
import { streamError } from './errors.ts';
import { chunksOf, type PostRequest, post, release } from './http-stream.ts';
import { ModelError, type Prompt, type ResponseEvent } from './model-client.ts';
import { waitForRetry } from './retry.ts';
import type { Concession, Wire, WireReader } from './wire.ts';

/** Where requests go, and what is remembered between them. */
export interface Line {
  readonly wire: Wire;
  readonly provider: ProviderConfig;
  readonly options: AdmissionOptions;
  /** By model: what the provider cannot take. */
  readonly concessions: Map<string, Concession>;
}

interface Opened {
  readonly response: IncomingMessage;
  readonly prompt: Prompt;
  readonly warning: string | null;
}

/** See `ModelClient.stream`. */
export async function* streamResponse(
  line: Line,
  prompt: Prompt,
  signal: AbortSignal,
): AsyncGenerator<ResponseEvent, void, void> {
  const { response, warning, prompt: asked } = await openAdmitted(line, prompt, signal);
  let finished = false;
  try {
    yield { type: 'opened', rateLimits: line.wire.rateLimits((name) => [response.headers[name]].flat()[0]) };
    if (warning !== null) yield { type: 'warning', message: warning };
    const reader = line.wire.reader(asked);
    for await (const event of eventsOf(response, reader, line.provider.streamIdleTimeoutMs, signal)) {
      finished = event.type === 'completed';
      yield event;
      if (finished) return;
    }
  } finally {
    release(response, finished);
  }
}

/** A first 401 may only mean that another process renewed the tokens; a second one, that they have to be renewed. */
const READMISSIONS = 2;

async function openAdmitted(line: Line, prompt: Prompt, signal: AbortSignal): Promise<Opened> {
  let admission = await admit(line.provider, line.options, prompt.model);
  for (let left = READMISSIONS; ; left--) {
    try {
      return await open(line, admission, prompt, signal);
    } catch (error) {
      signal.throwIfAborted();
      const next = left > 0 ? await readmit(admission, line, error) : null;
      if (!next) throw withoutToken(error, admission);
      admission = next;
    }
  }
}

/** Asks; where the wire knows what else could be asked of a provider that refuses, asks that. */
async function open(line: Line, admission: Admission, prompt: Prompt, signal: AbortSignal): Promise<Opened> {
  const { wire, concessions } = line;
  const { provider } = admission;
  const ask = (wanted: Prompt) =>
    postWithRetries(buildRequest(wire, wanted, admission), provider.requestMaxRetries, wire, signal);
  const asked = concessions.get(prompt.model)?.reduce(prompt) ?? prompt;
  try {
    return { response: await ask(asked), prompt: asked, warning: null };
  } catch (error) {
    const concession = error instanceof ModelError ? wire.concede?.(error, asked) : null;
    if (!concession) throw error;
    concessions.set(prompt.model, concession);
    const reduced = concession.reduce(asked);
    return { response: await ask(reduced), prompt: reduced, warning: concession.warning };
  }
}

function buildRequest(wire: Wire, prompt: Prompt, { provider, access }: Admission): PostRequest {
  try {
    return wire.request(provider, prompt, access);
  } catch (cause) {
    if (cause instanceof TypeError) throw streamError('builder error', undefined, cause);
    throw cause;
  }
}

async function postWithRetries(
  request: PostRequest,
  retries: number,
  wire: Wire,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await post(request, wire.refusal, signal);
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
  reader: WireReader,
  idleMs: number,
  signal: AbortSignal,
): AsyncGenerator<ResponseEvent, void, void> {
  const { createParser } = await import('eventsource-parser');
  const pending: string[] = [];
  const parser = createParser({ onEvent: (event) => pending.push(event.data) });
  const decoder = new TextDecoder();
  for await (const chunk of chunksOf(response, idleMs, signal)) {
    parser.feed(decoder.decode(chunk, { stream: true }));
    for (const data of pending) yield* reader.read(data);
    pending.length = 0;
  }
  yield* reader.close();
}
