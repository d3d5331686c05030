// Holds our request builders, and what our mocks stream, to the types of the official SDKs. Nothing here runs: a mistake is
// an error of the type check.
import type {
  MessageCreateParamsStreaming,
  RawMessageStreamEvent,
} from '@anthropic-ai/sdk/resources/messages/messages';
import type { messagesBody } from '@codex/engine/models/anthropic/request.ts';
import type { MessagesRequest } from '@codex/engine/models/anthropic/request-schema.ts';
import type { chatBody } from '@codex/engine/models/chat/request.ts';
import type { responsesBody } from '@codex/engine/models/responses-request.ts';
import type { messageEvents } from '@codex/testkit/wires/anthropic.ts';
import type { chunks } from '@codex/testkit/wires/chat.ts';
import type { ChatCompletionChunk, ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions';
import type { ResponseCreateParamsStreaming } from 'openai/resources/responses/responses';

declare const messages: ReturnType<typeof messagesBody>;
declare const chat: ReturnType<typeof chatBody>;
declare const responses: ReturnType<typeof responsesBody>;

declare const mockMessage: ReturnType<typeof messageEvents>;
declare const mockChunks: ReturnType<typeof chunks>;

mockMessage satisfies RawMessageStreamEvent[];
mockChunks satisfies ChatCompletionChunk[];
messages satisfies MessageCreateParamsStreaming;
messages satisfies MessagesRequest;
chat satisfies ChatCompletionCreateParamsStreaming;
// The history and the tools are typed by the protocol, which knows more kinds of them than the SDK; words like efforts and
// tiers are free in config.toml, so that a newer model's may be used. Of those, the names of the members are held.
const { input, tools, client_metadata, reasoning, text, service_tier, ...options } = responses;
options satisfies Omit<ResponseCreateParamsStreaming, 'input' | 'tools' | 'reasoning' | 'text' | 'service_tier'>;
reasoning satisfies Named<NonNullable<ResponseCreateParamsStreaming['reasoning']>> | undefined;
text satisfies Named<NonNullable<ResponseCreateParamsStreaming['text']>> | undefined;
({ input, tools, service_tier }) satisfies Named<ResponseCreateParamsStreaming>;
client_metadata satisfies Record<string, string>;

type Named<T> = { readonly [K in keyof T]?: unknown };
