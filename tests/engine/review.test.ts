// Reviews: what clients see of them, what the model hears of them, how they end.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyNotification } from '@codex/protocol/apply-notification.ts';
import type { ReviewTarget } from '@codex/protocol/review/start.ts';
import type { Turn } from '@codex/protocol/turn/turn.ts';
import { functionCall, message, reasoning, response } from '@codex/testkit/ev.ts';
import { reply } from '@codex/testkit/mock-model-server.ts';
import { expect, test } from 'vitest';
import { beginTurn, createBench, hanging, openScene, type Scene, say } from './harness.ts';
import { inputOf, textsOf, toolNamesOf } from './script.ts';

const INTERRUPTED = 'Review was interrupted. Please re-run /review and wait for it to complete.';

function beginReview({ thread }: Scene, target: ReviewTarget = { type: 'uncommittedChanges' }) {
  const review = thread.startReview({ threadId: thread.id, target });
  review.begin();
  return review.response;
}

const finding = {
  title: '[P1] Subtracts',
  body: 'It should add.',
  confidence_score: 1,
  priority: 1,
  code_location: { absolute_file_path: '/a.py', line_range: { start: 1, end: 2 } },
};
const findings = JSON.stringify({ findings: [finding], overall_explanation: 'Mend it.' });

test('the work of the reviewer is shown in the thread, its answer as findings, which the model hears of', async () => {
  const bench = await createBench([
    reply(
      reasoning(['hm']),
      message('looking', { phase: 'commentary' }),
      functionCall('exec_command', { cmd: 'echo diff' }, 'c1'),
    ),
    reply(message(findings)),
    reply(message('next')),
  ]);
  const scene = await openScene(bench);
  const { witness, thread } = scene;
  const end = witness.turnEnd();
  const { turn, reviewThreadId } = beginReview(scene);
  expect(reviewThreadId).toBe(thread.id);
  expect(turn.items).toMatchObject([{ type: 'userMessage', id: turn.id, content: [{ text: 'current changes' }] }]);
  const text = 'Mend it.\n\nReview comment:\n\n- [P1] Subtracts — /a.py:1-2\n  It should add.';
  expect(await end).toMatchObject({ id: turn.id, status: 'completed', items: [{ text }] });
  expect(witness.all('item/completed').map(({ item }) => item.type)).toEqual([
    'enteredReviewMode',
    'userMessage',
    'reasoning',
    'commandExecution',
    'exitedReviewMode',
    'agentMessage',
  ]);
  const everything = witness.entries.map(({ message }) => message.params as { threadId?: string });
  expect(new Set(everything.flatMap(({ threadId }) => threadId ?? []))).toEqual(new Set([thread.id]));
  expect(witness.methods).not.toContain('thread/tokenUsage/updated');
  expect(JSON.stringify(witness.entries)).not.toContain('confidence_score');

  await say(scene, 'thanks');
  const [first, , last] = bench.model.requests;
  expect(toolNamesOf(first)).toEqual([
    'exec_command',
    'write_stdin',
    'request_user_input',
    'apply_patch',
    'view_image',
  ]);
  expect(first?.headers).toMatchObject({ 'x-openai-subagent': 'review', 'x-codex-parent-thread-id': thread.id });
  expect(textsOf(last)).toEqual([expect.stringContaining(text.split('\n\n')[0] ?? ''), text, 'thanks']);
  expect(inputOf(last).map(({ type }) => type)).not.toContain('function_call');
});

test('the reviewer is told what to look at', async () => {
  const bench = await createBench(Array(4).fill(reply(message('fine'))));
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.invalid', ...args], { cwd: bench.home.cwd })
      .toString()
      .trim();
  git('init', '-q', '-b', 'main');
  writeFileSync(join(bench.home.cwd, 'a'), '1');
  git('add', 'a');
  git('commit', '-q', '-m', 'one');
  const base = git('rev-parse', 'HEAD');
  git('checkout', '-q', '-b', 'work');
  const scene = await openScene(bench);
  const targets: ReviewTarget[] = [
    { type: 'baseBranch', branch: ' main ' },
    { type: 'baseBranch', branch: '--output=/tmp/x' },
    { type: 'commit', sha: 'abcdef1234567', title: 'Tidy' },
    { type: 'custom', instructions: ' Look for bugs. ' },
  ];
  for (const target of targets) {
    const end = scene.witness.turnEnd();
    beginReview(scene, target);
    await end;
  }
  const hints = scene.witness
    .all('item/completed')
    .flatMap(({ item }) => (item.type === 'enteredReviewMode' ? [item.review] : []));
  expect(hints).toEqual([
    "changes against 'main'",
    "changes against '--output=/tmp/x'",
    'commit abcdef1: Tidy',
    'Look for bugs.',
  ]);
  const tasks = bench.model.requests.map((request) => textsOf(request).at(-1));
  expect(tasks[0]).toContain(`git diff ${base}`);
  expect(tasks[1]).toContain('upstream');
  expect(tasks[2]).toContain('commit abcdef1234567 ("Tidy")');
  expect(tasks[3]).toBe('Look for bugs.');
});

