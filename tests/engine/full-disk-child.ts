// A server whose files may not grow any further: runs two turns and reports how they ended, then reads the thread back.
import { client, openEngine, say, Witness } from './harness.ts';

const [home = '', cwd = ''] = process.argv.slice(2);
const engine = await openEngine({ home, cwd });
const started = await engine.threads.start({}, client);
const { thread } = started;
const witness = new Witness();
thread.follow(witness);
started.begin();
const scene = { engine, thread, witness, start: started.response.thread };
const turns = [];
for (const words of ['first', 'second', 'third']) turns.push(await say(scene, words));
const read = await engine.threads.read({ threadId: thread.id, includeTurns: true });
process.stdout.write(JSON.stringify({ turns, read: read.thread.turns, status: read.thread.status }));
await engine.close();
