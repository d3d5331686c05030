// A sample of the same changes sent to the official program: it takes what our decoder takes, and refuses the rest in
// the same words.
import { spawn } from 'node:child_process';
import { createTestHome } from '@codex/testkit/codex-home.ts';
import { expect, it, onTestFinished } from 'vitest';
import { officialCodex } from '../../scripts/peers.ts';
import { type Client, stdioClient } from '../app-server/harness.ts';
import { diceOf, mutate } from './mutate.ts';
import { collectKinds } from './samples.ts';

const count = 200;

/** Methods that only read, or that want a thread: none of those named exists. Nothing reaches beyond the home. */
const harmless =
  /^(thread\/(?!start|resume|fork|search|loaded)|turn\/|review\/|threadSection\/|project\/list|collaborationMode\/|model\/list|modelProvider\/(list|capabilities)|experimentalFeature\/list|permissionProfile\/)/;

/**
 * Known and left: whole numbers beyond 64 bits, which JavaScript does not keep as they were written; and objects written
 * as lists that are too short, because our schemas do not tell which nullable fields have a default.
 */
function isBeyondUs(params: unknown, told: string | undefined): boolean {
  return /[^.\d]-?\d{19,}/.test(` ${JSON.stringify(params)}`) || /^invalid length/.test(told ?? '');
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

it(`agrees with the official program on ${count} changed requests`, { timeout: 120_000 }, async ({ skip }) => {
  const program = officialCodex();
  if (program === undefined) return skip('the official binary is not installed. Run: npm run setup');
  const client = await officialClient(program);
  const kinds = collectKinds().filter(({ part, method }) => part === 'params' && harmless.test(method));
  const dice = diceOf(Number(process.env.FUZZ_SEED ?? 1));
  const disagreements: unknown[] = [];
  for (let i = 0; i < count; i++) {
    const kind = kinds[dice(kinds.length)] as (typeof kinds)[number];
    const params = mutate(kind.values[dice(kind.values.length)], dice);
    const ours = kind.read(params);
    const told = 'error' in ours ? ours.error : undefined;
    if (isBeyondUs(params, told)) continue;
    const { error } = await client.request(kind.method, params);
    const theirs = error?.message.match(/^Invalid request: (.*)$/s)?.[1];
    if (theirs !== told) disagreements.push({ method: kind.method, params, ours: told, theirs });
  }
  expect(disagreements).toEqual([]);
});
