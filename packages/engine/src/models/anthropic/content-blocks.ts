// The content blocks of a Messages API response while they stream: a table of their types, each with what it becomes.
import { randomUUIDv7 } from 'node:crypto';
import type { ResponseItem } from '@codex/protocol/model/response-item.ts';
import { FreeTextStream } from '../free-text-stream.ts';
import type { ResponseEvent } from '../model-client.ts';
import { callItem, type OfferedTool } from '../offered-tools.ts';
import { seal } from '../sealed-reasoning.ts';
import type { ContentBlock, StreamEvent } from './stream-events.ts';

type Delta = NonNullable<StreamEvent['delta']>;

export interface OpenBlock {
  start(): readonly ResponseEvent[];
  add(delta: Delta): readonly ResponseEvent[];
  /** The finished item; `uncertain`: it may have been cut off, which the end of the message will tell. */
  finish(): { readonly item: ResponseItem; readonly uncertain: boolean };
}

export type ToolsByName = ReadonlyMap<string, OfferedTool>;

const blocks: Readonly<Record<string, (block: ContentBlock, tools: ToolsByName) => OpenBlock>> = {
  text: textBlock,
  thinking: thinkingBlock,
  redacted_thinking: redactedBlock,
  tool_use: toolUseBlock,
};

/** Undefined for blocks that we never ask for. */
export function openBlock(block: ContentBlock, tools: ToolsByName): OpenBlock | undefined {
  return Object.hasOwn(blocks, block.type) ? blocks[block.type]?.(block, tools) : undefined;
}

function textBlock({ text: given = '' }: ContentBlock): OpenBlock {
  const id = `msg_${randomUUIDv7()}`;
  const item = (text: string): ResponseItem => ({
    type: 'message',
    id,
    role: 'assistant',
    content: [{ type: 'output_text', text }],
  });
  let text = given;
  return {
    start: () => [
      { type: 'itemAdded', item: item('') },
      ...(given === '' ? [] : [{ type: 'textDelta' as const, itemId: id, delta: given }]),
    ],
    add({ text: delta = '' }) {
      text += delta;
      return delta === '' ? [] : [{ type: 'textDelta', itemId: id, delta }];
    },
    finish: () => ({ item: item(text), uncertain: false }),
  };
}

function thinkingBlock({ thinking: given = '', signature: givenSignature = '' }: ContentBlock): OpenBlock {
  const id = `rs_${randomUUIDv7()}`;
  let thinking = '';
  let signature = givenSignature;
  const think = (delta: string): ResponseEvent[] => {
    if (delta === '') return [];
    const isFirst = thinking === '';
    thinking += delta;
    return [
      ...(isFirst ? [{ type: 'reasoningSummaryPartAdded' as const, itemId: id, summaryIndex: 0 }] : []),
      { type: 'reasoningSummaryDelta', itemId: id, summaryIndex: 0, delta },
    ];
  };
  return {
    start: () => [{ type: 'itemAdded', item: { type: 'reasoning', id, summary: [] } }, ...think(given)],
    add({ thinking: delta = '', signature: part = '' }) {
      signature += part;
      return think(delta);
    },
    finish: () => ({
      item: {
        type: 'reasoning',
        id,
        summary: thinking === '' ? [] : [{ type: 'summary_text', text: thinking }],
        encrypted_content: signature === '' ? null : seal('anthropic-signature', signature),
      },
      uncertain: false,
    }),
  };
}

function redactedBlock({ data = '' }: ContentBlock): OpenBlock {
  const id = `rs_${randomUUIDv7()}`;
  return {
    start: () => [{ type: 'itemAdded', item: { type: 'reasoning', id, summary: [] } }],
    add: () => [],
    finish: () => ({
      item: { type: 'reasoning', id, summary: [], encrypted_content: seal('anthropic-redacted', data) },
      uncertain: false,
    }),
  };
}

function toolUseBlock({ id: callId = '', name = '', input: given }: ContentBlock, tools: ToolsByName): OpenBlock {
  const id = randomUUIDv7();
  const tool = tools.get(name);
  const freeText = tool?.kind === 'custom' ? new FreeTextStream() : null;
  const call = (input: string) => callItem(tool, { id, callId, name, input });
  const begun = call(tool?.kind === 'custom' ? '{"input":""}' : '');
  const itemId = ('id' in begun && begun.id) || '';
  let json = '';
  return {
    start: () => [{ type: 'itemAdded', item: begun }],
    add({ partial_json = '' }) {
      json += partial_json;
      const delta = freeText ? freeText.take(partial_json) : partial_json;
      return delta === '' ? [] : [{ type: 'toolInputDelta', itemId, callId, delta }];
    },
    finish() {
      const input = json || JSON.stringify(given ?? {});
      return { item: call(input), uncertain: !isJson(input) };
    },
  };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
