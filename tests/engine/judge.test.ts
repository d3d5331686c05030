// Approvals that a judge decides: no client is asked, clients can watch, and only a plain "allow" lets anything happen.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { customToolCall, functionCall, message, response } from '@codex/testkit/ev.ts';
import { type MockAnswer, reply } from '@codex/testkit/mock-model-server.ts';
import { expect, test } from 'vitest';
import { beginTurn, createBench, hanging, openScene, say } from './harness.ts';
import { byWords, inputOf, type Script, toolNamesOf } from './script.ts';

const JUDGED = 'request action you are assessing';

async function scene(...verdicts: MockAnswer[]) {
  const queue = [...verdicts];
  const script: Script = [
    [
      JUDGED,
      (request) => {
        const next = queue.shift() ?? { status: 500, body: {} };
        return typeof next === 'function' ? next(request) : next;
      },
    ],
    [
      'touch it',
      (request) => ({ events: response(`t${request.n}`, [escalated(join(bench.home.home, 'up'), `c${request.n}`)]) }),
    ],
    [
      'patch it',
      (request) => ({
        events: response(`p${request.n}`, [customToolCall('apply_patch', patch(join(bench.home.home, 'new')), 'p1')]),
      }),
    ],
    ['c', reply(message('after'))],
  ];
  const bench = await createBench(byWords(script), { approvalPolicy: 'on-request', sandboxMode: 'workspace-write' });
  const at = await openScene(bench, { approvalsReviewer: 'auto_review' });
  return { bench, at, file: join(bench.home.home, 'up'), added: join(bench.home.home, 'new') };
}

const escalated = (file: string, id: string) =>
  functionCall(
    'exec_command',
    { cmd: `touch ${file}`, sandbox_permissions: 'require_escalated', justification: 'May I?' },
    id,
  );
const patch = (file: string) => `*** Begin Patch\n*** Add File: ${file}\n+x\n*** End Patch\n`;
const verdict = (fields: object) => reply(message(JSON.stringify(fields)));

test('allowed: the command runs, nobody was asked, the judge could only look', async () => {
  const { bench, at, file } = await scene(
    verdict({ outcome: 'allow', risk_level: 'low', user_authorization: 'high', rationale: 'harmless' }),
  );
  await say(at, 'touch it');
  expect(existsSync(file)).toBe(true);
  expect(at.witness.entries.filter(({ message }) => 'id' in message)).toEqual([]);
  expect(
    at.witness
      .all('thread/status/changed')
      .flatMap(({ status }) => ('activeFlags' in status ? status.activeFlags : [])),
  ).toEqual([]);
  expect(at.witness.all('guardianWarning')).toMatchObject([
    { message: 'Automatic approval review approved (risk: low, authorization: high): harmless' },
  ]);
  const [, asked] = bench.model.requests;
  expect(toolNamesOf(asked)).toEqual(['exec_command', 'write_stdin', 'view_image']);
  expect(asked?.headers).toMatchObject({ 'x-openai-subagent': 'guardian' });
  expect(asked?.body).toMatchObject({
    reasoning: { effort: 'low' },
    text: { format: { type: 'json_schema', strict: false } },
  });
  expect(JSON.stringify(inputOf(asked)[1])).toContain('read-only');
  const threadIds = at.witness.entries.flatMap(
    ({ message }) => (message.params as { threadId?: string }).threadId ?? [],
  );
  expect(new Set(threadIds)).toEqual(new Set([at.thread.id]));
});

test('denied: the command does not run, the model learns why; the user may allow it after all, and the judge hears that', async () => {
  const denial = { outcome: 'deny', risk_level: 'high', user_authorization: 'low', rationale: 'bad idea' };
  const { bench, at, file } = await scene(verdict(denial), verdict({ outcome: 'allow' }));
  await say(at, 'touch it');
  expect(existsSync(file)).toBe(false);
  const [review] = at.witness.all('item/autoApprovalReview/completed');
  expect(review).toMatchObject({
    review: { status: 'denied', riskLevel: 'high', rationale: 'bad idea' },
    action: { type: 'command' },
  });
  expect(
    at.witness.all('item/completed').flatMap(({ item }) => (item.type === 'commandExecution' ? [item.status] : [])),
  ).toEqual(['declined']);
  expect(JSON.stringify(inputOf(bench.model.requests.at(-1)))).toContain('unacceptable risk');

  await at.thread.approveDenied(review);
  await say(at, 'touch it');
  expect(existsSync(file)).toBe(true);
  const judged = bench.model.requests.findLast(({ headers }) => headers['x-openai-subagent'] === 'guardian');
  expect(JSON.stringify(inputOf(judged).at(-1))).toContain('approves exactly this action');
  await expect(at.thread.approveDenied({})).rejects.toThrow('invalid Guardian denial event: missing field `id`');
});

test('a patch outside of the workspace is judged by its files', async () => {
  const { at, added } = await scene(verdict({ outcome: 'deny', rationale: 'no' }));
  await say(at, 'patch it');
  expect(existsSync(added)).toBe(false);
  expect(at.witness.all('item/autoApprovalReview/started')).toMatchObject([
    { action: { type: 'applyPatch', files: [added] } },
  ]);
  expect(
    at.witness.all('item/completed').flatMap(({ item }) => (item.type === 'fileChange' ? [item.status] : [])),
  ).toEqual(['declined']);
});

test.each([
  ['words that are no verdict', Array(3).fill(reply(message('I think it is fine')))],
  ['a judge that fails', Array(3).fill({ status: 500, body: {} } as MockAnswer)],
])('%s: denied after three asks', async (_name, answers) => {
  const { at, file, bench } = await scene(...answers, verdict({ outcome: 'allow' }));
  await say(at, 'touch it');
  expect(existsSync(file)).toBe(false);
  expect(bench.model.requests.filter(({ headers }) => headers['x-openai-subagent'] === 'guardian')).toHaveLength(3);
  expect(at.witness.all('item/autoApprovalReview/completed')).toMatchObject([
    { review: { status: 'denied', riskLevel: null } },
  ]);
});

test('an interrupt does not wait for the judge', async () => {
  const { at, file, bench } = await scene(hanging());
  const { thread, witness } = at;
  const turnId = beginTurn(at, 'touch it');
  await bench.model.request(2);
  const end = witness.turnEnd();
  thread.interruptTurn({ threadId: thread.id, turnId }).begin();
  expect(await end).toMatchObject({ status: 'interrupted' });
  expect(witness.all('item/autoApprovalReview/completed')).toMatchObject([{ review: { status: 'aborted' } }]);
  expect(witness.methods.at(-1)).toBe('turn/completed');
  expect(existsSync(file)).toBe(false);
});
