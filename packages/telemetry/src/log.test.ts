import { expect, test } from 'vitest';
import { thresholdOf } from './levels.ts';
import { hideInLogs, plainFields, withoutSecrets } from './redact.ts';
import { traceSettings } from './trace-settings.ts';

test('the level is that of LOG_LEVEL, RUST_LOG, or warn', () => {
  const cases: ReadonlyArray<readonly [Record<string, string>, string]> = [
    [{}, 'warn'],
    [{ RUST_LOG: 'info' }, 'info'],
    [{ RUST_LOG: 'codex_core=debug,warn' }, 'warn'],
    [{ RUST_LOG: 'codex_core=debug,hyper=trace' }, 'debug'],
    [{ RUST_LOG: 'hyper=trace' }, 'warn'],
    [{ RUST_LOG: 'nonsense' }, 'warn'],
    [{ RUST_LOG: 'debug', LOG_LEVEL: 'ERROR' }, 'error'],
    [{ LOG_LEVEL: 'off' }, 'off'],
  ];
  for (const [env, level] of cases) expect(thresholdOf(env), JSON.stringify(env)).toBe(level);
});

test('secrets are taken out by name, by form and because they are known', () => {
  hideInLogs('correct horse battery');
  expect(withoutSecrets('with correct horse battery, Bearer abc.def-123 and sk-proj-0123456789')).toBe(
    'with [redacted], [redacted] and [redacted]',
  );
  expect(plainFields({ api_key: 'x', access_token: 'y', tokens: 5, url: 'http://a' })).toEqual({
    api_key: '[redacted]',
    access_token: '[redacted]',
    tokens: 5,
    url: 'http://a',
  });
});

test('traces go nowhere unless a collector is named', () => {
  expect(traceSettings(undefined, {})).toBeNull();
  expect(traceSettings({ trace_exporter: 'none' }, { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a' })).toBeNull();
  expect(
    traceSettings(undefined, { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a:4318/', OTEL_SDK_DISABLED: 'true' }),
  ).toBeNull();
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a:4318/', OTEL_EXPORTER_OTLP_HEADERS: 'x-a=b%20c,d=e' };
  expect(traceSettings(undefined, env)).toMatchObject({
    url: 'http://a:4318/v1/traces',
    headers: { 'x-a': 'b c', d: 'e' },
  });
  const table = { trace_exporter: { 'otlp-http': { endpoint: 'http://b/v1/traces' } }, environment: 'test' };
  expect(traceSettings(table, env)).toMatchObject({ url: 'http://b/v1/traces', environment: 'test' });
  expect(() => traceSettings({ trace_exporter: 'statsig' }, {})).toThrow('otlp-http');
});
