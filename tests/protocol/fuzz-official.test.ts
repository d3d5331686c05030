// A sample of the same changes sent over the wire, to our server and to the official one: both answer each, take what our
// decoder takes, and refuse the rest in the same words.
import { spawn } from 'node:child_process';
import { createTestHome } from '@codex/testkit/codex-home.ts';
import { expect, it, onTestFinished } from 'vitest';
import { officialCodex } from '../../scripts/peers.ts';
import { type Client, createSite, spawnServer, stdioClient } from '../app-server/harness.ts';
import { decodingDifferences } from './intended-differences.ts';
import { diceOf, mutate } from './mutate.ts';
import { collectKinds, type Kind } from './samples.ts';

const count = 200;

/** Methods that only read, or that want a thread: none of those named exists. Nothing reaches beyond the home. */
const harmless =
  /^(thread\/(?!start|resume|fork|search$|loaded)|turn\/|review\/|threadSection\/|project\/|collaborationMode\/|model\/list|modelProvider\/(list|capabilities)|experimentalFeature\/list|permissionProfile\/|environment\/(info|status)|memory\/status|mock\/)/;

const kinds = collectKinds().filter(({ part, method }) => part === 'params' && harmless.test(method));
const dice = diceOf(Number(process.env.FUZZ_SEED ?? 1));

interface Sample {
  readonly method: string;
  readonly params: unknown;
  /** Undefined: we take it. */
  readonly refusal: string | undefined;
}

/** One more changed request that no known difference concerns. */
function nextSample(): Sample {
  for (;;) {
    const { method, values, read } = kinds[dice(kinds.length)] as Kind;
    const params = mutate(values[dice(values.length)], dice);
    const decoded = read(params);
    const refusal = 'error' in decoded ? decoded.error : undefined;
    const isKnown = Object.values(decodingDifferences).some((difference) => difference.concerns(params, refusal));
    if (!isKnown) return { method, params, refusal };
  }
}

async function officialClient(program: string): Promise<Client> {
  const home = await createTestHome('http://127.0.0.1:9');
  const env = { ...process.env, CODEX_HOME: home.home, HOME: home.home };
  const child = spawn(program, ['app-server'], { cwd: home.cwd, env, stdio: ['pipe', 'pipe', 'ignore'] });
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await home.remove();
  });
  const client = stdioClient(child);
  await client.initialize();
  return client;
}

const samples = Array.from({ length: count }, nextSample);

/** Samples about which a server and our decoder are not of one mind. */
async function disagreements(client: Client): Promise<unknown[]> {
  const found: unknown[] = [];
  for (const { method, params, refusal } of samples) {
    const { error } = await client.request(method, params);
    const theirs = error?.message.match(/^Invalid request: (.*)$/s)?.[1];
    if (theirs !== refusal) found.push({ method, params, decoder: refusal, server: theirs });
  }
  return found;
}

it(`our server answers ${count} changed requests`, { timeout: 120_000 }, async () => {
  const client = stdioClient(spawnServer(await createSite()));
  await client.initialize();
  expect(await disagreements(client)).toEqual([]);
});

it(`the official server answers them as ours does`, { timeout: 120_000 }, async ({ skip }) => {
  const program = officialCodex();
  if (program === undefined) return skip('the official binary is not installed. Run: npm run setup');
  expect(await disagreements(await officialClient(program))).toEqual([]);
});
