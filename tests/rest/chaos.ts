// Random client cuts, proxy cuts and SIGKILLs while turns run: what several clients pieced together over all of it is
// complete, ordered, without duplicates, and the same. Used by the bounded test and by `npm run chaos`.
import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { functionCall, message } from '@codex/testkit/ev.ts';
import { type MockAnswer, reply } from '@codex/testkit/mock-model-server.ts';
import { type EventLog, RestClient, type SseEvent } from './client.ts';
import type { Site } from './harness.ts';

export interface ChaosResult {
  readonly runs: Readonly<Record<Act, number>>;
  readonly events: number;
  /** What is wrong; empty when all is well. */
  readonly problems: readonly string[];
}

const acts = ['clientCut', 'proxyCut', 'kill'] as const;
type Act = (typeof acts)[number];

/** Enough turns for so many acts. */
export function chaosAnswers(count: number): MockAnswer[] {
  return Array.from({ length: count }, (_, n) => [
    reply(functionCall('exec_command', { cmd: `echo ${n}` }, `call_${n}`)),
    reply(message(`answer ${n}`, { deltas: Array.from({ length: 12 }, (_, i) => `${i} `) })),
  ]).flat();
}

/** A small generator, so that a run can be repeated by its seed. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

export async function runChaos(site: Site, count: number, random: () => number): Promise<ChaosResult> {
  const runs: Record<Act, number> = { clientCut: 0, proxyCut: 0, kill: 0 };
  const proxy = await startProxy();
  proxy.target = await site.start();
  const threadId = await proxy.target.thread({ cwd: site.home.cwd });
  await finishTurn(proxy.target, threadId);
  const watchers = [
    new Watcher(proxy, threadId, true),
    new Watcher(proxy, threadId, false),
    new Watcher(proxy, threadId, true),
  ];
  try {
    for (let n = 0; n < count; n += 1) {
      // Work goes on while things break; a turn that is cut is part of the play.
      const turn = proxy.target.turn(threadId, 'go').catch(() => {});
      const act: Act = random() < 0.05 ? 'kill' : random() < 0.5 ? 'clientCut' : 'proxyCut';
      runs[act] += 1;
      await delay(random() * 25);
      if (act === 'kill') {
        await site.kill();
        proxy.target = await site.start();
      } else if (act === 'proxyCut') proxy.cut();
      else await watchers[Math.floor(random() * watchers.length)]?.cut();
      await turn;
    }
    await finishTurn(proxy.target, threadId);
    const head = await lastId(proxy.target, threadId);
    await Promise.all(watchers.map((watcher) => watcher.until(head)));
    const told = await proxy.target.get(`/api/v2/threads/${threadId}?include_turns=true`);
    const problems = watchers.flatMap((watcher, n) =>
      problemsOf(watcher.received).map((problem) => `client ${n}: ${problem}`),
    );
    problems.push(...differences(watchers.map((watcher) => watcher.received)));
    problems.push(...untold(watchers[0]?.received ?? [], told.body));
    return { runs, events: watchers[0]?.received.length ?? 0, problems };
  } finally {
    for (const watcher of watchers) watcher.stop();
    proxy.close();
  }
}

/** A turn that comes to its end, however often one before it is still there. */
async function finishTurn(client: RestClient, threadId: string): Promise<void> {
  const stream = await client.events(threadId);
  const turnId = await client.turn(threadId, 'go');
  await stream.until(({ event, data }) => event === 'turn/completed' && data.turn_id === turnId);
  await stream.close();
}

async function lastId(client: RestClient, threadId: string): Promise<number> {
  const stream = await client.events(threadId);
  await stream.until('turn/completed');
  const id = numberOf(stream.events.findLast((event) => event.id !== undefined));
  await stream.close();
  return id;
}

function numberOf(event: SseEvent | undefined): number {
  return Number(event?.id?.split('-')[1]);
}

interface Proxy {
  target: RestClient;
  readonly port: number;
  cut(): void;
  close(): void;
}

