// Telemetry that administrators require, with the keys of config.toml.
import type { Static } from 'typebox';
import { nullish, stringEnum, struct, uint, union, variant } from '../schema.ts';
import { Type } from '../type.ts';

/** How telemetry is encoded. */
export const OtelHttpProtocol = stringEnum(['binary', 'json']);
export type OtelHttpProtocol = Static<typeof OtelHttpProtocol>;

/** Files for a secured connection. */
export const OtelTlsConfig = struct('OtelTlsConfig', {
  'ca-certificate': nullish(Type.String()),
  'client-certificate': nullish(Type.String()),
  'client-private-key': nullish(Type.String()),
});
export type OtelTlsConfig = Static<typeof OtelTlsConfig>;

/** How much of a tool's result is logged, in bytes. */
export const OtelToolResultLogConfig = struct('OtelToolResultLogConfig', {
  max_bytes: uint,
});
export type OtelToolResultLogConfig = Static<typeof OtelToolResultLogConfig>;

/** Where telemetry goes. Values of headers are blanked out before they are told. */
export const OtelExporter = union('OtelExporter', [
  stringEnum(['none', 'statsig']),
  variant(
    'otlp-http',
    Type.Object({
      endpoint: Type.String(),
      headers: Type.Record(Type.String(), Type.String()),
      protocol: OtelHttpProtocol,
      tls: nullish(OtelTlsConfig),
    }),
  ),
  variant(
    'otlp-grpc',
    Type.Object({
      endpoint: Type.String(),
      headers: Type.Record(Type.String(), Type.String()),
      tls: nullish(OtelTlsConfig),
    }),
  ),
]);
export type OtelExporter = Static<typeof OtelExporter>;

/** What is reported, and where to. */
export const OtelRequirements = struct('OtelRequirements', {
  tool_result: nullish(OtelToolResultLogConfig),
  log_sse_deltas: nullish(Type.Boolean()),
  log_user_prompt: nullish(Type.Boolean()),
  log_agent_responses: nullish(Type.Boolean()),
  log_guardian_assessments: nullish(Type.Boolean()),
  environment: nullish(Type.String()),
  exporter: nullish(OtelExporter),
  trace_exporter: nullish(OtelExporter),
  metrics_exporter: nullish(OtelExporter),
  span_attributes: nullish(Type.Record(Type.String(), Type.String())),
  /** Entries of the W3C trace state, by vendor. */
  tracestate: nullish(Type.Record(Type.String(), Type.Record(Type.String(), Type.String()))),
});
export type OtelRequirements = Static<typeof OtelRequirements>;
