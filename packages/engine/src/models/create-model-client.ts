// Picks the wire of a provider. A table: one row per `wire_api`. Only the wire in use is ever loaded.
import type { Credentials } from '../auth/credentials.ts';
import type { ProviderConfig } from '../config/config.ts';
import type { ModelClient, Prompt, ResponseEvent } from './model-client.ts';
import type { Wire } from './wire.ts';
import type { Line } from './wire-client.ts';

export interface ModelClientOptions {
  /** Where keys named by the provider (`env_key`, `env_http_headers`) are looked up. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly codexHome: string;
  /** Who is signed in; absent: auth.json says it. */
  readonly credentials?: () => Promise<Credentials | null>;
  readonly installationId: string;
}

const wires: Record<ProviderConfig['wireApi'], () => Promise<Wire>> = {
  responses: async () => (await import('./responses-api.ts')).responsesApi,
  anthropic: async () => (await import('./anthropic-messages.ts')).anthropicMessages,
  chat: async () => (await import('./chat-completions.ts')).chatCompletions,
};

export function createModelClient(provider: ProviderConfig, options: ModelClientOptions): ModelClient {
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
