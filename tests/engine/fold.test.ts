// What followers are told adds up to what reading gives: folding all notifications of a thread equals thread/read when
// no turn runs, for any conversation, interrupts and failures included; and so does reading after a restart. Only
// commands that never ran are told and not kept.
import { setTimeout as sleep } from 'node:timers/promises';
import { applyNotification } from '@codex/protocol/apply-notification.ts';
import type { Thread } from '@codex/protocol/thread/thread.ts';
import { functionCall, message, type OutputItem, reasoning, response } from '@codex/testkit/ev.ts';
import { type MockAnswer, type MockModel, reply } from '@codex/testkit/mock-model-server.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Bench, beginTurn, createBench, dropped, hanging, openScene, type Scene } from './harness.ts';

const text = fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' });
const item = fc.oneof(
  text.map((words) => ({ kind: 'message' as const, words })),
  fc.array(text, { maxLength: 3 }).map((parts) => ({ kind: 'reasoning' as const, parts })),
  fc.constantFrom('echo out', 'echo err >&2; exit 3', 'printf x > made').map((cmd) => ({ kind: 'exec' as const, cmd })),
  fc.constant({ kind: 'unknown' as const }),
);
const step = fc.record({
  items: fc.array(item, { maxLength: 4 }),
  end: fc.constantFrom('complete', 'complete', 'complete', 'drop', 'fail', 'interrupt'),
  status: fc.constantFrom('accept', 'decline'),
});
type Item = typeof item extends fc.Arbitrary<infer T> ? T : never;
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function outputItem(made: Item, index: number): OutputItem {
  const callId = `call_${index}`;
  if (made.kind === 'message') return message(made.words, { deltas: [...made.words] });
  if (made.kind === 'reasoning') return reasoning(made.parts);
  if (made.kind === 'exec') return functionCall('exec_command', { cmd: made.cmd }, callId);
  return functionCall('no_such_tool', {}, callId);
}

/** Call ids differ between responses, as those of real models do. */
function answersOf(steps: readonly Step[]): MockAnswer[] {
  return steps.flatMap(({ items, end }, n): MockAnswer[] => {
    const outputs = items.map((made, index) => outputItem(made, n * 100 + index));
    const events = response(`r${n}`, outputs);
    const calls = items.some(({ kind }) => kind === 'exec' || kind === 'unknown');
    if (end === 'fail') return [{ status: 400, body: { error: { message: 'no' } } }];
    if (end === 'drop') return [dropped(events.slice(0, -1))];
    if (end === 'interrupt') return [hanging(events.slice(0, -1))];
    return [reply(...outputs), ...(calls ? [reply(message(`end ${n}`))] : [])];
  });
}

async function play(scene: Scene, model: MockModel, { end, status }: Step, n: number): Promise<void> {
  const { engine, thread, witness } = scene;
  const ended = witness.turnEnd();
  const asked = model.request(model.requests.length + 1);
  const turnId = beginTurn(scene, `say ${n}`);
  witness.onEntry = ({ message }) => {
    if ('id' in message) queueMicrotask(() => engine.answer(message.id, { result: { decision: status } }));
  };
  if (end === 'interrupt') {
    // Not earlier: the answer of this turn must not be left to the next one.
    await asked;
    await sleep(10 * n);
    thread.interruptTurn({ threadId: thread.id, turnId }).begin();
  }
  await ended;
}

function folded({ start, witness }: Scene): Thread {
  const thread = structuredClone(start);
  for (const { message } of witness.entries) if (!('id' in message)) applyNotification(thread, message);
  for (const turn of thread.turns) {
    turn.items = turn.items.filter((one) => one.type !== 'commandExecution' || one.status !== 'declined');
  }
  return thread;
}

async function checkConversation(bench: Bench, steps: readonly Step[]): Promise<void> {
  const scene = await openScene(bench, { approvalPolicy: 'untrusted' });
  const threadId = scene.thread.id;
  for (const [n, one] of steps.entries()) await play(scene, bench.model, one, n);
  const live = await scene.engine.threads.read({ threadId, includeTurns: true });
  const { turns, status, name } = folded(scene);
  expect({ turns, status, name }).toEqual({ turns: live.thread.turns, status: live.thread.status, name: null });
  const later = await bench.restart();
  const stored = await later.threads.read({ threadId, includeTurns: true });
  expect(stored.thread.turns).toEqual(live.thread.turns);
}

test('for any conversation', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 3 }), async (steps) => {
      const bench = await createBench(answersOf(steps));
      await checkConversation(bench, steps);
    }),
    { numRuns: 25 },
  );
});
