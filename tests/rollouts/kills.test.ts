// The bounded version of `npm run chaos`. KILLS and CHAOS_SEED change how much and which, CHAOS_ENTRY which build.
import path from 'node:path';
import { createTestHome } from '@codex/testkit/codex-home.ts';
import { startResponsesServer } from '@codex/testkit/responses-server.ts';
import { expect, onTestFinished, test } from 'vitest';
import { entry } from '../app-server/harness.ts';
import { randomOf } from '../rest/chaos.ts';
import { randomModel, runKills } from './kills.ts';

const kills = Number(process.env.KILLS ?? 12);
const seed = Number(process.env.CHAOS_SEED ?? Date.now() % 1_000_000);

test(`${kills} kills, seed ${seed}: what clients were told is there, once, in order`, {
  timeout: 120_000 + kills * 10_000,
  retry: 0,
}, async () => {
  const random = randomOf(seed);
  let answer: ReturnType<typeof randomModel> | undefined;
  const model = await startResponsesServer((request) => answer?.(request) ?? { status: 500 });
  const home = await createTestHome(model.baseUrl);
  onTestFinished(async () => {
    await model.close();
    await home.remove();
  });
  answer = randomModel(random, path.join(home.cwd, 'marks'));
  const site = { home, model: model as never };
  const result = await runKills({ site, entry: process.env.CHAOS_ENTRY ?? entry, kills, random });
  console.log(`${kills} kills: ${result.items} items, ${result.turns} turns, ${result.decisions} decisions`);
  expect(result.problems).toEqual([]);
});
