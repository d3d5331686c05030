// One row per kind of item: how its fields are written to a rollout and read back. A field that `write` leaves
// undefined is not stored; `read` fills in what the wire always carries.
import type { ThreadItem } from '@codex/protocol/item/thread-item.ts';
import {
  citationLine,
  contentLine,
  type Fields,
  list,
  optional,
  parseCitationLine,
  parseContentLine,
} from './item-fields.ts';
import { renderReview, reviewLine } from './review-text.ts';
import { type ItemRow, toolItemRows } from './tool-item-rows.ts';

export type StoredItem = { type: string; id: string } & Fields;

type ItemType = Extract<ThreadItem, { type: string }>['type'] | 'imageGeneration';

const rows = {
  userMessage: {
    stored: 'UserMessage',
    write: (item) => ({ client_id: optional(item.clientId), content: list(item.content).map(contentLine) }),
    read: (stored) => ({ clientId: stored.client_id ?? null, content: list(stored.content).map(parseContentLine) }),
  },
  agentMessage: {
    stored: 'AgentMessage',
    write: (item) => ({
      content: [{ type: 'Text', text: item.text }],
      phase: optional(item.phase),
      memory_citation: citationLine(item.memoryCitation),
      moderation: optional(item.moderation),
      delivery: optional(item.delivery),
      questions: optional(item.questions),
    }),
    read: (stored) => ({
      moderation: stored.moderation ?? null,
      text: list(stored.content)
        .map((part) => part.text ?? '')
        .join(''),
      phase: stored.phase ?? null,
      memoryCitation: parseCitationLine(stored.memory_citation),
      delivery: stored.delivery ?? null,
      questions: stored.questions ?? null,
    }),
  },
  reasoning: {
    stored: 'Reasoning',
    write: (item) => ({ summary_text: item.summary ?? [], raw_content: item.content ?? [] }),
    read: (stored) => ({ summary: stored.summary_text ?? [], content: stored.raw_content ?? [] }),
  },
  plan: {
    stored: 'Plan',
    write: (item) => ({ text: item.text }),
    read: (stored) => ({ text: stored.text ?? '' }),
  },
  enteredReviewMode: {
    stored: 'EnteredReviewMode',
    write: (item) => ({
      target: { type: 'custom', instructions: item.review },
      user_facing_hint: item.review,
    }),
    read: (stored) => ({ review: stored.user_facing_hint ?? '' }),
  },
  exitedReviewMode: {
    stored: 'ExitedReviewMode',
    write: (item) => ({ review_output: reviewLine(String(item.review)) }),
    read: (stored) => ({ review: renderReview(stored.review_output) }),
  },
  contextCompaction: { stored: 'ContextCompaction', write: () => ({}), read: () => ({}) },
  hookPrompt: {
    stored: 'HookPrompt',
    write: (item) => ({ fragments: item.fragments }),
    read: (stored) => ({ fragments: stored.fragments ?? [] }),
  },
  ...toolItemRows,
} satisfies Record<ItemType, ItemRow>;

/** By wire type. */
export const itemRows: Readonly<Record<string, ItemRow>> = rows;
