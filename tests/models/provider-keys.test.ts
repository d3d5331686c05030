// Every key of `[model_providers.<id>]`, from config.toml to what arrives at the provider, on every wire.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openTurnBench } from './turn-bench.ts';
import { byWire } from './wires.ts';

const done = { parts: [{ text: 'Done.' }] };
const PATH = process.env.PATH;
const set = (key: string, value: string) => ({ overrides: [[`model_providers.mock.${key}`, value] as const] });

describe.each(byWire)('%s', (_name, wire) => {
  test('http_headers, env_http_headers, query_params and env_key', async () => {
    const extra = `env_key = "MOCK_KEY"
http_headers = { "X-Fixed" = "one" }
env_http_headers = { "X-Env" = "MOCK_HEADER", "X-Unset" = "MOCK_NOT_SET" }
query_params = { api-version = "1 & 2", b = "ü" }
`;
    const engine = { env: { PATH, MOCK_KEY: 'key-1', MOCK_HEADER: 'two' } };
    const bench = await openTurnBench(wire, [done], { extra, engine });
    expect((await bench.say('Hi')).status).toBe('completed');
    const { headers, query } = bench.provider.requests[0] ?? expect.fail('no request arrived');
    expect(headers).toMatchObject({ 'x-fixed': 'one', 'x-env': 'two' });
    expect(headers).not.toHaveProperty('x-unset');
    expect(query).toBe('?api-version=1%20%26%202&b=%C3%BC');
    expect([headers.authorization, headers['x-api-key']]).toContain(
      wire.name === 'anthropic' ? 'key-1' : 'Bearer key-1',
    );
  });

  test('env_key_instructions are told when the key is not there, and nobody is asked', async () => {
    const extra = 'env_key = "MOCK_KEY"\nenv_key_instructions = "Ask Ada for it."\n';
    const bench = await openTurnBench(wire, [], { extra, engine: { env: { PATH } } });
    const turn = await bench.say('Hi');
    expect(turn.error?.message).toBe('Missing environment variable: `MOCK_KEY`. Ask Ada for it.');
    expect(bench.provider.requests).toHaveLength(0);
  });

  test('experimental_bearer_token', async () => {
    const bench = await openTurnBench(wire, [done], { extra: 'experimental_bearer_token = "token-1"\n' });
    await bench.say('Hi');
    expect(bench.provider.requests[0]?.headers.authorization).toBe('Bearer token-1');
  });

  test('request_max_retries: a server error is asked again, and nobody is told', async () => {
    const bench = await openTurnBench(wire, [wire.refusal('crash'), { refuse: true }, done], {
      engine: set('request_max_retries', '2'),
    });
    expect((await bench.say('Hi')).status).toBe('completed');
    expect(bench.provider.requests).toHaveLength(3);
    expect(bench.witness.all('error')).toEqual([]);
  });

  test('stream_max_retries: so often a broken stream is asked for again, and users see it', async () => {
    const events = wire.events(done, 1).slice(0, 2);
    // biome-ignore lint/suspicious/noThenProperty: it is what the server does then
    const broken = { events, then: 'drop' as const };
    const bench = await openTurnBench(wire, [broken, broken, broken], { engine: set('stream_max_retries', '2') });
    expect((await bench.say('Hi')).status).toBe('failed');
    expect(bench.provider.requests).toHaveLength(3);
    const retries = bench.witness.all('error').filter(({ willRetry }) => willRetry);
    expect(retries.map(({ error }) => error.message)).toEqual(['Reconnecting... 1/2', 'Reconnecting... 2/2']);
  });

  test('stream_idle_timeout_ms: silence ends the stream', async () => {
    // biome-ignore lint/suspicious/noThenProperty: it is what the server does then
    const silent = { events: [], then: 'hang' as const };
    const bench = await openTurnBench(wire, [silent], { engine: set('stream_idle_timeout_ms', '50') });
    const turn = await bench.say('Hi');
    expect(turn.error?.message).toContain('idle timeout waiting for SSE');
  });

  test('requires_openai_auth: the key of auth.json is sent', async () => {
    const bench = await openTurnBench(wire, [done], { extra: 'requires_openai_auth = true\n' });
    await writeFile(join(bench.home.home, 'auth.json'), '{"OPENAI_API_KEY":"from-file"}', { mode: 0o600 });
    await bench.say('Hi');
    const { headers } = bench.provider.requests[0] ?? expect.fail('no request arrived');
    expect([headers.authorization, headers['x-api-key']]).toContain(
      wire.name === 'anthropic' ? 'from-file' : 'Bearer from-file',
    );
  });

  test('supports_websockets is ignored, and that is said', async () => {
    const bench = await openTurnBench(wire, [done], { extra: 'supports_websockets = true\n' });
    expect((await bench.say('Hi')).status).toBe('completed');
    expect((await bench.engine.config.load()).warnings).toContain(
      'model_providers.mock.supports_websockets is not supported by this server and was ignored: models are asked over HTTP.',
    );
  });
});
