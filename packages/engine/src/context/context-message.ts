// Messages of ours in a conversation: developer messages and user-role blocks, as the Responses API takes them.
import { createHash, randomUUIDv7 } from 'node:crypto';
import type { ResponseItem } from '@codex/protocol/model/response-item.ts';

export type ContextRole = 'developer' | 'user';

/** One message with a part per text. `id` is new unless given. */
export function contextMessage(role: ContextRole, texts: readonly string[], id: string = newMessageId()): ResponseItem {
  return { type: 'message', id, role, content: texts.map((text) => ({ type: 'input_text', text })) };
}

/** An id that is the same for the same text, so that providers find the beginning of a conversation in their cache. */
export function stableMessageId(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `msg_${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function newMessageId(): string {
  return `msg_${randomUUIDv7()}`;
}

/** Text that stands between tags of ours. */
export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
