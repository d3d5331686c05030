import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { type BenchOptions, ToolBench } from './tool-bench.ts';

let bench: ToolBench;

function open(options: BenchOptions): ToolBench {
  bench = new ToolBench(options);
  return bench;
}

afterEach(() => bench.close());

const asks = () => bench.events.filter(({ method }) => method === 'item/commandExecution/requestApproval');
const rejected = (why: string) => `exec_command failed: CreateProcess { message: "Rejected(\\"${why}\\")" }`;

test('an accepted command is shown once, asked about, run', async () => {
  await open({ approvalPolicy: 'untrusted', answers: ['accept'] }).exec('touch made.txt && echo made');
  expect(bench.events.map(({ method }) => method)).toEqual([
    'item/started',
    'item/commandExecution/requestApproval',
    'item/commandExecution/outputDelta',
    'item/completed',
  ]);
  const proposal = ['touch', 'made.txt'];
  expect(bench.events[0]?.params.item).toMatchObject({ source: 'agent', processId: null, status: 'inProgress' });
  expect(asks()[0]?.params).toEqual({
    kind: 'command',
    itemId: 'c1',
    startedAtMs: expect.any(Number),
    environmentId: 'local',
    command: "/bin/bash -lc 'touch made.txt && echo made'",
    cwd: bench.cwd,
    commandActions: [{ type: 'unknown', command: 'touch made.txt && echo made' }],
    proposedExecpolicyAmendment: proposal,
    availableDecisions: ['accept', { acceptWithExecpolicyAmendment: { execpolicy_amendment: proposal } }, 'cancel'],
  });
  expect(bench.completed('c1')).toMatchObject({ source: 'unifiedExecStartup', status: 'completed', exitCode: 0 });
  expect(bench.read('made.txt')).toBe('');
});

test.each([
  ['decline', 'declined', 'rejected by user'],
  [{ error: { code: -1, message: 'no' } }, 'failed', 'approval request failed'],
  [{ decision: 'whatever' }, 'failed', 'approval request failed'],
])('the answer %j', async (answer, status, why) => {
  expect(await open({ approvalPolicy: 'untrusted', answers: [answer] }).exec('touch no')).toBe(rejected(why));
  expect(bench.completed('c1')).toMatchObject({ status, source: 'agent', processId: null, exitCode: null });
  expect(bench.read('no')).toBeNull();
});

test('cancel declines the item and ends the turn', async () => {
  await expect(open({ approvalPolicy: 'untrusted', answers: ['cancel'] }).exec('touch no')).rejects.toThrow(
    'interrupted',
  );
  expect(bench.completed('c1')).toMatchObject({ status: 'declined' });
  expect(bench.read('no')).toBeNull();
});

test('acceptForSession holds for the same call only', async () => {
  open({ approvalPolicy: 'untrusted', answers: ['acceptForSession', 'decline', 'decline'], files: { 'sub/x': '' } });
  await bench.exec('touch a');
  await bench.exec('touch a');
  expect(asks()).toHaveLength(1);
  await bench.exec({ cmd: 'touch a', workdir: 'sub' });
  await bench.exec({ cmd: 'touch a', tty: true });
  expect(asks()).toHaveLength(3);
});

test('an amendment is stored, told to the model, and allows what begins with it', async () => {
  const decision = { acceptWithExecpolicyAmendment: { execpolicy_amendment: ['touch', 's 1'] } };
  open({ approvalPolicy: 'untrusted', answers: [{ decision }, 'decline', 'decline'] });
  await bench.exec("touch 's 1'");
  await bench.exec("touch 's 1' more");
  expect(asks()).toHaveLength(1);
  const rules = readFileSync(join(bench.context.codexHome, 'rules/default.rules'), 'utf8');
  expect(rules).toBe('prefix_rule(pattern=["touch", "s 1"], decision="allow")\n');
  expect(bench.notes).toEqual(['["touch","s 1"]']);
  await bench.exec("touch 's 1' && touch other");
  expect(asks().at(-1)?.params.proposedExecpolicyAmendment).toEqual(['touch', 'other']);
  await bench.exec("touch 's 1' $(touch hidden)");
  expect(asks()).toHaveLength(3);
  expect(bench.read('hidden')).toBeNull();
});

test('with full access only untrusted and rm -f ask', async () => {
  for (const approvalPolicy of ['never', 'on-request'] as const) {
    await open({ approvalPolicy }).exec('touch yes');
    expect(bench.read('yes')).toBe('');
    await bench.close();
  }
  open({ approvalPolicy: 'on-request', answers: ['decline'] });
  await bench.exec('echo $HOME; rm -rf zz');
  expect(asks()).toHaveLength(1);
  await bench.close();
  expect(await open({}).exec('rm -rf x')).toBe(
    rejected("`/bin/bash -lc 'rm -rf x'` rejected: rm -f style commands are not permitted. Use a safer approach"),
  );
});

test('escalation: the justification is the reason, the wish is the proposal; never refuses it', async () => {
  const wish = {
    cmd: 'touch up',
    sandbox_permissions: 'require_escalated',
    justification: 'Why?',
    prefix_rule: ['touch'],
  };
  open({ approvalPolicy: 'on-request', sandboxPolicy: { type: 'readOnly' }, answers: ['decline', 'decline'] });
  await bench.exec(wish);
  expect(asks()[0]?.params).toMatchObject({ reason: 'Why?', proposedExecpolicyAmendment: ['touch'] });
  await bench.exec({ ...wish, cmd: 'python3 x.py', prefix_rule: ['python3'] });
  expect(asks()[1]?.params.proposedExecpolicyAmendment).toEqual(['python3', 'x.py']);
  await bench.close();
  const refused =
    'approval policy is Never; reject command — you cannot ask for escalated permissions if the approval policy is Never';
  expect(await open({ sandboxPolicy: { type: 'readOnly' } }).exec(wish)).toBe(refused);
  expect(bench.events).toEqual([]);
});
