// An engine on a scripted model, in throw-away directories, and somebody who follows a thread and remembers everything.
import { createEngine } from '@codex/engine/create-engine.ts';
import type { Engine, EngineOptions, LiveThread } from '@codex/engine/engine.ts';
import type { Entry, Follower } from '@codex/engine/entry.ts';
import type { ServerNotification, ServerNotificationMethod, ServerRequest } from '@codex/protocol/methods.ts';
import type { ThreadStartParams } from '@codex/protocol/thread/start.ts';
import type { Thread } from '@codex/protocol/thread/thread.ts';
import type { Turn } from '@codex/protocol/turn/turn.ts';
import { createTestHome, type TestHome, type TestHomeOptions } from '@codex/testkit/codex-home.ts';
import { type MockAnswer, type MockModel, startMockModel } from '@codex/testkit/mock-model-server.ts';
import type { ModelEvent } from '@codex/testkit/responses-server.ts';
import { onTestFinished } from 'vitest';

export const client = { name: 'tests', userAgent: 'tests/1.0' };

export interface Bench {
  readonly model: MockModel;
  readonly home: TestHome;
  /** A new engine on the same directories; the one before is closed. */
  restart(options?: Partial<EngineOptions>): Promise<Engine>;
}

/** Everything is closed and removed when the running test is over. */
export async function createBench(answers: readonly MockAnswer[], options: TestHomeOptions = {}): Promise<Bench> {
  const model = await startMockModel(...answers);
  const home = await createTestHome(model.baseUrl, options);
  let engine: Engine | undefined;
  onTestFinished(async () => {
    await engine?.close();
    await model.close();
    await home.remove();
  });
  return {
    model,
    home,
    async restart(options) {
      await engine?.close();
      engine = await openEngine(home, options);
      return engine;
    },
  };
}

export function openEngine(home: Pick<TestHome, 'home' | 'cwd'>, more: Partial<EngineOptions> = {}): Promise<Engine> {
  const env = { PATH: process.env.PATH, HOME: home.home };
  const options = { codexHome: home.home, cwd: home.cwd, overrides: [], strictConfig: false, version: '0.169.0' };
  return createEngine({ ...options, env, ...more });
}

/** Follows a thread; `entries` are in the order of the commits. */
export class Witness implements Follower {
  readonly entries: Entry[] = [];
  /** Called inside each commit. */
  onEntry: (entry: Entry) => void = () => {};
  pressure: () => Promise<void> | undefined = () => undefined;
  readonly #waiting: Array<{ matches: (entry: Entry) => boolean; resolve: (entry: Entry) => void }> = [];

  push(entry: Entry): void {
    this.entries.push(entry);
    this.onEntry(entry);
    for (const waiter of this.#waiting.filter(({ matches }) => matches(entry))) {
      this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
      waiter.resolve(entry);
    }
  }

  get methods(): string[] {
    return this.entries.map(({ message }) => message.method);
  }

  /** What has come of one kind. */
  all<M extends ServerNotificationMethod>(method: M): Array<Extract<ServerNotification, { method: M }>['params']> {
    return this.entries.flatMap(({ message }) => (message.method === method ? [message.params as never] : []));
  }

  /** The next entry that matches, from now on. */
  next(matches: (entry: Entry) => boolean): Promise<Entry> {
    return new Promise((resolve) => void this.#waiting.push({ matches, resolve }));
  }

  async nextAsk(): Promise<ServerRequest> {
    return (await this.next(({ message }) => 'id' in message)).message as ServerRequest;
  }

  async turnEnd(): Promise<Turn> {
    const { message } = await this.next(({ message }) => message.method === 'turn/completed');
    return (message as Extract<ServerNotification, { method: 'turn/completed' }>).params.turn;
  }
}

export interface Scene {
  readonly engine: Engine;
  readonly thread: LiveThread;
  readonly witness: Witness;
  /** The thread as it was before the witness began. */
  readonly start: Thread;
}

export async function openScene(
  bench: Bench,
  params: ThreadStartParams = {},
  options: Partial<EngineOptions> = {},
): Promise<Scene> {
  const engine = await bench.restart(options);
  const started = await engine.threads.start(params, client);
  const witness = new Witness();
  const start = structuredClone(started.response.thread);
  started.thread.follow(witness);
  started.begin();
  return { engine, thread: started.thread, witness, start };
}

/** Starts a turn; resolves when it has ended. */
export async function say(scene: Scene, text: string): Promise<Turn> {
  const end = scene.witness.turnEnd();
  beginTurn(scene, text);
  return end;
}

/** Starts a turn; returns its id. */
export function beginTurn({ thread }: Scene, text: string): string {
  const turn = thread.startTurn({ threadId: thread.id, input: [{ type: 'text', text }] });
  turn.begin();
  return turn.response.turn.id;
}

/** Input of the last model request, without what precedes the conversation. */
export function conversation(model: MockModel): Array<Record<string, unknown>> {
  const input = (model.requests.at(-1)?.body?.input ?? []) as Array<Record<string, unknown>>;
  const isContext = (item: Record<string, unknown>) =>
    item.role === 'developer' || JSON.stringify(item.content ?? '').includes('<environment_context>');
  return input.filter((item) => !isContext(item));
}

/** A response that stays open after these events. */
export function hanging(events: Iterable<ModelEvent> = []): MockAnswer {
  // biome-ignore lint/suspicious/noThenProperty: the model server's word for what follows the events
  return { events, then: 'hang' };
}

/** A response that breaks off after these events. */
export function dropped(events: Iterable<ModelEvent>): MockAnswer {
  // biome-ignore lint/suspicious/noThenProperty: the model server's word for what follows the events
  return { events, then: 'drop' };
}

/** `answer` when the last thing said contains `words`, else `otherwise`: for turns that may end before they ask. */
export function whenSaid(words: string, answer: MockAnswer, otherwise: MockAnswer): MockAnswer {
  return (request) => {
    const input = (request.body?.input ?? []) as unknown[];
    const chosen = JSON.stringify(input.at(-1)).includes(words) ? answer : otherwise;
    return typeof chosen === 'function' ? chosen(request) : chosen;
  };
}
