// Random conversations with an app server that is killed at random moments: whatever a client had been told by then is
// told again after the restart, once and in its order. Used by the bounded test and by `npm run chaos`.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { customToolCall, functionCall, message, type OutputItem, reasoning, response } from '@codex/testkit/ev.ts';
import type { ModelAnswer, ModelRequest } from '@codex/testkit/model-server.ts';
import { type Client, type Received, serverEnv, stdioClient } from '../app-server/harness.ts';

export type Random = () => number;

interface Site {
  readonly home: { readonly home: string; readonly cwd: string };
}

export interface KillsOptions {
  readonly site: Parameters<typeof serverEnv>[0] & Site;
  /** The file that starts the command. */
  readonly entry: string;
  readonly kills: number;
  readonly random: Random;
}

export interface KillsResult {
  /** What clients had been told and was looked for. */
  readonly items: number;
  readonly turns: number;
  readonly decisions: number;
  /** What is wrong; empty when all is well. */
  readonly problems: readonly string[];
}

/** Threads that are talked in at once, and how many lives of the server each of them sees. */
const threadsAtOnce = 3;
const livesOfThread = 12;
/** The longest life after the threads are there again. */
const lifeMs = 250;

interface Item {
  readonly id: string;
  readonly type: string;
  readonly status?: string;
  readonly source?: string;
}

/** Commands that never came to run are told to those who watch, and not kept. */
function isKept({ type, source }: Item): boolean {
  return type !== 'commandExecution' || source !== 'agent';
}

interface Turn {
  readonly id: string;
  readonly status: string;
  readonly items: readonly Item[];
}

/** What a client was told of one thread. */
class Witness {
  readonly threadId: string;
  readonly items: Array<{ turnId: string; item: Item }> = [];
  readonly turns: Array<{ id: string; status: string }> = [];
  /** As far as they were asked for; one that nobody was told of yet may have been kept already. */
  readonly names: string[] = [];
  #name: string | null = null;
  lives = 0;

  constructor(threadId: string) {
    this.threadId = threadId;
  }

  take(messages: readonly Received[]): void {
    for (const { method, params } of messages) {
      if (method === 'item/completed') this.items.push({ turnId: params.turnId, item: params.item });
      else if (method === 'turn/completed') this.turns.push({ id: params.turn.id, status: params.turn.status });
      else if (method === 'thread/name/updated') this.#name = params.threadName;
    }
  }

  /** What of it is not told again as it was. */
  problems(told: readonly Turn[], name: string | null): string[] {
    const turns = new Map(told.map((turn) => [turn.id, turn]));
    const running = told.filter(({ status }) => status === 'inProgress').map(({ id }) => `${id} still runs`);
    const ends = this.turns
      .filter(({ id, status }) => turns.get(id)?.status !== status)
      .map(({ id, status }) => `turn ${id} was ${status}, is ${turns.get(id)?.status}`);
    const kept = this.items.filter(({ item }) => isKept(item));
    const items = kept.flatMap(({ turnId, item }) => {
      const found = turns.get(turnId)?.items.filter(({ id }) => id === item.id) ?? [];
      if (found.length !== 1) return [`${item.type} ${item.id} is there ${found.length} times`];
      return isDeepStrictEqual(found[0], item)
        ? []
        : [`${item.type} ${item.id} is another: ${JSON.stringify(found[0])}`];
    });
    const twice = turns.size < told.length ? ['a turn is there twice'] : [];
    const order = told.flatMap((turn) => turn.items.map(({ id }) => `${turn.id} ${id}`));
    const places = kept.map(({ turnId, item }) => order.indexOf(`${turnId} ${item.id}`));
    const inTurns = Map.groupBy(places.keys(), (n) => kept[n]?.turnId);
    const isOrdered = [...inTurns.values()].every((ns) =>
      ns.every((n, i) => i === 0 || at(places, n) > at(places, ns[i - 1])),
    );
    const isNamed = this.#name === null || this.names.indexOf(name ?? '') >= this.names.indexOf(this.#name);
    const named = isNamed ? [] : [`the name was ${this.#name}, is ${name}`];
    return [...running, ...ends, ...items, ...twice, ...named, ...(isOrdered ? [] : ['items changed their order'])];
  }
}

