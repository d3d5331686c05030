// Spans of what takes time: turns, model requests, tools. Off unless the configuration or the environment names a
// collector; then the libraries are loaded, and what ends is sent there in batches.
import { type Table, traceSettings } from './trace-settings.ts';

export type Attributes = Readonly<Record<string, string | number | boolean>>;

export interface Span {
  /** A part of this one. */
  child(name: string, attributes?: Attributes): Span;
  set(attributes: Attributes): void;
  /** `error`: why it failed; absent or undefined when it did not. */
  end(error?: unknown): void;
}

export interface Tracer {
  start(name: string, attributes: Attributes): Span;
  /** Sends what waits. Never rejects. */
  stop(): Promise<void>;
}

const nothing: Span = { child: () => nothing, set: () => {}, end: () => {} };
let tracer: Tracer | undefined;

export function startSpan(name: string, attributes: Attributes = {}): Span {
  return tracer?.start(name, attributes) ?? nothing;
}

/** `otel`: the checked table of the configuration. Once per process. Throws for exporters that there are not. */
export async function startTracing(otel: unknown, env: NodeJS.ProcessEnv): Promise<void> {
  const settings = traceSettings(otel as Table | undefined, env);
  if (settings) tracer = (await import('./otlp-tracer.ts')).otlpTracer(settings);
}

/** Before the process ends. */
export async function stopTracing(): Promise<void> {
  await tracer?.stop();
  tracer = undefined;
}
