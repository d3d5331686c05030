// Reasoning of other wires than Responses in the history: what the provider wants back is kept in `encrypted_content`,
// marked with the wire that understands it, so that no other provider is ever sent it.
import type { ResponseItem } from '@codex/protocol/model/response-item.ts';

export type Seal =
  /** Signature of a thinking block, whose text is the summary. */
  | 'anthropic-signature'
  /** Content of a redacted_thinking block. */
  | 'anthropic-redacted'
  /** Name of the field in which a Chat Completions server sends reasoning. */
  | 'chat-field';

type Reasoning = Extract<ResponseItem, { type: 'reasoning' }>;

const MARK = 'wire:';

export function seal(kind: Seal, data: string): string {
  return `${MARK}${kind}:${data}`;
}

/** What was sealed as `kind`; null for everything else. */
export function unseal(kind: Seal, { encrypted_content }: Reasoning): string | null {
  const prefix = seal(kind, '');
  return encrypted_content?.startsWith(prefix) ? encrypted_content.slice(prefix.length) : null;
}

/** Whether only a wire other than Responses can read the item. */
export function isSealed(item: ResponseItem): boolean {
  return 'type' in item && item.type === 'reasoning' && (item.encrypted_content?.startsWith(MARK) ?? false);
}