function at(places: readonly number[], n: number | undefined): number {
  return places[n ?? -1] ?? -1;
}

/** Says something at random to each request; what it has run leaves a mark, so that nothing runs twice. */
export function randomModel(random: Random, marks: string): (request: ModelRequest) => ModelAnswer {
  mkdirSync(marks, { recursive: true });
  const pieces: ReadonlyArray<(n: number) => OutputItem[]> = [
    (n) => [message(`answer ${n}`, { deltas: Array.from({ length: 8 }, (_, i) => `${i} `) })],
    (n) => [reasoning([`thought ${n}`]), message(`so ${n}`)],
    (n) => [functionCall('exec_command', { cmd: `echo ${n} >> ${marks}/call_${n}` }, `call_${n}`)],
    (n) => [
      functionCall('exec_command', { cmd: `echo ${n} >> ${marks}/call_${n}` }, `call_${n}`),
      functionCall('exec_command', { cmd: `echo ${n} >> ${marks}/more_${n}; exit 3` }, `more_${n}`),
    ],
    (n) => [
      customToolCall('apply_patch', `*** Begin Patch\n*** Add File: f${n}\n+${n}\n*** End Patch\n`, `patch_${n}`),
    ],
  ];
  return ({ n }) => {
    if (random() < 0.04) return { status: 400, body: { error: { message: `refused ${n}` } } };
    const piece = pieces[Math.floor(random() * pieces.length)] ?? pieces[0];
    const events = response(`resp_${n}`, piece?.(n) ?? []);
    // biome-ignore lint/suspicious/noThenProperty: the model server's word for what follows the events
    return random() < 0.1 ? { events: events.slice(0, Math.ceil(events.length / 2)), then: 'hang' } : { events };
  };
}

export async function runKills(options: KillsOptions): Promise<KillsResult> {
  const { kills, random, site } = options;
  const seen: Witness[] = [];
  const problems: string[] = [];
  let decisions = 0;
  let witnesses: Witness[] = [];
  for (let n = 0; n <= kills && problems.length === 0; n += 1) {
    const life = new Life(options);
    await life.client.initialize();
    witnesses = await life.takeUp(witnesses, problems);
    if (n === kills) return life.kill().then(() => resultOf(seen, decisions, problems));
    while (witnesses.length < threadsAtOnce) {
      const witness = await life.begin();
      witnesses.push(witness);
      seen.push(witness);
    }
    const over = Promise.race([delay(random() * lifeMs), once(life.child, 'exit')]);
    await Promise.race([over, Promise.all(witnesses.map((witness) => life.talk(witness, over)))]);
    await life.kill();
    for (const witness of witnesses) witness.take(life.toldOf(witness.threadId));
    decisions += life.decisions;
    problems.push(...ranTwice(path.join(site.home.cwd, 'marks'), witnesses));
  }
  return resultOf(seen, decisions, problems);
}

function resultOf(seen: readonly Witness[], decisions: number, problems: readonly string[]): KillsResult {
  const count = (of: (witness: Witness) => number) => seen.reduce((sum, witness) => sum + of(witness), 0);
  return { items: count(({ items }) => items.length), turns: count(({ turns }) => turns.length), decisions, problems };
}

/** One life of the server, with one client. */
class Life {
  readonly child: ChildProcess;
  readonly client: Client;
  readonly #options: KillsOptions;
  decisions = 0;

