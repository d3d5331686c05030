// The first steps of a turn, and what the user says in it.
import { randomUUIDv7 } from 'node:crypto';
import type { ThreadItem } from '@codex/protocol/item/thread-item.ts';
import type { TurnToolOutput } from '@codex/protocol/turn/start.ts';
import { contextMessage } from '../context/context-message.ts';
import { effectiveContextWindow } from '../models/catalog.ts';
import { responseItem, taskStarted } from '../rollouts/records.ts';
import type { RolloutItem } from '../rollouts/rollout-line.ts';
import { showItem } from './item-lifecycle.ts';
import type { Notice, Turn, UserMessage } from './turn.ts';
import type { TurnHost } from './turn-host.ts';
import { contentForModel, shownInput } from './user-input.ts';

export function announceStart(turn: Turn, thread: TurnHost): void {
  turn.startedAtMs = Date.now();
  const status = { type: 'active' as const, activeFlags: [] };
  thread.commit({ method: 'thread/status/changed', params: { threadId: thread.id, status } }, [
    startRecord(turn, thread),
  ]);
  thread.commit({ method: 'turn/started', params: { threadId: thread.id, turn: turn.wire('inProgress') } });
}

/** The line that begins a turn in the rollout. */
export function startRecord(turn: Turn, thread: TurnHost): RolloutItem {
  return taskStarted({
    ...turn.ids(thread),
    startedAtMs: turn.startedAtMs,
    modelContextWindow: effectiveContextWindow(thread.modelInfo(turn)),
    mode: turn.settings.collaborationMode.mode,
    trigger: turn.options.trigger ?? null,
    parentTurnId: turn.options.parentTurnId ?? null,
  });
}

/** What the model must know of the thread's surroundings before it hears the user. */
export async function recordContext(turn: Turn, thread: TurnHost): Promise<void> {
  const records = await thread.contextRecords(turn);
  turn.signal.throwIfAborted();
  thread.commit(null, records);
  warnOfSkills(thread);
}

function warnOfSkills(thread: TurnHost): void {
  for (const message of thread.skills?.takeWarnings() ?? []) {
    thread.commit({ method: 'warning', params: { threadId: thread.id, message } });
  }
}

export async function recordMessages(turn: Turn, thread: TurnHost): Promise<void> {
  for (const message of turn.takeMessages()) {
    if ('items' in message) recordNotice(message, thread);
    else await recordMessage(message, turn, thread);
  }
}

export function recordNotice({ items }: Notice, thread: Pick<TurnHost, 'commit' | 'historySequence'>): void {
  thread.commit(
    null,
    items.map((item) => responseItem(item, thread.historySequence.next())),
  );
}

async function recordMessage(message: UserMessage, turn: Turn, thread: TurnHost): Promise<void> {
  for (const item of thread.additionalContexts.news(message.context)) {
    thread.commit(null, [responseItem(item, thread.historySequence.next())]);
  }
  if (message.toolOutput) recordToolOutput(message.toolOutput, turn, thread);
  if (message.input.length === 0) return;
  const { cwd } = turn.settings;
  const [content, skills] = await Promise.all([
    contentForModel(message.input, cwd, thread.toolContext(turn).imageBudget),
    thread.skills?.asked(message.input, cwd) ?? [],
  ]);
  const item: ThreadItem = {
    type: 'userMessage',
    id: randomUUIDv7(),
    clientId: message.clientId,
    content: shownInput(message.input),
  };
  const spoken = { type: 'message' as const, id: `msg_${randomUUIDv7()}`, role: 'user', content };
  thread.commit(null, [responseItem(spoken, thread.historySequence.next())]);
  showItem(item, turn, thread);
  const blocks = skills.map((text) => contextMessage('user', [text]));
  thread.commit(
    null,
    blocks.map((block) => responseItem(block, thread.historySequence.next())),
  );
  warnOfSkills(thread);
}

/** What a tool outside of this server has to say. */
function recordToolOutput({ name, namespace = null, output }: TurnToolOutput, turn: Turn, thread: TurnHost): void {
  const id = `fco_${randomUUIDv7()}`;
  const spoken = { type: 'function_call_output' as const, id, name, namespace, output };
  thread.commit(null, [responseItem(spoken, thread.historySequence.next())]);
  showItem({ type: 'functionCallOutput', id, name, namespace, output }, turn, thread);
}
