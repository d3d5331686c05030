// Where traces go: the table `[otel]` of the configuration, else the variables that OpenTelemetry names.

export interface TraceSettings {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Told with every trace as `deployment.environment.name`. */
  readonly environment: string | null;
  /** Told with every trace, under their own names. */
  readonly attributes: Readonly<Record<string, string>>;
}

type Env = Readonly<Record<string, string | undefined>>;
export type Table = Readonly<Record<string, unknown>>;

/** null: no traces. Throws for exporters that there are not. `otel`: the checked table of the configuration. */
export function traceSettings(otel: Table | undefined, env: Env): TraceSettings | null {
  const exporter = otel?.trace_exporter;
  const to = exporter === undefined ? fromEnvironment(env) : fromExporter(exporter);
  if (to === null) return null;
  const { environment, span_attributes: attributes } = otel ?? {};
  return {
    ...to,
    environment: typeof environment === 'string' ? environment : null,
    attributes: (attributes ?? {}) as Readonly<Record<string, string>>,
  };
}

type Target = Pick<TraceSettings, 'url' | 'headers'>;

function fromExporter(exporter: unknown): Target | null {
  if (exporter === 'none') return null;
  const settings = (exporter as Table)['otlp-http'] as Table | undefined;
  if (typeof settings?.endpoint !== 'string') {
    throw new Error('otel.trace_exporter: this server sends traces with `otlp-http` and an `endpoint`, or `none`');
  }
  return { url: settings.endpoint, headers: (settings.headers ?? {}) as Readonly<Record<string, string>> };
}

function fromEnvironment(env: Env): Target | null {
  if (env.OTEL_SDK_DISABLED === 'true' || env.OTEL_TRACES_EXPORTER === 'none') return null;
  const base = env.OTEL_EXPORTER_OTLP_ENDPOINT;
  const url = env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? (base && `${base.replace(/\/+$/, '')}/v1/traces`);
  if (!url) return null;
  return { url, headers: headersOf(env.OTEL_EXPORTER_OTLP_TRACES_HEADERS ?? env.OTEL_EXPORTER_OTLP_HEADERS) };
}

/** `name=value,name=value`, values percent-encoded. */
function headersOf(text = ''): Record<string, string> {
  const pairs = text.split(',').flatMap((pair): Array<[string, string]> => {
    const at = pair.indexOf('=');
    return at < 1 ? [] : [[pair.slice(0, at).trim(), decodeURIComponent(pair.slice(at + 1).trim())]];
  });
  return Object.fromEntries(pairs);
}
