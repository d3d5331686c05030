// Whom a model is asked from: what config says, and what the slug and the environment tell when it says nothing.
import { loadConfig } from '@codex/engine/config/load.ts';
import { signInHint } from '@codex/engine/models/sign-in-hint.ts';
import { startMockProvider } from '@codex/testkit/mock-wire.ts';
import { expect, onTestFinished, test } from 'vitest';
import { configHome } from '../config/home.ts';
import { openTurnBench } from './turn-bench.ts';
import { wires } from './wires.ts';

const wireNamed = (name: string) => wires.find((wire) => wire.name === name) ?? expect.fail('no such wire');
const done = { parts: [{ text: 'Done.' }] };

async function chosen(toml: string, env: Record<string, string> = {}) {
  await using home = await configHome(toml);
  const config = await loadConfig(home.request({ env }));
  const { id, baseUrl, wireApi } = config.providers[config.modelProvider] ?? expect.fail('no such provider');
  return { id, baseUrl, wireApi, config };
}

test.each([
  ['model = "claude-sonnet-4-5"', { ANTHROPIC_API_KEY: 'k' }, 'anthropic', 'https://api.anthropic.com', 'anthropic'],
  [
    'model = "claude-opus-5-5"',
    { ANTHROPIC_AUTH_TOKEN: 't', ANTHROPIC_BASE_URL: 'http://gw' },
    'anthropic',
    'http://gw',
    'anthropic',
  ],
  ['model = "claude-sonnet-4-5"', {}, 'openai', 'https://api.openai.com/v1', 'responses'],
  [
    'model = "claude-sonnet-4-5"\nmodel_provider = "openai"',
    { ANTHROPIC_API_KEY: 'k' },
    'openai',
    'https://api.openai.com/v1',
    'responses',
  ],
  ['model = "gpt-5.5"', { ANTHROPIC_API_KEY: 'k' }, 'openai', 'https://api.openai.com/v1', 'responses'],
  ['model_provider = "anthropic"', {}, 'anthropic', 'https://api.anthropic.com', 'anthropic'],
  ['model_provider = "ollama"', {}, 'ollama', 'http://localhost:11434/v1', 'chat'],
  ['model_provider = "lmstudio"', { CODEX_OSS_PORT: '99' }, 'lmstudio', 'http://localhost:99/v1', 'chat'],
  ['model_provider = "ollama"', { CODEX_OSS_BASE_URL: 'http://far/v1' }, 'ollama', 'http://far/v1', 'chat'],
  ['model_provider = "oss"', {}, 'ollama', 'http://localhost:11434/v1', 'chat'],
  ['model_provider = "oss"\noss_provider = "lmstudio"', {}, 'lmstudio', 'http://localhost:1234/v1', 'chat'],
  [
    'model_provider = "anthropic"\n[model_providers.anthropic]\nname = "Mine"\nbase_url = "http://mine"\nwire_api = "chat"',
    {},
    'anthropic',
    'http://mine',
    'chat',
  ],
])('%j with %j', async (toml, env, id, baseUrl, wireApi) => {
  expect(await chosen(toml, env)).toMatchObject({ id, baseUrl, wireApi });
});

test.each(['openai', 'ollama', 'lmstudio'])('%s is reserved', async (id) => {
  await expect(chosen(`[model_providers.${id}]\nname = "x"`)).rejects.toThrow(
    `model_providers contains reserved built-in provider IDs: \`${id}\`.`,
  );
});

test('an unknown wire is refused with the known ones', async () => {
  await expect(chosen('[model_providers.m]\nname = "m"\nwire_api = "grpc"')).rejects.toThrow(
    'unknown variant `grpc`, expected one of `responses`, `anthropic`, `chat`',
  );
});

test('how the official server would reach a provider, and this one does not, is said', async () => {
  const provider =
    'name = "m"\nbase_url = "http://m"\nsupports_websockets = true\n[model_providers.m.auth]\ncommand = "get-token"';
  const { config } = await chosen(`model_provider = "m"\n[model_providers.m]\n${provider}`);
  expect(config.warnings).toEqual([
    'model_providers.m.supports_websockets is not supported by this server and was ignored: models are asked over HTTP.',
    'model_providers.m.auth is not supported by this server and was ignored: set `env_key` instead.',
  ]);
});

test.each([
  [
    'model = "claude-sonnet-4-5"',
    'Turns would use claude-sonnet-4-5 of OpenAI, which needs a key. Set ANTHROPIC_API_KEY',
  ],
  [
    'model_provider = "anthropic"',
    'Turns would use claude-sonnet-4-5 of Anthropic, which needs a key. Set ANTHROPIC_API_KEY',
  ],
  ['', 'of OpenAI, which needs a key. Set OPENAI_API_KEY, or run: codex login'],
])('who has no key is told which one to get: %j', async (toml, hint) => {
  const { config } = await chosen(toml);
  const found = await signInHint({ config, codexHome: '/nonexistent', env: {}, credentials: async () => null });
  expect(found).toContain(hint);
});

test('a slug and a key are all that it takes', async () => {
  const wire = wireNamed('anthropic');
  const provider = await startMockProvider(wire, done);
  onTestFinished(() => provider.close());
  const env = {
    ANTHROPIC_API_KEY: 'sk-ant',
    ANTHROPIC_BASE_URL: provider.baseUrl.replace('/v1', ''),
    PATH: process.env.PATH,
  };
  const bench = await openTurnBench(wire, [], { engine: { env }, provider: null });
  expect((await bench.say('Hi')).status).toBe('completed');
  expect(provider.requests[0]?.headers).toMatchObject({ 'x-api-key': 'sk-ant' });
  expect(provider.requests[0]?.body).toMatchObject({ model: 'claude-sonnet-4-5' });
  expect(bench.start.modelProvider).toBe('anthropic');
  expect(bench.witness.all('warning')).toEqual([]);
  expect(provider.problems).toEqual([]);
});

test('a turn without a key fails with the help', async () => {
  const bench = await openTurnBench(wireNamed('anthropic'), [], { engine: { env: {} }, provider: null });
  const turn = await bench.say('Hi');
  expect(turn.error?.message).toMatch(/^Missing environment variable: `ANTHROPIC_API_KEY`\. Set ANTHROPIC_API_KEY/);
});

test('Ollama without any config', async () => {
  const wire = wireNamed('chat');
  const provider = await startMockProvider(wire, { parts: [{ think: 'hm' }, { text: 'Done.' }] });
  onTestFinished(() => provider.close());
  const engine = {
    env: { CODEX_OSS_BASE_URL: provider.baseUrl, PATH: process.env.PATH },
    overrides: [['model_provider', 'oss'] as const, ['show_raw_agent_reasoning', 'true'] as const],
  };
  const bench = await openTurnBench(wire, [], { engine, provider: null, model: null });
  expect((await bench.say('Hi')).status).toBe('completed');
  expect(provider.requests[0]?.body).toMatchObject({ model: 'gpt-oss:20b' });
  expect(provider.requests[0]?.headers).not.toHaveProperty('authorization');
  expect(bench.items('reasoning')).toMatchObject([{ content: ['hm'] }]);
});
