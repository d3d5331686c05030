// The items that a Chat Completions stream grows: what the model thinks, what it says, what it calls.
import { randomUUIDv7 } from 'node:crypto';
import type { ResponseItem } from '@codex/protocol/model/response-item.ts';
import { FreeTextStream } from '../free-text-stream.ts';
import type { ResponseEvent } from '../model-client.ts';
import { callItem, type OfferedTool } from '../offered-tools.ts';
import { seal } from '../sealed-reasoning.ts';
import type { ToolCallDelta } from './chunks.ts';

/** Something that grows word by word. */
export interface GrowingItem {
  readonly added: ResponseEvent;
  add(words: string): ResponseEvent;
  done(): ResponseEvent;
}

/** `field`: the member in which the server sends it, and wants it back. */
export function growingThought(field: string): GrowingItem {
  const id = `rs_${randomUUIDv7()}`;
  let text = '';
  return {
    added: { type: 'itemAdded', item: { type: 'reasoning', id, summary: [] } },
    add(delta) {
      text += delta;
      return { type: 'reasoningTextDelta', itemId: id, contentIndex: 0, delta };
    },
    done: () => ({
      type: 'itemDone',
      item: {
        type: 'reasoning',
        id,
        summary: [],
        content: [{ type: 'reasoning_text', text }],
        encrypted_content: seal('chat-field', field),
      },
    }),
  };
}

export function growingMessage(): GrowingItem {
  const id = `msg_${randomUUIDv7()}`;
  let text = '';
  const item = (): ResponseItem => ({
    type: 'message',
    id,
    role: 'assistant',
    content: [{ type: 'output_text', text }],
  });
  return {
    added: { type: 'itemAdded', item: item() },
    add(delta) {
      text += delta;
      return { type: 'textDelta', itemId: id, delta };
    },
    done: () => ({ type: 'itemDone', item: item() }),
  };
}

/** One call; its name and its id come first, its arguments in pieces. */
export class GrowingCall {
  readonly callId: string;
  readonly name: string;
  readonly #tool: OfferedTool | undefined;
  readonly #id = randomUUIDv7();
  readonly #freeText: FreeTextStream | null;
  #json = '';

  constructor(callId: string, name: string, tool: OfferedTool | undefined) {
    this.callId = callId;
    this.name = name;
    this.#tool = tool;
    this.#freeText = tool?.kind === 'custom' ? new FreeTextStream() : null;
  }

  added(): ResponseEvent {
    return { type: 'itemAdded', item: this.#item(this.#freeText ? '{"input":""}' : '') };
  }

  /** Some servers send the arguments as an object, at once. */
  add({ function: called }: ToolCallDelta): ResponseEvent[] {
    const given = called?.arguments ?? '';
    const json = typeof given === 'string' ? given : JSON.stringify(given);
    this.#json += json;
    const delta = this.#freeText ? this.#freeText.take(json) : json;
    const item = this.#item('{}');
    const itemId = ('id' in item && item.id) || '';
    return delta === '' ? [] : [{ type: 'toolInputDelta', itemId, callId: this.callId, delta }];
  }

  done(): ResponseEvent {
    return { type: 'itemDone', item: this.#item(this.#json.trim() || '{}') };
  }

  #item(input: string): ResponseItem {
    return callItem(this.#tool, { id: this.#id, callId: this.callId, name: this.name, input });
  }
}
