// Without a working bubblewrap no command runs that should be confined; what people allow outside still does.
import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { functionCall, message } from '@codex/testkit/ev.ts';
import { reply } from '@codex/testkit/mock-model-server.ts';
import { expect, test, vi } from 'vitest';
import { findProgram } from '../../packages/engine/src/sandbox/bubblewrap-probe.ts';
import { conversation, createBench, openScene, say } from '../engine/harness.ts';

const exec = (id: string, args: object) => reply(functionCall('exec_command', args, id));

test.runIf(process.platform === 'linux')(
  'no bubblewrap: refused with a remedy, never run with full access',
  async () => {
    const bench = await createBench([
      exec('plain', { cmd: 'echo x > plain' }),
      exec('escalated', {
        cmd: 'echo x > escalated',
        sandbox_permissions: 'require_escalated',
        justification: 'May I?',
      }),
      reply(message('done')),
    ]);
    const bin = join(bench.home.home, 'bin');
    mkdirSync(bin);
    for (const name of ['mkfifo', 'git']) {
      const program = findProgram(name, process.env.PATH ?? '');
      if (program) symlinkSync(program, join(bin, name));
    }
    vi.stubEnv('PATH', bin);
    const scene = await openScene(bench, { approvalPolicy: 'on-request', sandbox: 'workspace-write' });
    const asked: string[] = [];
    scene.witness.onEntry = ({ message }) => {
      if (!('id' in message)) return;
      asked.push((message.params as { itemId: string }).itemId);
      queueMicrotask(() => scene.engine.answer(Number(message.id), { result: { decision: 'accept' } }));
    };
    await say(scene, 'go');
    const told = conversation(bench.model).find(
      ({ type, call_id }) => type === 'function_call_output' && call_id === 'plain',
    );
    expect(told?.output).toMatch(
      /^exec_command failed: CreateProcess .*bubblewrap \(bwrap\) is not installed.*apt-get/,
    );
    const items = scene.witness.all('item/completed').map(({ item }) => item);
    expect(items.find((item) => 'id' in item && item.id === 'plain')).toMatchObject({
      type: 'commandExecution',
      status: 'failed',
      exitCode: -1,
      aggregatedOutput: expect.stringContaining('bubblewrap'),
    });
    expect(existsSync(join(bench.home.cwd, 'plain'))).toBe(false);
    expect([asked, existsSync(join(bench.home.cwd, 'escalated'))]).toEqual([['escalated'], true]);
  },
);
