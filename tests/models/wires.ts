// The wires, each with the mock that speaks it, the schema that its adapter keeps beside it, and how a test's config
// chooses it. Suites that must hold for all of them run once per row.
import { MessagesRequest } from '@codex/engine/models/anthropic/request-schema.ts';
import { ChatRequest } from '@codex/engine/models/chat/request-schema.ts';
import { ResponsesRequest } from '@codex/engine/models/responses-schema.ts';
import type { CheckedWire } from '@codex/testkit/mock-wire.ts';
import { anthropicMock, messagesProblem } from '@codex/testkit/wires/anthropic.ts';
import { chatMock, chatProblem } from '@codex/testkit/wires/chat.ts';
import { responsesMock } from '@codex/testkit/wires/responses.ts';

export interface WireUnderTest extends CheckedWire {
  /** A model that takes free text and thinks. */
  readonly model: string;
}

export const wires: readonly WireUnderTest[] = [
  { ...responsesMock, schema: ResponsesRequest, model: 'gpt-5.5' },
  { ...anthropicMock, schema: MessagesRequest, problem: messagesProblem, model: 'claude-sonnet-4-5' },
  { ...chatMock, schema: ChatRequest, problem: chatProblem, model: 'gpt-oss:20b' },
];

/** The rows as `describe.each` wants them. */
export const byWire = wires.map((wire) => [wire.name, wire] as const);