/** Passes bytes to wherever the server is now; `cut` breaks all connections in the middle. */
async function startProxy(): Promise<Proxy> {
  const sockets = new Set<Socket>();
  const proxy = { target: new RestClient('http://127.0.0.1:1', ''), port: 0 } as Proxy & { port: number };
  const server: Server = createServer((near) => {
    const far = createConnection(Number(new URL(proxy.target.url).port), '127.0.0.1');
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  proxy.port = typeof address === 'object' && address ? address.port : 0;
  proxy.cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  proxy.close = () => {
    proxy.cut();
    server.close();
  };
  return proxy;
}

/** A client that always comes back with the last id it got. */
class Watcher {
  readonly received: SseEvent[] = [];
  readonly #proxy: Proxy;
  readonly #threadId: string;
  readonly #throughProxy: boolean;
  #stream: EventLog | undefined;
  #stopped = false;

  constructor(proxy: Proxy, threadId: string, throughProxy: boolean) {
    this.#proxy = proxy;
    this.#threadId = threadId;
    this.#throughProxy = throughProxy;
    void this.#run();
  }

  async cut(): Promise<void> {
    await this.#stream?.close();
  }

  stop(): void {
    this.#stopped = true;
    void this.#stream?.close();
  }

  async until(number: number): Promise<void> {
    while (numberOf(this.received.at(-1)) < number) await delay(10);
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      try {
        const { url, token } = this.#proxy.target;
        const client = new RestClient(this.#throughProxy ? `http://127.0.0.1:${this.#proxy.port}` : url, token);
        const first = this.received.at(-1)?.id ?? '';
        const stream = await client.events(this.#threadId, first);
        this.#stream = stream;
        const take = (event: SseEvent) => {
          if (event.id !== undefined) this.received.push(event);
        };
        stream.events.forEach(take);
        stream.onEvent = take;
        await stream.ended;
      } catch {
        // The server is not there yet.
      }
      await delay(5);
    }
  }
}

function problemsOf(events: readonly SseEvent[]): string[] {
  const problems: string[] = [];
  const epochs = new Set(events.map(({ id }) => id?.split('-')[0]));
  if (epochs.size !== 1) problems.push(`${epochs.size} logs`);
  for (const [n, event] of events.entries()) {
    if (n > 0 && numberOf(event) !== numberOf(events[n - 1]) + 1)
      problems.push(`${event.id} after ${events[n - 1]?.id}`);
  }
  const lifecycle = events
    .filter(({ event }) => /^(turn|item)\/(started|completed)$/.test(event))
    .map(({ event, data }) => `${event} ${data.turn_id} ${data.item_id ?? ''}`);
  const seen = new Set<string>();
  for (const each of lifecycle) {
    if (seen.has(each)) problems.push(`twice: ${each}`);
    seen.add(each);
  }
  const turns = (name: string) => events.filter(({ event }) => event === name).map(({ data }) => data.turn_id);
  const [started, completed] = [turns('turn/started'), turns('turn/completed')];
  if (JSON.stringify(started) !== JSON.stringify(completed))
    problems.push('turns that began and turns that ended differ');
  return problems;
}

/** Of what each saw from the first number that all saw. */
function differences(lists: ReadonlyArray<readonly SseEvent[]>): string[] {
  const from = Math.max(...lists.map((list) => numberOf(list[0])));
  const texts = lists.map((list) => JSON.stringify(list.filter((event) => numberOf(event) >= from)));
  return texts.every((text) => text === texts[0]) ? [] : ['the clients saw different events'];
}

interface ThreadBody {
  readonly thread?: { readonly turns: ReadonlyArray<{ id: string; items: ReadonlyArray<{ id: string }> }> };
}

/** What the thread kept and the events did not tell. */
function untold(events: readonly SseEvent[], body: Record<string, unknown>): string[] {
  const told = new Set(
    events.filter(({ event }) => event === 'item/completed').map(({ data }) => `${data.turn_id} ${data.item_id}`),
  );
  const firstTurn = events.find(({ event }) => event === 'turn/started')?.data.turn_id;
  const turns = (body as ThreadBody).thread?.turns ?? [];
  const from = turns.findIndex((turn) => turn.id === firstTurn);
  const kept = turns.slice(Math.max(0, from)).flatMap((turn) => turn.items.map((item) => `${turn.id} ${item.id}`));
  return kept.filter((item) => !told.has(item)).map((item) => `never told complete: ${item}`);
}
