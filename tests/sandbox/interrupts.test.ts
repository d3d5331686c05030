// S20: interrupts at random moments of a command that forks daemons. When turn/completed arrives nothing of it lives,
// and a background terminal of an earlier turn still answers. `CODEX_CHAOS=200 npm test` does it 200 times.
import { randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { SandboxMode } from '@codex/protocol/config/sandbox.ts';
import { functionCall, message } from '@codex/testkit/ev.ts';
import { type MockAnswer, reply } from '@codex/testkit/mock-model-server.ts';
import type { ModelRequest } from '@codex/testkit/responses-server.ts';
import { describe, expect, test } from 'vitest';
import { beginTurn, conversation, createBench, openScene, say } from '../engine/harness.ts';
import { livingProcesses } from '../engine-tools/tool-bench.ts';
import { sandboxWorks, warnIfSkipped } from './availability.ts';

warnIfSkipped('interrupts.test.ts');

const ROUNDS = Number(process.env.CODEX_CHAOS ?? 12);

/** Every way in which a process leaves its parent; in a sandbox also without the environment that marks it. */
function daemons(nap: string, sandboxed: boolean): string {
  const bare = sandboxed ? `env -i setsid ${nap} &` : '';
  return `
    ${bare}
    ${nap} &
    setsid ${nap} &
    nohup ${nap} >/dev/null 2>&1 &
    (${nap} &)
    setsid sh -c '(setsid ${nap} &) ; setsid nohup sh -c "${nap} & ${nap}" & exit' </dev/null >/dev/null 2>&1 &
    echo ready
    while :; do (${nap} & sleep 0.001) ; done`;
}

const call = (id: string, args: object) => reply(functionCall('exec_command', args, id));
const resolve = (answer: MockAnswer, request: ModelRequest) =>
  typeof answer === 'function' ? answer(request) : answer;

describe.runIf(sandboxWorks).each<SandboxMode>(['danger-full-access', 'workspace-write'])('in %s', (sandboxMode) => {
  test(`${ROUNDS} interrupts leave nothing behind, and spare the terminal`, {
    timeout: 20_000 + ROUNDS * 3_000,
  }, async () => {
    const unique = randomInt(1e6, 1e7);
    const nap = (round: number) => `sleep 7${unique}.${round}`;
    let terminalId = 0;
    const script = (request: ModelRequest): MockAnswer => {
      const input = (request.body?.input ?? []) as Array<Record<string, unknown>>;
      const said = JSON.stringify(input.at(-1));
      const round = /round (\d+)/.exec(said)?.[1];
      if (said.includes('start the terminal')) return call('terminal', { cmd: 'cat', tty: true, yield_time_ms: 250 });
      if (said.includes('poll it'))
        return reply(
          functionCall('write_stdin', { session_id: terminalId, chars: 'hello\n', yield_time_ms: 1000 }, 'poll'),
        );
      if (round === undefined) return reply(message('done'));
      const cmd = daemons(nap(Number(round)), sandboxMode !== 'danger-full-access');
      return call(`r${round}`, { cmd, yield_time_ms: 30_000, tty: Number(round) % 4 === 3 });
    };
    const bench = await createBench(
      Array(2 * ROUNDS + 10).fill((request: ModelRequest) => resolve(script(request), request)),
    );
    const scene = await openScene(bench, { sandbox: sandboxMode });
    await say(scene, 'start the terminal');
    terminalId = Number(/session ID (\d+)/.exec(JSON.stringify(conversation(bench.model)))?.[1]);
    let caughtAlive = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const end = scene.witness.turnEnd();
      const turnId = beginTurn(scene, `round ${round}`);
      await delay(randomInt(0, 250));
      if (livingProcesses(nap(round).slice(6)).length > 0) caughtAlive++;
      scene.thread.interruptTurn({ threadId: scene.thread.id, turnId }).begin();
      expect((await end).status).toBe('interrupted');
      expect(livingProcesses(nap(round).slice(6)), `round ${round}`).toEqual([]);
    }
    expect(caughtAlive, 'rounds in which daemons ran').toBeGreaterThan(ROUNDS / 4);
    await say(scene, 'poll it');
    expect(JSON.stringify(conversation(bench.model))).toContain('hello');
  });
});
