// A server whose home cannot be written: lists and reads the thread that is there, goes on with it, begins another one.
import { client, openEngine, say, Witness } from './harness.ts';

const [home = '', cwd = '', threadId = ''] = process.argv.slice(2);
const engine = await openEngine({ home, cwd });
const { data } = await engine.threads.list({});
const { thread } = await engine.threads.read({ threadId, includeTurns: true });

async function tell(live: Parameters<typeof say>[0]['thread']) {
  const witness = new Witness();
  live.follow(witness);
  return say({ engine, thread: live, witness, start: thread }, 'go on');
}

const resumed = await tell((await engine.threads.resume({ threadId, excludeTurns: true }, client)).thread);
const begun = await tell((await engine.threads.start({}, client)).thread);
process.stdout.write(JSON.stringify({ listed: data.length, read: thread.turns.length, resumed, begun }));
await engine.close();
