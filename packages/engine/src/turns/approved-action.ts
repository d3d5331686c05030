// An action that a judge refused and the user allows after all: read from what a client says of it, and told to the
// model and to the judge.
import type { ResponseItem } from '@codex/protocol/model/response-item.ts';
import { contextMessage } from '../context/context-message.ts';
import { invalidRequest } from '../errors.ts';

const HEAD = 'The user has looked at an action that automatic review denied, and approves exactly this action:';

/** Null: the event tells of no denial, so there is nothing to approve. Throws EngineError when it is no such event. */
export function approvedAction(event: unknown): ResponseItem | null {
  const { id, status, action } = readDenial(event);
  if (status !== 'denied') return null;
  const text = `${HEAD}\n${JSON.stringify(action, null, 2)}\n(review ${id})\nIt may be asked for once more, as it is. Nothing else is approved by this.`;
  return contextMessage('developer', [text]);
}

/** Whether the message is such an approval: it is the user's word, whatever role it has. */
export function isApproval(text: string): boolean {
  return text.startsWith(HEAD);
}

type Fields = Readonly<Record<string, unknown>>;

/** Clients may send the event of the core, or the notification as they were sent it. */
function readDenial(event: unknown): { id: string; status: string; action: Fields } {
  const fields = fieldsOf(event, 'event');
  const review = fields.review === undefined ? fields : fieldsOf(fields.review, 'review');
  return {
    id: textOf(fields.id ?? fields.reviewId, 'id'),
    status: textOf(review.status, 'status'),
    action: fieldsOf(fields.action, 'action'),
  };
}

function fieldsOf(value: unknown, name: string): Fields {
  if (value === undefined) throw missing(name);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw invalid(`invalid type: ${typeof value}, expected struct GuardianAssessmentEvent`);
}

function textOf(value: unknown, name: string): string {
  if (typeof value === 'string') return value;
  throw missing(name);
}

function missing(name: string): Error {
  return invalid(`missing field \`${name}\``);
}

function invalid(why: string): Error {
  return invalidRequest(`invalid Guardian denial event: ${why}`);
}