test.each([
  [{ type: 'custom', instructions: ' ' }, 'instructions must not be empty'],
  [{ type: 'baseBranch', branch: '' }, 'branch must not be empty'],
  [{ type: 'commit', sha: '\n' }, 'sha must not be empty'],
] as Array<[ReviewTarget, string]>)('%j is refused', async (target, why) => {
  const scene = await openScene(await createBench([]));
  expect(() => beginReview(scene, target)).toThrow(why);
});

test('an interrupt ends it under either id of its turn, with what it runs; it takes no words', async () => {
  const slow = functionCall('exec_command', { cmd: 'sleep 60' }, 'c1');
  const bench = await createBench([reply(slow), reply(message('next'))]);
  const scene = await openScene(bench);
  const { witness, thread } = scene;
  const running = witness.next(({ message }) => message.method === 'item/started' && message.params.item.id === 'c1');
  const { turn } = beginReview(scene);
  await running;
  const input = [{ type: 'text' as const, text: 'more' }];
  expect(() => thread.steerTurn({ threadId: thread.id, expectedTurnId: turn.id, input })).toThrow(
    'cannot steer a review turn',
  );
  expect(() => beginTurn(scene, 'more')).toThrow('ActiveTurnNotSteerable { turn_kind: Review }');
  const shownId = witness.all('turn/started').at(-1)?.turn.id ?? '';
  expect(shownId).not.toBe(turn.id);
  const end = witness.turnEnd();
  thread.interruptTurn({ threadId: thread.id, turnId: shownId }).begin();
  expect(await end).toMatchObject({ id: turn.id, status: 'interrupted', items: [] });
  expect(witness.all('item/completed').slice(-2)).toMatchObject([
    { item: { type: 'exitedReviewMode', review: 'Reviewer failed to output a response.' } },
    { item: { type: 'agentMessage', text: INTERRUPTED } },
  ]);
  expect(await say(scene, 'go')).toMatchObject({ items: [{ text: 'next' }] });
  expect(textsOf(bench.model.requests.at(-1)).join()).not.toContain('turn_aborted');
});

test('a reviewer that fails makes the turn fail; the thread goes on', async () => {
  const bench = await createBench([{ status: 500, body: {} }, reply(message('next'))]);
  const scene = await openScene(bench);
  const { witness } = scene;
  const end = witness.turnEnd();
  beginReview(scene);
  expect(await end).toMatchObject({ status: 'failed', error: { codexErrorInfo: 'internalServerError' } });
  expect(witness.all('error')).toHaveLength(1);
  expect(witness.all('item/completed').at(-1)).toMatchObject({ item: { text: INTERRUPTED } });
  expect(await say(scene, 'go')).toMatchObject({ status: 'completed' });
});

test('a review takes the place of the turn that runs', async () => {
  const halted = hanging(response('r', [message('half')]).slice(0, 3));
  const bench = await createBench([halted, reply(message(findings))]);
  const scene = await openScene(bench);
  const { witness } = scene;
  const first = witness.turnEnd();
  beginTurn(scene, 'go');
  await bench.model.request(1);
  const { turn } = beginReview(scene);
  expect(await first).toMatchObject({ status: 'interrupted' });
  expect(await witness.turnEnd()).toMatchObject({ id: turn.id, status: 'completed' });
});

test.each([
  ['findings', [reply(functionCall('exec_command', { cmd: 'echo diff' }, 'c1')), reply(message(findings))]],
  ['a failure', [{ status: 500, body: {} }]],
])('what was told of a review that ended with %s adds up to what is read of it', async (_end, answers) => {
  const bench = await createBench([...answers, reply(message('next'))]);
  const scene = await openScene(bench);
  const threadId = scene.thread.id;
  const end = scene.witness.turnEnd();
  const { turn } = beginReview(scene);
  await end;
  const folded = structuredClone(scene.start);
  for (const { message } of scene.witness.entries) if (!('id' in message)) applyNotification(folded, message);
  const [reviewer, review, ...others] = folded.turns;
  expect(others).toEqual([]);
  expect(review).toMatchObject({ id: turn.id, rootTurnId: turn.id });
  expect(reviewer).toMatchObject({ rootTurnId: turn.id, status: 'interrupted', completedAt: null });
  const withoutError = (turns: Turn[]) => turns.map((one) => ({ ...one, error: null }));
  const live = await scene.engine.threads.read({ threadId, includeTurns: true });
  expect(live.thread.turns).toEqual(folded.turns);
  const stored = await (await bench.restart()).threads.read({ threadId, includeTurns: true });
  expect(withoutError(stored.thread.turns)).toEqual(withoutError(folded.turns));
});

test('what a review showed can be read back', async () => {
  const bench = await createBench([reply(message(findings))]);
  const scene = await openScene(bench);
  const end = scene.witness.turnEnd();
  const { turn } = beginReview(scene);
  await end;
  const engine = await bench.restart();
  const { thread } = await engine.threads.read({ threadId: scene.thread.id, includeTurns: true });
  const read = thread.turns.find(({ id }) => id === turn.id);
  expect(read?.items).toMatchObject([
    { type: 'enteredReviewMode', review: 'current changes' },
    { type: 'exitedReviewMode', review: expect.stringContaining('- [P1] Subtracts — /a.py:1-2') },
    { type: 'agentMessage' },
  ]);
  const listed = await engine.threads.list({});
  expect(listed.data.map(({ id }) => id)).toEqual([scene.thread.id]);
});
