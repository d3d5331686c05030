// A prompt as a request of a Chat Completions server.
import type { ProviderConfig } from '../../config/config.ts';
import { type ChatTurn, conversationOf, type Part, type Result, type Utterance } from '../conversation.ts';
import { customHeaders, endpoint } from '../endpoint.ts';
import type { PostRequest } from '../http-stream.ts';
import type { Prompt } from '../model-client.ts';
import { type OfferedTool, offeredTools } from '../offered-tools.ts';
import { unseal } from '../sealed-reasoning.ts';
import type { Access } from '../wire.ts';
import type { ChatRequest, Message, ReasoningEffort } from './request-schema.ts';

/** Throws TypeError when `base_url` is no URL. */
export function chatRequest(provider: ProviderConfig, prompt: Prompt, { token, env }: Access): PostRequest {
  return {
    url: endpoint(provider, '/chat/completions'),
    headers: {
      ...customHeaders(provider, env),
      accept: 'text/event-stream',
      'content-type': 'application/json',
      ...(token !== null && { authorization: `Bearer ${token}` }),
      'user-agent': prompt.userAgent,
    },
    body: Buffer.from(JSON.stringify(chatBody(prompt))),
  };
}

export function chatBody(prompt: Prompt): ChatRequest {
  const tools = offeredTools(prompt);
  const { instructions, turns } = conversationOf(prompt.input, { withCalls: tools.length > 0 });
  // Many models are only trained for one system message, at the beginning.
  const system: Message[] = instructions.length > 0 ? [{ role: 'system', content: instructions.join('\n\n') }] : [];
  const lastQuestion = turns.findLastIndex((turn) => turn.role === 'user' && turn.parts.length > 0);
  const messages = [...system, ...turns.flatMap((turn, at) => messagesOf(turn, at > lastQuestion))];
  const effort = efforts[prompt.reasoning?.effort ?? ''];
  return {
    model: prompt.model,
    messages: messages.length > 0 ? messages : [{ role: 'user', content: '(Begin.)' }],
    stream: true,
    stream_options: { include_usage: true },
    ...(tools.length > 0 && {
      tools: tools.map(toolOf),
      tool_choice: 'auto' as const,
      parallel_tool_calls: prompt.parallelToolCalls,
    }),
    ...(effort && { reasoning_effort: effort }),
    ...verbosityOf(prompt),
    ...responseFormat(prompt),
  };
}

/** Servers of open models know no more than `high`. */
const efforts: Readonly<Record<string, ReasoningEffort>> = {
  none: 'none',
  minimal: 'minimal',
  low: 'low',
  medium: 'medium',
  high: 'high',
  xhigh: 'high',
  max: 'high',
  ultra: 'high',
};

const verbosities = ['low', 'medium', 'high'] as const;

function verbosityOf({ verbosity: wish }: Prompt) {
  const verbosity = verbosities.find((known) => known === wish);
  return verbosity ? { verbosity } : {};
}

function responseFormat({ outputSchema, strictOutput: strict = true }: Prompt) {
  if (typeof outputSchema !== 'object' || outputSchema === null) return {};
  const schema = outputSchema as Record<string, unknown>;
  return {
    response_format: {
      type: 'json_schema' as const,
      json_schema: { name: 'codex_output_schema', schema, strict },
    },
  };
}

function toolOf({ wireName, description, parameters }: OfferedTool) {
  return { type: 'function' as const, function: { name: wireName, description, parameters } };
}

function messagesOf(turn: ChatTurn, isCurrent: boolean): Message[] {
  if (turn.role === 'assistant') return assistantMessage(turn.parts, isCurrent);
  // A tool can only say text; its images are shown by the user.
  const parts = [...turn.results.flatMap(imagesOf), ...turn.parts];
  return [...turn.results.map(toolMessage), ...userMessage(parts)];
}

function userMessage(parts: readonly Part[]): Message[] {
  if (parts.length === 0) return [];
  const texts = parts.flatMap((part) => (part.kind === 'text' ? [part.text] : []));
  // Not all servers take a list of parts.
  if (texts.length === parts.length) return [{ role: 'user', content: texts.join('\n\n') }];
  return [{ role: 'user', content: parts.map(contentPart) }];
}

function toolMessage({ callId, parts }: Result): Message {
  const content = parts.map((part) => (part.kind === 'text' ? part.text : '(The image follows.)')).join('\n');
  return { role: 'tool', tool_call_id: callId, content };
}

function imagesOf({ name, parts }: Result): Part[] {
  const images = parts.filter(({ kind }) => kind === 'image');
  return images.length > 0 ? [{ kind: 'text', text: `Output of ${name || 'the tool'}:` }, ...images] : [];
}

/** Thoughts are given back only while the model still works on its answer: that is what models are trained with. */
function assistantMessage(parts: readonly Utterance[], isCurrent: boolean): Message[] {
  const text = parts.flatMap((part) => (part.kind === 'text' ? [part.text] : [])).join('\n\n');
  const calls = parts.flatMap((part) => (part.kind === 'call' ? [part] : []));
  if (text === '' && calls.length === 0) return [];
  return [
    {
      role: 'assistant',
      content: text || null,
      ...(calls.length > 0 && {
        tool_calls: calls.map(({ callId, name, input }) => ({
          id: callId,
          type: 'function' as const,
          function: { name, arguments: input },
        })),
      }),
      ...(isCurrent && thoughts(parts)),
    },
  ];
}

function thoughts(parts: readonly Utterance[]): { reasoning_content?: string; reasoning?: string } {
  const own = parts.flatMap((part) => {
    const field = part.kind === 'thought' ? unseal('chat-field', part.item) : null;
    return field && part.kind === 'thought'
      ? [{ field, words: (part.item.content ?? []).map(({ text }) => text) }]
      : [];
  });
  const said = own.flatMap(({ words }) => words).join('\n\n');
  if (said === '') return {};
  return own[0]?.field === 'reasoning' ? { reasoning: said } : { reasoning_content: said };
}

/** `original` is only known to the Responses API. */
const details: Readonly<Record<string, 'auto' | 'low'>> = { auto: 'auto', low: 'low' };

function contentPart(part: Part) {
  if (part.kind === 'text') return { type: 'text' as const, text: part.text };
  const detail = details[part.detail ?? ''] ?? ('high' as const);
  return { type: 'image_url' as const, image_url: { url: part.url, ...(part.detail !== null && { detail }) } };
}
