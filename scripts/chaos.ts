// `npm run chaos`: the long version of the tests that break things while the web server works. CHAOS_RUNS, RACE_ROUNDS
// and CHAOS_SEED change how long and which.
import { runNode } from './run.ts';

const env = { CHAOS_RUNS: '2000', RACE_ROUNDS: '500', ...process.env };
const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'integration'];
const { status } = await runNode([...vitest, 'tests/rest/chaos', 'tests/rest/approval-race'], { env, show: true });
process.exitCode = status;
