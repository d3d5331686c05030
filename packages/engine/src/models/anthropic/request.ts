// A prompt as a request of the Messages API.
import type { ProviderConfig } from '../../config/config.ts';
import { type Call, type ChatTurn, conversationOf, type Part, type Reasoning, type Result } from '../conversation.ts';
import { customHeaders, endpoint } from '../endpoint.ts';
import type { PostRequest } from '../http-stream.ts';
import type { Prompt } from '../model-client.ts';
import { type OfferedTool, offeredTools } from '../offered-tools.ts';
import { unseal } from '../sealed-reasoning.ts';
import type { Access } from '../wire.ts';
import { closedSchema } from './output-format.ts';
import type { AssistantBlock, Message, MessagesRequest, UserBlock } from './request-schema.ts';
import { thinkingOptions } from './thinking.ts';

const API_VERSION = '2023-06-01';
/** Lets models with a budget think between their calls; the others do so anyway. */
const INTERLEAVED = 'interleaved-thinking-2025-05-14';

/** Throws TypeError when `base_url` is no URL. Whether that ends with `/v1` does not matter. */
export function messagesRequest(provider: ProviderConfig, prompt: Prompt, access: Access): PostRequest {
  const path = /\/v1\/*$/.test(provider.baseUrl) ? '/messages' : '/v1/messages';
  const body = messagesBody(prompt);
  return {
    url: endpoint(provider, path),
    headers: {
      'anthropic-version': API_VERSION,
      ...(body.thinking?.type === 'enabled' && { 'anthropic-beta': INTERLEAVED }),
      ...customHeaders(provider, access.env),
      accept: 'text/event-stream',
      'content-type': 'application/json',
      ...keyHeader(provider, access),
      'user-agent': prompt.userAgent,
    },
    body: Buffer.from(JSON.stringify(body)),
  };
}

/** A token is a bearer's, a key has a header of its own. */
function keyHeader({ experimentalBearerToken }: ProviderConfig, { token }: Access): Record<string, string> {
  if (token === null) return {};
  return token === experimentalBearerToken ? { authorization: `Bearer ${token}` } : { 'x-api-key': token };
}

export function messagesBody(prompt: Prompt): MessagesRequest {
  const tools = offeredTools(prompt);
  const { instructions, turns } = conversationOf(prompt.input, { withCalls: tools.length > 0 });
  const { thinking, effort, maxTokens } = thinkingOptions(prompt, turns);
  const schema = prompt.outputSchema ?? null;
  const format = schema === null ? {} : { format: { type: 'json_schema' as const, schema: closedSchema(schema) } };
  const outputConfig = { ...(effort !== null && { effort }), ...format };
  return {
    model: prompt.model,
    max_tokens: maxTokens,
    stream: true,
    ...(instructions.length > 0 && { system: cached(instructions.map(textBlock)) }),
    messages: cachedMessages(turns.flatMap(messageOf)),
    ...(tools.length > 0 && {
      tools: cached(tools.map(toolOf)),
      tool_choice: { type: 'auto' as const, disable_parallel_tool_use: !prompt.parallelToolCalls },
    }),
    ...(thinking && { thinking }),
    ...(Object.keys(outputConfig).length > 0 && { output_config: outputConfig }),
  };
}

const EPHEMERAL = { cache_control: { type: 'ephemeral' as const } };

/** The provider keeps what comes before a mark; it looks for one again some twenty blocks back. */
function cached<T extends object>(blocks: readonly T[]): T[] {
  return blocks.map((block, at) => (at === blocks.length - 1 ? { ...block, ...EPHEMERAL } : block));
}

/** Marks the last two turns of the user: what was kept by the request before, and what the next one will look for. */
function cachedMessages(messages: readonly Message[]): Message[] {
  const marked = messages.flatMap(({ role }, at) => (role === 'user' ? [at] : [])).slice(-2);
  const all = messages.map((message, at) =>
    message.role === 'user' && marked.includes(at) ? { ...message, content: cached(message.content) } : message,
  );
  return all.length > 0 ? all : [{ role: 'user', content: [textBlock('(Begin.)')] }];
}

/** The API refuses choices at the top of a tool's schema; what a client wrote there it will check itself. */
function toolOf({ wireName, description, parameters }: OfferedTool) {
  const { oneOf: _1, anyOf: _2, allOf: _3, ...plain } = parameters;
  return { name: wireName, description, input_schema: { ...plain, type: 'object' as const } };
}

function messageOf(turn: ChatTurn): Message[] {
  if (turn.role === 'user') {
    const content: UserBlock[] = [...turn.results.map(resultBlock), ...turn.parts.map(partBlock)];
    return [{ role: 'user', content }];
  }
  const blocks = turn.parts.flatMap((part): AssistantBlock[] => {
    if (part.kind === 'thought') return thoughtBlock(part.item);
    return [part.kind === 'call' ? callBlock(part) : textBlock(part.text.trimEnd())];
  });
  // A thought that led to nothing (it was interrupted) is refused at the end of a message.
  const end = blocks.findLastIndex(({ type }) => type === 'text' || type === 'tool_use');
  return end < 0 ? [] : [{ role: 'assistant', content: blocks.slice(0, end + 1) }];
}

/** Thoughts of other providers are nothing that this one would believe. */
function thoughtBlock(item: Reasoning): AssistantBlock[] {
  const signature = unseal('anthropic-signature', item);
  if (signature) return [{ type: 'thinking', thinking: item.summary.map(({ text }) => text).join(''), signature }];
  const data = unseal('anthropic-redacted', item);
  return data ? [{ type: 'redacted_thinking', data }] : [];
}

function callBlock({ callId, name, input }: Call): AssistantBlock {
  return { type: 'tool_use', id: callIdOf(callId), name, input: objectOf(input) };
}

function resultBlock({ callId, parts }: Result): UserBlock {
  const content = parts.filter((part) => part.kind !== 'text' || part.text.trim()).map(partBlock);
  return { type: 'tool_result', tool_use_id: callIdOf(callId), content };
}

/** Other providers have dots and colons in theirs. */
function callIdOf(id: string): string {
  return id.replace(/[^a-zA-Z0-9_-]/g, '_');
}

function objectOf(json: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // A model may have written anything; it is shown what it wrote.
  }
  return { arguments: json };
}

function partBlock(part: Part) {
  return part.kind === 'text' ? textBlock(part.text) : imageBlock(part.url);
}

function textBlock(text: string) {
  return { type: 'text' as const, text };
}

const mediaTypes = ['image/jpeg', 'image/png', 'image/gif', 'image/webp'] as const;

function imageBlock(url: string) {
  const [, mime, data] = /^data:([^;,]+);base64,(.+)$/s.exec(url) ?? [];
  const mediaType = mediaTypes.find((known) => known === mime?.toLowerCase());
  if (mediaType && data) {
    return { type: 'image' as const, source: { type: 'base64' as const, media_type: mediaType, data } };
  }
  if (/^https?:\/\//.test(url)) return { type: 'image' as const, source: { type: 'url' as const, url } };
  return textBlock(`(Left out: an image of the type ${mime ?? 'unknown'}, which this provider cannot be sent.)`);
}
