// Every approval policy with every sandbox: what runs, what is denied by the sandbox, what is asked about, what is
// refused. Everybody who is asked says yes.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { AskForApproval } from '@codex/protocol/config/approval-policy.ts';
import type { SandboxMode } from '@codex/protocol/config/sandbox.ts';
import { functionCall, message } from '@codex/testkit/ev.ts';
import { reply } from '@codex/testkit/mock-model-server.ts';
import { describe, expect, onTestFinished, test } from 'vitest';
import { conversation, createBench, openScene, say } from '../engine/harness.ts';
import { sandboxWorks, warnIfSkipped } from './availability.ts';

warnIfSkipped('matrix.test.ts');

/** `asked`: and done when somebody had said yes. `denied`: it ran and failed, unasked. `refused`: it never ran. */
type Fate = 'done' | 'asked' | 'denied' | 'refused';

const granular = (flag: boolean): AskForApproval => ({
  granular: { sandbox_approval: flag, rules: flag, mcp_elicitations: flag },
});

type Row = readonly [sandbox: SandboxMode, inside: Fate, outside: Fate, escalated: Fate, deletion: Fate];
const expectations: ReadonlyArray<readonly [name: string, policy: AskForApproval, rows: readonly Row[]]> = [
  [
    'untrusted',
    'untrusted',
    [
      ['read-only', 'asked', 'asked', 'asked', 'asked'],
      ['workspace-write', 'asked', 'asked', 'asked', 'asked'],
      ['danger-full-access', 'asked', 'asked', 'asked', 'asked'],
    ],
  ],
  [
    'on-request',
    'on-request',
    [
      ['read-only', 'denied', 'denied', 'asked', 'asked'],
      ['workspace-write', 'done', 'denied', 'asked', 'asked'],
      ['danger-full-access', 'done', 'done', 'done', 'asked'],
    ],
  ],
  [
    'granular, all of it',
    granular(true),
    [
      ['read-only', 'asked', 'asked', 'asked', 'asked'],
      ['workspace-write', 'done', 'asked', 'asked', 'asked'],
      ['danger-full-access', 'done', 'done', 'done', 'asked'],
    ],
  ],
  [
    'granular, nothing of it',
    granular(false),
    [
      ['read-only', 'denied', 'denied', 'refused', 'asked'],
      ['workspace-write', 'done', 'denied', 'refused', 'asked'],
      ['danger-full-access', 'done', 'done', 'refused', 'asked'],
    ],
  ],
  [
    'never',
    'never',
    [
      ['read-only', 'denied', 'denied', 'refused', 'refused'],
      ['workspace-write', 'done', 'denied', 'refused', 'refused'],
      ['danger-full-access', 'done', 'done', 'refused', 'refused'],
    ],
  ],
];

describe.runIf(sandboxWorks).each(expectations)('%s', (_name, approvalPolicy, rows) => {
  test.each(rows)('%s: inside %s, outside %s, escalated %s, rm -f %s', async (sandbox, ...fates) => {
    // Not below /tmp, which workspace-write may write.
    const outside = mkdtempSync('/var/tmp/codex-matrix-');
    onTestFinished(() => rmSync(outside, { recursive: true }));
    const calls = {
      inside: { cmd: 'echo x > inside' },
      outside: { cmd: `echo x > ${outside}/plain` },
      escalated: {
        cmd: `echo x > ${outside}/escalated`,
        sandbox_permissions: 'require_escalated',
        justification: 'May I?',
      },
      deletion: { cmd: 'rm -f nothing-here' },
    };
    const replies = Object.entries(calls).map(([id, args]) => reply(functionCall('exec_command', args, id)));
    const bench = await createBench([...replies, reply(message('done'))]);
    const scene = await openScene(bench, { approvalPolicy, sandbox });
    const asked = new Set<string>();
    scene.witness.onEntry = ({ message }) => {
      if (!('id' in message)) return;
      asked.add((message.params as { itemId: string }).itemId);
      queueMicrotask(() => scene.engine.answer(Number(message.id), { result: { decision: 'accept' } }));
    };
    await say(scene, 'go');
    const outputs = new Map(
      conversation(bench.model)
        .filter(({ type }) => type === 'function_call_output')
        .map(({ call_id, output }) => [String(call_id), String(output)]),
    );
    const fate = (id: string, done: boolean): Fate => {
      if (/Rejected|reject command/.test(outputs.get(id) ?? '')) return 'refused';
      if (asked.has(id)) return 'asked';
      return done ? 'done' : 'denied';
    };
    const files = [join(bench.home.cwd, 'inside'), `${outside}/plain`, `${outside}/escalated`].map((path) =>
      existsSync(path),
    );
    const found = Object.keys(calls).map((id, index) => fate(id, files[index] ?? true));
    expect(found).toEqual(fates);
    // What was asked about and accepted has happened; what was refused or denied has not.
    expect(files).toEqual(fates.slice(0, 3).map((one) => one === 'done' || one === 'asked'));
  });
});
