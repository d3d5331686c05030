// A server that is killed: starts a turn on the directories it is given and reports every completed item.
import { beginTurn, client, openEngine, Witness } from './harness.ts';

const [home = '', cwd = ''] = process.argv.slice(2);
const engine = await openEngine({ home, cwd });
const started = await engine.threads.start({}, client);
const witness = new Witness();
witness.onEntry = ({ message }) => {
  const event =
    message.method === 'item/completed' ? { completed: message.params.item.id } : { method: message.method };
  process.stdout.write(`${JSON.stringify({ threadId: started.thread.id, ...event })}\n`);
};
started.thread.follow(witness);
started.begin();
const { thread } = started;
beginTurn({ engine, thread, witness, start: started.response.thread }, 'go');
