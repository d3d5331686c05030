// A scripted provider of any wire that refuses requests which are not as its schema says, as the real one would, and
// remembers what was wrong with them.
import type { TSchema } from 'typebox';
import { Errors } from 'typebox/value';
import { type MockAnswer, type MockModel, startScripted } from './mock-model-server.ts';
import { type ModelRequest, startModelServer } from './model-server.ts';
import type { MockWire, Script, Seen } from './wires/script.ts';

export interface CheckedWire extends MockWire {
  /** What a request body must be. */
  readonly schema: TSchema;
  /** Laws beyond the schema; null: it keeps them. */
  problem?(body: Record<string, unknown>): string | null;
}

export interface MockProvider extends MockModel {
  /** Of all requests so far; empty in a test that passes. */
  readonly problems: readonly string[];
  /** The n-th request, from 1. */
  seen(n: number): Seen;
}

/** A script, or whatever else a provider may answer. */
export type WireAnswer = Script | MockAnswer;

export async function startMockProvider(wire: CheckedWire, ...answers: WireAnswer[]): Promise<MockProvider> {
  const problems: string[] = [];
  const model = await startScripted(
    (answer) =>
      startModelServer(wire, (request) => {
        const problem = problemOf(wire, request);
        if (problem === null) return answer(request);
        problems.push(`request ${request.n}: ${problem}`);
        return wire.complaint(problem);
      }),
    answers.map((answer) => scripted(wire, answer)),
  );
  return {
    ...model,
    problems,
    seen(n) {
      const body = model.requests[n - 1]?.body;
      if (!body) throw new Error(`there was no request ${n}`);
      return wire.seen(body);
    },
  };
}

function scripted(wire: MockWire, answer: WireAnswer): MockAnswer {
  if (typeof answer === 'function' || !('parts' in answer)) return answer;
  return ({ n }) => ({ events: wire.events(answer, n) });
}

function problemOf(wire: CheckedWire, { body }: ModelRequest): string | null {
  if (body === null) return 'the body is no JSON object';
  const [error] = Errors(wire.schema, body);
  if (error) return `${error.instancePath}: ${error.message}`;
  return wire.problem?.(body) ?? null;
}
