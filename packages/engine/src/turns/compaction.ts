// Compaction: the model sums up the conversation, and the summary takes the place of all but the words of the user.
// Guarantees that a failure leaves the history as it was.
import { randomUUIDv7 } from 'node:crypto';
import type { ThreadItem } from '@codex/protocol/item/thread-item.ts';
import type { ResponseItem } from '@codex/protocol/model/response-item.ts';
import { contextMessage } from '../context/context-message.ts';
import type { ModelUsage, Prompt } from '../models/model-client.ts';
import { ModelError } from '../models/model-client.ts';
import { mayReconnect, waitForRetry } from '../models/retry.ts';
import { compacted, responseItem } from '../rollouts/records.ts';
import { compactedHistory, isAnswer, summaryText } from './compacted-history.ts';
import { completeItem, startItem } from './item-lifecycle.ts';
import { recordUsage, reportRetry, reportUsage } from './report.ts';
import { promptOf } from './sample.ts';
import type { Turn } from './turn.ts';
import type { TurnHost } from './turn-host.ts';
import { estimateTokens, noUsage } from './usage.ts';

const PROMPT =
  'Stop here. The conversation has become too long to go on with, so another model will continue the work and will see ' +
  'only what you write now and what the user said. Write the handover: what the user wants and every wish and limit ' +
  'they stated; what has been done, with the files, commands and findings that matter; what was decided and why; what ' +
  'is left, as next steps in order. Be exact about names, paths and numbers, and leave out what no longer matters.';

/** Share of the context window beyond which a conversation is compacted, whatever config allows. */
const WINDOW_SHARE = 0.9;

/** Whether the conversation is too long for one more request. */
export function isTooLong(turn: Turn, thread: TurnHost): boolean {
  const limit = Math.min(
    thread.compaction.tokenLimit ?? Number.POSITIVE_INFINITY,
    Math.floor(thread.modelInfo(turn).contextWindow * WINDOW_SHARE),
  );
  const tokens = thread.usage?.last.totalTokens ?? 0;
  return tokens >= limit && tokens > turn.compactedTokens;
}

/** The model that must sum the conversation up before the model of this turn is asked; null when that is not needed. */
export function compactingModel(turn: Turn, thread: TurnHost): string | null {
  const before = thread.historyModel;
  const { model } = turn.settings;
  if (before !== null && before !== model && cannotRead(before, model, thread)) return before;
  return isTooLong(turn, thread) ? (before ?? model) : null;
}

/** What one model thought is no use to a model of another kind. */
function cannotRead(before: string, now: string, thread: TurnHost): boolean {
  const [hashBefore, hashNow] = [before, now].map((slug) => thread.modelNamed(slug).compHash);
  return hashBefore != null && hashNow != null && hashBefore !== hashNow;
}

/** Runs inside of any turn. Throws what the model failed with, or the abort reason of the turn. */
export async function compactHistory(turn: Turn, thread: TurnHost, model: string = turn.settings.model): Promise<void> {
  const item: ThreadItem = { type: 'contextCompaction', id: randomUUIDv7() };
  const startedAtMs = startItem(item, turn, thread);
  const summary = await askForSummary(turn, thread, model);
  await replaceHistory(summary, turn, thread);
  completeItem(item, turn, thread, { startedAtMs });
}

async function replaceHistory(summary: string, turn: Turn, thread: TurnHost): Promise<void> {
  const context = await thread.freshContext(turn);
  const text = summaryText(summary);
  const history = compactedHistory(thread.history.items(), context.items, contextMessage('user', [text]));
  const line = compacted(text, history, {
    replacement_history_metadata: history.map(() => thread.historySequence.next()),
    window_number: thread.windowNumber + 1,
  });
  thread.commit(null, [line, ...context.records]);
  const total = thread.usage?.total ?? noUsage;
  const totalTokens = estimateTokens([thread.baseInstructions, ...history]);
  turn.compactedTokens = totalTokens;
  reportUsage(turn, thread, { total, last: { ...noUsage, totalTokens } });
}

/** Asks until there is a summary, or asking again is of no use. What is too long even for that loses its oldest part. */
async function askForSummary(turn: Turn, thread: TurnHost, model: string): Promise<string> {
  let skipped = 0;
  for (let attempts = 0; ; ) {
    const input = thread.history.forModel().slice(skipped);
    try {
      return await streamSummary(turn, thread, model, input);
    } catch (failure) {
      turn.signal.throwIfAborted();
      if (isOverflow(failure) && input.length > 1) {
        skipped += Math.ceil(input.length / 10);
        continue;
      }
      if (!(failure instanceof ModelError) || !mayReconnect(failure, attempts, thread.modelClient.streamMaxRetries)) {
        throw failure;
      }
      attempts += 1;
      reportRetry(failure, attempts, turn, thread);
      await waitForRetry(attempts, failure, turn.signal);
    }
  }
}

export function isOverflow(failure: unknown): boolean {
  return failure instanceof ModelError && failure.info === 'contextWindowExceeded';
}

async function streamSummary(
  turn: Turn,
  thread: TurnHost,
  model: string,
  input: readonly ResponseItem[],
): Promise<string> {
  const messages: ResponseItem[] = [];
  for await (const event of thread.modelClient.stream(promptFor(turn, thread, model, input), turn.signal)) {
    if (event.type === 'opened') {
      turn.rateLimits = event.rateLimits;
      reportUsage(turn, thread);
    }
    if (event.type === 'itemDone' && isAnswer(event.item)) messages.push(event.item);
    if (event.type === 'completed') recordSummary(messages, event, turn, thread);
  }
  return textOf(messages) || textOf(thread.history.items().filter(isAnswer)) || 'Nothing was done yet.';
}

function promptFor(turn: Turn, thread: TurnHost, model: string, input: readonly ResponseItem[]): Prompt {
  const request = contextMessage('user', [thread.compaction.prompt ?? PROMPT]);
  return {
    ...promptOf(turn, thread),
    model,
    input: [thread.baseInstructions, ...input, request],
    tools: [],
    parallelToolCalls: false,
    outputSchema: null,
  };
}

/** The summary is kept in the rollout beside the history that is made of it. */
function recordSummary(
  messages: readonly ResponseItem[],
  { responseId, usage }: { responseId: string; usage: ModelUsage | null },
  turn: Turn,
  thread: TurnHost,
): void {
  const metadata = () => ({ ...thread.historySequence.nextFromModel(), compaction_output: true });
  thread.commit(
    null,
    messages.map((item) => responseItem(item, metadata())),
  );
  if (usage) recordUsage(responseId, usage, turn, thread);
  reportUsage(turn, thread);
}

/** Of the last message that says anything. */
function textOf(messages: readonly ResponseItem[]): string {
  for (const message of messages.toReversed()) {
    if (message.type !== 'message') continue;
    const text = message.content.map((part) => ('text' in part ? part.text : '')).join('');
    if (text.trim() !== '') return text;
  }
  return '';
}
