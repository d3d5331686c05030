// An engine on a scripted provider of any wire, and one thread that is followed.
import type { EngineOptions } from '@codex/engine/engine.ts';
import type { ThreadItem } from '@codex/protocol/item/thread-item.ts';
import type { TurnStartParams } from '@codex/protocol/turn/start.ts';
import type { Turn } from '@codex/protocol/turn/turn.ts';
import { createTestHome, type TestHome, type TestHomeOptions } from '@codex/testkit/codex-home.ts';
import { type MockProvider, startMockProvider, type WireAnswer } from '@codex/testkit/mock-wire.ts';
import { expect, onTestFinished } from 'vitest';
import { client, openEngine, type Scene, Witness } from '../engine/harness.ts';
import type { WireUnderTest } from './wires.ts';

export interface TurnBench extends Scene {
  readonly provider: MockProvider;
  readonly home: TestHome;
  /** Starts a turn; resolves when it has ended. */
  say(text: string, more?: Partial<TurnStartParams>): Promise<Turn>;
  /** Completed items of one type, in order. */
  items<T extends ThreadItem['type']>(type: T): Array<Extract<ThreadItem, { type: T }>>;
}

export interface TurnBenchOptions extends TestHomeOptions {
  readonly engine?: Partial<EngineOptions>;
}

/** Everything is closed when the test is over, which fails when the provider had to refuse what it was asked. */
export async function openTurnBench(
  wire: WireUnderTest,
  answers: readonly WireAnswer[],
  { engine: more, ...options }: TurnBenchOptions = {},
): Promise<TurnBench> {
  const provider = await startMockProvider(wire, ...answers);
  const home = await createTestHome(provider.baseUrl, { model: wire.model, wireApi: wire.name, ...options });
  const engine = await openEngine(home, more);
  onTestFinished(async () => {
    await engine.close();
    await provider.close();
    await home.remove();
    expect(provider.problems).toEqual([]);
  });
  const started = await engine.threads.start({}, client);
  const witness = new Witness();
  const { thread } = started;
  const start = structuredClone(started.response.thread);
  thread.follow(witness);
  started.begin();
  return {
    ...{ provider, home, engine, thread, witness, start },
    say(text, params = {}) {
      const end = witness.turnEnd();
      thread.startTurn({ threadId: thread.id, input: [{ type: 'text', text }], ...params }).begin();
      return end;
    },
    items: (type) => witness.all('item/completed').flatMap(({ item }) => (item.type === type ? [item as never] : [])),
  };
}
