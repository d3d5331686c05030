// Picks the wire of a provider. A table: one row per `wire_api`. Only the wire in use is ever loaded.
import type { ProviderConfig } from '../config/config.ts';
import type { AdmissionOptions } from './admission.ts';
import type { ModelClient, Prompt, ResponseEvent } from './model-client.ts';
import type { Wire } from './wire.ts';
import type { Line } from './wire-client.ts';

const wires: Record<ProviderConfig['wireApi'], () => Promise<Wire>> = {
  responses: async () => (await import('./responses-api.ts')).responsesApi,
  anthropic: async () => (await import('./anthropic-messages.ts')).anthropicMessages,
  chat: async () => (await import('./chat-completions.ts')).chatCompletions,
};

export function createModelClient(provider: ProviderConfig, options: AdmissionOptions): ModelClient {
  const concessions: Line['concessions'] = new Map();
  return {
    provider: provider.id,
    streamMaxRetries: provider.streamMaxRetries,
    stream: (prompt, signal) => loadAndStream({ provider, options, concessions }, prompt, signal),
  };
}

async function* loadAndStream(
  line: Omit<Line, 'wire'>,
  prompt: Prompt,
  signal: AbortSignal,
): AsyncGenerator<ResponseEvent, void, void> {
  const [wire, { streamResponse }] = await Promise.all([wires[line.provider.wireApi](), import('./wire-client.ts')]);
  yield* streamResponse({ ...line, wire }, prompt, signal);
}
