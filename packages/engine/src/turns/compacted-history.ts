// What is left of a history after a compaction: what the user said, the latest of it first when there is too much; our
// context before the last of it; and the summary at the end. Pure.
import type { ContentItem, ResponseItem } from '@codex/protocol/model/response-item.ts';

/** Words of the user are kept up to this many tokens of 4 bytes. */
const KEPT_TOKENS = 20_000;
const BYTES_PER_TOKEN = 4;

/** The first line of every summary; also how one is recognised later. */
const SUMMARY_HEAD =
  'The conversation before this point was too long and has been replaced by the summary below. A model wrote it for ' +
  'whoever goes on with the work. What it says was done is done: build on it, do not start again. Trust the files and ' +
  'the output of commands more than the summary where they disagree.';

export function summaryText(summary: string): string {
  return `${SUMMARY_HEAD}\n\n${summary}`;
}

export function compactedHistory(
  history: readonly ResponseItem[],
  context: readonly ResponseItem[],
  summary: ResponseItem,
): ResponseItem[] {
  const kept = keepWithin(history.filter(isFromUser), KEPT_TOKENS * BYTES_PER_TOKEN);
  const last = kept.splice(-1);
  return [...kept, ...context, ...last, summary];
}

type Message = Extract<ResponseItem, { type: 'message' }>;

/** What was said, by the user and by the model; without what only the thread itself needs. */
export function conversationOf(history: readonly ResponseItem[]): ResponseItem[] {
  return history.filter((item) => isFromUser(item) || isAnswer(item) || isSummary(item));
}

/** Said by the model. */
export function isAnswer(item: ResponseItem): boolean {
  return item.type === 'message' && item.role === 'assistant';
}

function isSummary(item: ResponseItem): boolean {
  return item.type === 'message' && item.role === 'user' && textOf(item).startsWith(SUMMARY_HEAD);
}

/** The newest messages that fit; of the first that does not, its beginning and its end. */
function keepWithin(messages: readonly Message[], bytes: number): Message[] {
  const kept: Message[] = [];
  let left = bytes;
  for (const message of messages.toReversed()) {
    const size = textOf(message).length;
    if (size > left) {
      if (left > 0) kept.unshift(shorten(message, left));
      break;
    }
    kept.unshift(message);
    left -= size;
  }
  return kept;
}

function shorten(message: Message, bytes: number): Message {
  const text = textOf(message);
  const half = Math.floor(bytes / 2);
  const cut = Math.ceil((text.length - 2 * half) / BYTES_PER_TOKEN);
  const short = `${text.slice(0, half)}…${cut} tokens truncated…${text.slice(text.length - half)}`;
  return { ...message, content: [{ type: 'input_text', text: short }] };
}

/** Blocks of ours that also have the role of the user, by their beginnings. They are told anew, or are over. */
const ownBlocks: readonly string[] = [
  '# AGENTS.md instructions for ',
  '<environment_context>',
  '<turn_aborted>',
  '<skill>',
  '<user_shell_command>',
  '<subagent_notification>',
  SUMMARY_HEAD,
];

/** Said by the user; not a block of ours in the role of the user. */
export function isFromUser(item: ResponseItem): item is Message {
  if (item.type !== 'message' || item.role !== 'user') return false;
  const start = textOf(item).trimStart();
  return !ownBlocks.some((block) => start.startsWith(block));
}

function textOf({ content }: Message): string {
  return content.map((part: ContentItem) => ('text' in part ? part.text : '')).join('');
}