  constructor(options: KillsOptions) {
    const { site, entry } = options;
    this.#options = options;
    this.child = spawn(process.execPath, [entry, 'app-server'], {
      cwd: site.home.cwd,
      env: serverEnv(site),
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    this.child.stdin?.on('error', () => {});
    this.client = stdioClient(this.child);
  }

  /** What came out of the pipe counts as seen. */
  async kill(): Promise<void> {
    const closed = once(this.child, 'close');
    this.child.kill('SIGKILL');
    await closed;
  }

  toldOf(threadId: string): Received[] {
    return this.client.received.filter(({ params, method }) => method !== undefined && params?.threadId === threadId);
  }

  async begin(): Promise<Witness> {
    const approvalPolicy = this.#options.random() < 0.5 ? 'untrusted' : 'never';
    const historyMode = 'paginated';
    return new Witness(await this.client.thread({ approvalPolicy, historyMode, sandbox: 'danger-full-access' }));
  }

  /** Those that go on; of each, what it was told must be told again. A thread that nobody was told of may be gone. */
  async takeUp(witnesses: readonly Witness[], problems: string[]): Promise<Witness[]> {
    const kept: Witness[] = [];
    for (const witness of witnesses) {
      const { threadId, items } = witness;
      const { result, error } = await this.#resume(threadId);
      const found = error
        ? items.map(({ item }) => `${item.type} ${item.id} is lost: ${error.message}`)
        : witness.problems(await this.#turnsOf(threadId), result.thread.name);
      problems.push(...found.map((problem) => `${threadId}: ${problem}`));
      witness.lives += 1;
      if (!error && witness.lives < livesOfThread) kept.push(witness);
    }
    return kept;
  }

  /** On a machine that is very busy, the lock of a killed server may be held a while by a child it was just starting. */
  async #resume(threadId: string): Promise<Received> {
    for (let tries = 20; ; tries -= 1) {
      const answer = await this.client.request('thread/resume', { threadId, excludeTurns: true });
      if (tries === 0 || !answer.error?.message.includes('already has an active writer')) return answer;
    }
  }

  async #turnsOf(threadId: string): Promise<Turn[]> {
    const turns: Turn[] = [];
    let cursor: string | null = null;
    do {
      const page = { threadId, itemsView: 'full', sortDirection: 'asc', limit: 50, cursor };
      const { result, error } = await this.client.request('thread/turns/list', page);
      if (error) return turns;
      turns.push(...result.data);
      cursor = result.nextCursor;
    } while (cursor !== null);
    return turns;
  }

  /** Says and does things at random until the life is over. */
  async talk({ threadId, names }: Witness, over: Promise<unknown>): Promise<void> {
    const { random } = this.#options;
    let isOver = false;
    void over.then(() => {
      isOver = true;
    });
    this.#decide(threadId, () => isOver);
    while (!isOver) {
      const turn = await Promise.race([this.client.turn(threadId, `say ${random()}`), over]);
      const turnId = (turn as Received | undefined)?.result?.turn?.id;
      if (random() < 0.15) this.#send('turn/interrupt', { threadId, turnId });
      if (random() < 0.1) {
        const name = `name ${random()}`;
        names.push(name);
        this.#send('thread/name/set', { threadId, name });
      }
      if (random() < 0.1) this.#send('thread/shellCommand', { threadId, command: 'echo shell' });
      const ended = this.client.notification('turn/completed', ({ params }) => params.turn.id === turnId);
      await Promise.race([ended, delay(random() * 60), over]);
      if (random() < 0.05) this.#send('thread/compact/start', { threadId });
    }
  }

  #send(method: string, params: unknown): void {
    void this.client.request(method, params);
  }

  /** Answers what is asked in this thread. */
  async #decide(threadId: string, isOver: () => boolean): Promise<void> {
    const { random } = this.#options;
    const answered = new Set<unknown>();
    while (!isOver()) {
      const isNew = ({ id, method, params }: Received) =>
        method !== undefined && id !== undefined && params.threadId === threadId && !answered.has(id);
      const { id } = await this.client.find(isNew);
      answered.add(id);
      this.decisions += 1;
      this.client.send({ id, result: { decision: random() < 0.6 ? 'accept' : 'decline' } });
    }
  }
}

/** Commands ran once, those that were declined never. */
function ranTwice(marks: string, witnesses: readonly Witness[]): string[] {
  return witnesses.flatMap(({ items }) =>
    items.flatMap(({ item: { id, status, type } }) => {
      if (type !== 'commandExecution' || !/^(call|more)_/.test(id)) return [];
      const mark = path.join(marks, id);
      const times = existsSync(mark) ? readFileSync(mark, 'utf8').trim().split('\n').length : 0;
      if (status === 'declined') return times === 0 ? [] : [`${id} was declined and ran`];
      return times <= 1 ? [] : [`${id} ran ${times} times`];
    }),
  );
}
