// One model response: asks, turns what streams in into items, and starts tools as soon as their calls are complete.
// Pull-based: nothing is read from the model faster than the followers take it.
import type { SandboxPolicy } from '@codex/protocol/config/sandbox.ts';
import type { Prompt } from '../models/model-client.ts';
import { ReplyReader } from './reply-reader.ts';
import type { PendingCall } from './run-tools.ts';
import type { Turn } from './turn.ts';
import type { TurnHost } from './turn-host.ts';

export interface Reply {
  /** Tool calls in the order in which the model made them; they may still run. */
  readonly calls: readonly PendingCall[];
  /** Whether anything was received at all. */
  readonly begun: boolean;
  /** See `endTurn` of `ResponseEvent`. */
  readonly wantsMore: boolean;
  /** Why the response ended early, else undefined: a ModelError, an abort, or a full disk. */
  readonly failure: unknown;
}

/** Never rejects: what was received before a failure counts. */
export async function sample(turn: Turn, thread: TurnHost): Promise<Reply> {
  const reader = new ReplyReader(turn, thread);
  const signal = turn.beginResponse();
  const span = turn.span.child('model request', { model: turn.settings.model });
  let failure: unknown;
  try {
    const prompt = promptOf(turn, thread);
    thread.historySequence.requestSent();
    for await (const event of thread.modelClient.stream(prompt, signal)) {
      reader.read(event);
      const pressure = thread.pressure();
      if (pressure) await settledOrAborted(pressure, signal);
      signal.throwIfAborted();
    }
  } catch (error) {
    failure = error;
  } finally {
    turn.endResponse();
    span.end(failure);
  }
  return { calls: reader.calls, begun: reader.begun, wantsMore: reader.wantsMore, failure };
}

/** An interrupt must not wait for a client that does not read. */
async function settledOrAborted(waiting: Promise<unknown>, signal: AbortSignal): Promise<void> {
  const { promise: aborted, resolve } = Promise.withResolvers<void>();
  const stop = () => resolve();
  signal.addEventListener('abort', stop, { once: true });
  await Promise.race([waiting, aborted]);
  signal.removeEventListener('abort', stop);
}

/** The request for the next response, as the thread and the settings of the turn want it. */
export function promptOf(turn: Turn, thread: TurnHost): Prompt {
  const { settings, options } = turn;
  const model = thread.modelInfo(turn);
  return {
    model: settings.model,
    input: [thread.baseInstructions, ...thread.history.forModel()],
    tools: thread.tools(turn).specs,
    parallelToolCalls: model.supportsParallelToolCalls,
    reasoning: reasoningOf(turn, thread),
    verbosity: model.supportsVerbosity ? (thread.verbosity ?? model.defaultVerbosity) : null,
    outputSchema: options.outputSchema ?? null,
    strictOutput: options.strictOutput ?? true,
    agent: thread.agent && { ...thread.agent, parentTurnId: options.parentTurnId ?? null },
    serviceTier: settings.serviceTier,
    threadId: thread.id,
    sessionId: thread.sessionId,
    turnId: turn.id,
    rootTurnId: turn.rootTurnId,
    originator: thread.origin.originator,
    userAgent: thread.origin.userAgent,
    windowNumber: thread.windowNumber,
    turnMetadata: turnMetadata(turn),
  };
}

/** Told to the provider about every request of the turn; what the client adds cannot take the place of ours. */
function turnMetadata({ options, settings, startedAtMs }: Turn): Record<string, unknown> {
  return {
    ...options.clientMetadata,
    ...(options.trigger && { turn_trigger: options.trigger }),
    sandbox_mode: sandboxModes[settings.sandboxPolicy.type],
    auto_review_enabled: settings.approvalsReviewer === 'auto_review',
    turn_started_at_unix_ms: startedAtMs,
  };
}

const sandboxModes: Readonly<Record<SandboxPolicy['type'], string>> = {
  dangerFullAccess: 'danger-full-access',
  externalSandbox: 'danger-full-access',
  readOnly: 'read-only',
  workspaceWrite: 'workspace-write',
};

function reasoningOf(turn: Turn, thread: TurnHost): Prompt['reasoning'] {
  const model = thread.modelInfo(turn);
  const effort = turn.settings.reasoningEffort ?? model.defaultReasoningEffort;
  const summary = turn.settings.reasoningSummary ?? model.defaultReasoningSummary;
  if (effort === null && summary === null) return null;
  return {
    ...(effort !== null && { effort }),
    ...(summary !== null && summary !== 'none' && { summary }),
    ...(model.reasoningContext !== null && { context: model.reasoningContext }),
  };
}
