// A scripted model for tests: answers are taken from a queue, in order; an empty queue is an HTTP 500 that says so.
import { type OutputItem, response, type Usage } from './ev.ts';
import type { ModelAnswer, ModelRequest, ModelServer } from './model-server.ts';
import { startResponsesServer } from './responses-server.ts';

export interface MockModel extends ModelServer {
  /** Adds answers to the queue. */
  enqueue(...answers: MockAnswer[]): void;
  /** Resolves with the n-th request (from 1) once it has arrived. */
  request(n: number): Promise<ModelRequest>;
}

/** An answer, or a function that makes one from the request (may wait: a gate). */
export type MockAnswer = ModelAnswer | ((request: ModelRequest) => ModelAnswer | Promise<ModelAnswer>);

/** A complete response of these output items. */
export function reply(...items: OutputItem[]): MockAnswer {
  return (request) => ({ events: response(`resp_${request.n}`, items) });
}

/** The same with a stated usage; null sends none. */
export function replyWithUsage(usage: Usage | null, ...items: OutputItem[]): MockAnswer {
  return (request) => ({ events: response(`resp_${request.n}`, items, usage) });
}

export function startMockModel(...answers: MockAnswer[]): Promise<MockModel> {
  return startScripted(startResponsesServer, answers);
}

/** The same for any kind of server. */
export async function startScripted(
  start: (answer: (request: ModelRequest) => ModelAnswer | Promise<ModelAnswer>) => Promise<ModelServer>,
  answers: readonly MockAnswer[],
): Promise<MockModel> {
  const queue = [...answers];
  const waiting: Array<{ n: number; resolve: (request: ModelRequest) => void }> = [];
  const server = await start(async (request) => {
    for (const waiter of waiting.filter((w) => w.n === request.n)) waiter.resolve(request);
    const next = queue.shift();
    if (next === undefined) return { status: 500, body: { error: { message: 'mock model: no scripted answer left' } } };
    return typeof next === 'function' ? next(request) : next;
  });
  return {
    ...server,
    enqueue: (...more) => void queue.push(...more),
    request: (n) => {
      const arrived = server.requests[n - 1];
      return arrived ? Promise.resolve(arrived) : new Promise((resolve) => void waiting.push({ n, resolve }));
    },
  };
}
