// Only the wire in use is loaded: asked of a real process that notes every module it resolves.
import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { startRawServer } from './raw-server.ts';

const models = resolve(import.meta.dirname, '../../packages/engine/src/models');

/** Prints the modules that were loaded before and after the first request. */
const program = (baseUrl: string, wireApi: string) => `
import { registerHooks } from 'node:module';
const loaded = [];
registerHooks({ load(url, context, next) { loaded.push(url); return next(url, context); } });
const { createModelClient } = await import('${models}/create-model-client.ts');
const provider = { id: 'm', name: 'M', baseUrl: '${baseUrl}', wireApi: '${wireApi}', envKey: null, envKeyInstructions: null,
  experimentalBearerToken: null, httpHeaders: {}, envHttpHeaders: {}, queryParams: {}, requestMaxRetries: 0,
  streamMaxRetries: 0, streamIdleTimeoutMs: 1000, requiresOpenaiAuth: false };
const client = createModelClient(provider, { env: {}, codexHome: '/nonexistent', installationId: 'i' });
const before = [...loaded];
const prompt = { model: 'm', input: [], tools: [], parallelToolCalls: false, reasoning: null, verbosity: null,
  outputSchema: null, serviceTier: null, threadId: 't', sessionId: 's', turnId: 'u', rootTurnId: 'u', originator: 'o', userAgent: 'a' };
try { for await (const _ of client.stream(prompt, new AbortController().signal)); } catch {}
console.log(JSON.stringify({ before, after: loaded }));
`;

const ofWires = /\/(responses-api|anthropic-messages|chat-completions)\.ts$/;

test.each([
  ['responses', 'responses-api'],
  ['anthropic', 'anthropic-messages'],
  ['chat', 'chat-completions'],
])('%s', async (wireApi, module) => {
  await using server = await startRawServer((res) => res.writeHead(400).end('{}'));
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '-e', program(server.baseUrl, wireApi)],
    { cwd: resolve(models, '../..'), env: { PATH: process.env.PATH } },
  );
  const { before, after } = JSON.parse(stdout) as { before: string[]; after: string[] };
  expect(before.filter((url) => ofWires.test(url))).toEqual([]);
  expect(after.flatMap((url) => ofWires.exec(url)?.[1] ?? [])).toEqual([module]);
  // Schemas are for tests; types of them cost nothing.
  expect(after.filter((url) => url.includes('typebox'))).toEqual([]);
});
