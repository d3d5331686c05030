// What a client wants the model to know beside the user's words: the page that is open, the selection in an editor.
// Each entry is told when it is new or has changed.
import { randomUUIDv7 } from 'node:crypto';
import type { AdditionalContextEntry } from '@codex/protocol/item/user-input.ts';
import type { ResponseItem } from '@codex/protocol/model/response-item.ts';
import { contextMessage } from '../context/context-message.ts';
import { cutMiddle } from '../tools/output-text.ts';
import type { AdditionalContext } from './turn.ts';

/** Per entry. */
const MAX_TOKENS = 1000;

export class AdditionalContexts {
  readonly #told = new Map<string, string>();

  /** Items for the history, in the order of the keys. */
  news(context: AdditionalContext | null | undefined): ResponseItem[] {
    const changed = Object.entries(context ?? {}).filter(([key, { value }]) => this.#told.get(key) !== value);
    for (const [key, { value }] of changed) this.#told.set(key, value);
    return changed.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, entry]) => contextItem(key, entry));
  }
}

/** What the client itself vouches for is an instruction; everything else is data, as if a tool had returned it. */
function contextItem(key: string, { kind, value }: AdditionalContextEntry): ResponseItem {
  const text = cutMiddle(value, MAX_TOKENS);
  if (kind === 'application') return contextMessage('developer', [`<${key}>${text}</${key}>`]);
  return { type: 'function_call_output', id: `fco_${randomUUIDv7()}`, name: key, namespace: 'agent', output: text };
}
