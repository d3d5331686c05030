// `npm run chaos`: the long version of the tests that break things while a server works. CHAOS_RUNS, RACE_ROUNDS, KILLS
// and CHAOS_SEED change how long and which.
import { runNode } from './run.ts';

const env = { CHAOS_RUNS: '2000', RACE_ROUNDS: '500', KILLS: '1000', ...process.env };
const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'integration'];
const tests = ['tests/rest/chaos', 'tests/rest/approval-race', 'tests/rollouts/kills'];
const { status } = await runNode([...vitest, ...tests], { env, show: true });
process.exitCode = status;
