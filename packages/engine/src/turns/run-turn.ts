// The heart: one turn from the user's words to the last answer. Start here when you want to know how the agent works.
//
//   start -> context -> [ what the user said -> ask the model -> run its tools ]* -> end
//
// The bracket repeats while the model calls tools or the user has more to say.
import { setTimeout as sleep } from 'node:timers/promises';
import { ModelError } from '../models/model-client.ts';
import { completeTurn, failTurn, interruptTurn } from './end-turn.ts';
import { describeFailure, reportRetry, reportUsage } from './report.ts';
import { recordOutputs } from './run-tools.ts';
import { type Reply, sample } from './sample.ts';
import { announceStart, recordContext, recordMessages } from './start-turn.ts';
import type { Turn } from './turn.ts';
import type { TurnHost } from './turn-host.ts';

/** Runs a turn to its end. Never rejects: however a turn ends, its followers are told. */
export async function runTurn(turn: Turn, thread: TurnHost): Promise<void> {
  try {
    announceStart(turn, thread);
    await recordContext(turn, thread);
    await converse(turn, thread);
    turn.close();
    await completeTurn(turn, thread);
  } catch (error) {
    turn.close();
    if (turn.signal.aborted) await interruptTurn(turn, thread);
    else await failTurn(turn, thread, describeFailure(error));
  } finally {
    thread.turnEnded(turn);
  }
}

async function converse(turn: Turn, thread: TurnHost): Promise<void> {
  let reply: Reply;
  do {
    await recordMessages(turn, thread);
    reply = await respond(turn, thread);
    turn.signal.throwIfAborted();
  } while (reply.calls.length > 0 || turn.hasMessages);
}

/** Asks the model until it has answered, or the user has spoken, or asking again is of no use. */
async function respond(turn: Turn, thread: TurnHost): Promise<Reply> {
  for (let attempt = 1; ; attempt += 1) {
    const reply = await sample(turn, thread);
    await recordOutputs(reply.calls, turn, thread);
    if (reply.begun) reportUsage(turn, thread);
    turn.signal.throwIfAborted();
    if (reply.failure === undefined || turn.hasMessages) return reply;
    if (!mayRetry(reply.failure, attempt, thread)) throw reply.failure;
    reportRetry(reply.failure, attempt, turn, thread);
    await sleep(retryDelay(reply.failure, attempt), undefined, { signal: turn.signal });
  }
}

function mayRetry(failure: unknown, attempt: number, thread: TurnHost): failure is ModelError {
  return failure instanceof ModelError && failure.retryable && attempt <= thread.modelClient.streamMaxRetries;
}

const FIRST_DELAY_MS = 200;

/** Doubles with every attempt, give or take a tenth, unless the provider said how long to wait. */
function retryDelay(failure: ModelError, attempt: number): number {
  return failure.retryAfterMs ?? FIRST_DELAY_MS * 2 ** (attempt - 1) * (0.9 + Math.random() * 0.2);
}
