// A client of a mock provider, and shorthands to run it.

import type { ProviderConfig } from '@codex/engine/config/config.ts';
import { createModelClient } from '@codex/engine/models/create-model-client.ts';
import { ModelError, type Prompt, type ResponseEvent } from '@codex/engine/models/model-client.ts';

export const prompt: Prompt = {
  model: 'gpt-5.5',
  input: [{ type: 'message', id: 'msg_u', role: 'user', content: [{ type: 'input_text', text: 'Hi' }] }],
  tools: [{ type: 'function', name: 'exec_command' }],
  parallelToolCalls: true,
  reasoning: { effort: 'medium' },
  verbosity: 'low',
  outputSchema: null,
  serviceTier: null,
  threadId: 'thread-1',
  sessionId: 'session-1',
  turnId: 'turn-1',
  rootTurnId: 'turn-0',
  originator: 'tests',
  userAgent: 'tests/1.0',
};

export function provider(baseUrl: string, options: Partial<ProviderConfig> = {}): ProviderConfig {
  return {
    id: 'mock',
    name: 'Mock',
    baseUrl,
    wireApi: 'responses',
    envKey: null,
    envKeyInstructions: null,
    experimentalBearerToken: null,
    httpHeaders: {},
    envHttpHeaders: {},
    queryParams: {},
    requestMaxRetries: 0,
    streamMaxRetries: 0,
    streamIdleTimeoutMs: 10_000,
    requiresOpenaiAuth: false,
    ...options,
  };
}

export interface AskOptions extends Partial<ProviderConfig> {
  readonly env?: Readonly<Record<string, string>>;
  readonly codexHome?: string;
  readonly prompt?: Partial<Prompt>;
  readonly signal?: AbortSignal;
}

/** The events of one response, after the one that says that it was opened. */
export async function* ask(baseUrl: string, options: AskOptions = {}): AsyncGenerator<ResponseEvent, void, void> {
  for await (const event of askForAll(baseUrl, options)) if (event.type !== 'opened') yield event;
}

/** All events of one response. */
export function askForAll(baseUrl: string, options: AskOptions = {}): AsyncIterable<ResponseEvent> {
  const { env = {}, codexHome = '/nonexistent', prompt: changes, signal, ...settings } = options;
  const client = createModelClient(provider(baseUrl, settings), { env, codexHome, installationId: 'installation-1' });
  return client.stream({ ...prompt, ...changes }, signal ?? new AbortController().signal);
}

export async function collect(events: AsyncIterable<ResponseEvent>): Promise<ResponseEvent[]> {
  const all: ResponseEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

/** The error that a response ended with, and what came before it. */
export async function failure(
  events: AsyncIterable<ResponseEvent>,
): Promise<{ error: ModelError; before: ResponseEvent[] }> {
  const before: ResponseEvent[] = [];
  try {
    for await (const event of events) before.push(event);
  } catch (error) {
    if (error instanceof ModelError) return { error, before };
    throw error;
  }
  throw new Error('the response did not fail');
}
