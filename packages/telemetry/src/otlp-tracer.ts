// Spans over the libraries of OpenTelemetry, sent as OTLP/HTTP (JSON).
import { context, type Span as OtelSpan, SpanStatusCode, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import type { TraceSettings } from './trace-settings.ts';
import type { Attributes, Span, Tracer } from './tracing.ts';

export function otlpTracer({ url, headers, environment, attributes }: TraceSettings): Tracer {
  const resource = resourceFromAttributes({
    'service.name': 'codex-web-server',
    ...(environment !== null && { 'deployment.environment.name': environment }),
    ...attributes,
  });
  const exporter = new OTLPTraceExporter({ url, headers: { ...headers } });
  const provider = new BasicTracerProvider({ resource, spanProcessors: [new BatchSpanProcessor(exporter)] });
  const tracer = provider.getTracer('codex');

  function wrap(span: OtelSpan): Span {
    return {
      child: (name, attributes = {}) =>
        wrap(tracer.startSpan(name, { attributes: { ...attributes } }, trace.setSpan(context.active(), span))),
      set: (attributes) => void span.setAttributes({ ...attributes }),
      end(error) {
        if (error !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: messageOf(error) });
        span.end();
      },
    };
  }

  return {
    start: (name: string, attributes: Attributes) => wrap(tracer.startSpan(name, { attributes: { ...attributes } })),
    stop: () => provider.shutdown().catch(() => {}),
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
