// `npm run chaos`: the long version of the tests that break things while a server works, and of those that flood it.
// CHAOS_RUNS, RACE_ROUNDS, KILLS, CODEX_CHAOS and CHAOS_SEED change how long and which.
import { runNode } from './run.ts';

const env = {
  CHAOS_RUNS: '2000',
  RACE_ROUNDS: '500',
  KILLS: '1000',
  CODEX_CHAOS: '200',
  FULL_LOAD: '1',
  ...process.env,
};
const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'integration'];
const disturbed = ['tests/rest/chaos', 'tests/rest/approval-race', 'tests/rollouts/kills', 'tests/sandbox/interrupts'];
const tests = [...disturbed, 'tests/engine/load'];
const { status } = await runNode([...vitest, ...tests], { env, show: true });
process.exitCode = status;
