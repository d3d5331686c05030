// Linux only: what lives is read from /proc.
import { randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { livingProcesses, ToolBench } from './tool-bench.ts';

let bench: ToolBench;
afterEach(() => bench.close());

/** Every way in which a process leaves its parent; `nap` is a command line that nobody else has. */
const daemons = (nap: string) => `
  ${nap} &
  setsid ${nap} &
  nohup ${nap} >/dev/null 2>&1 &
  (${nap} &)
  setsid sh -c '(setsid ${nap} &) ; setsid nohup sh -c "${nap} & ${nap}" & exit' </dev/null >/dev/null 2>&1 &
  echo ready
  while :; do (${nap} & sleep 0.001) ; done`;

describe.runIf(process.platform === 'linux')('an interrupt', () => {
  test('leaves nothing of a command that forks daemons, twenty times', async () => {
    bench = new ToolBench();
    for (let round = 0; round < 20; round++) {
      const nap = `sleep 9${randomInt(1e6, 1e7)}.${round}`;
      const controller = new AbortController();
      const reason = new Error('the user interrupted');
      const running = bench.exec({ cmd: daemons(nap), yield_time_ms: 30_000, tty: round % 4 === 3 }, controller.signal);
      while (livingProcesses(nap.slice(6)).length < 6) await delay(2);
      controller.abort(reason);
      await expect(running).rejects.toBe(reason);
      expect(livingProcesses(nap.slice(6))).toEqual([]);
      expect(bench.completed(`c${round + 1}`)).toBeUndefined();
    }
  });

  test('spares a command that already gave its session id', async () => {
    bench = new ToolBench();
    const output = await bench.exec({ cmd: 'sleep 8881.25', yield_time_ms: 250 });
    const id = Number(/session ID (\d+)/.exec(output)?.[1]);
    const controller = new AbortController();
    const poll = bench.call('function', 'write_stdin', { session_id: id, yield_time_ms: 30_000 }, controller.signal);
    controller.abort(new Error('interrupted'));
    await expect(poll).rejects.toThrow('interrupted');
    expect(livingProcesses('8881.25')).not.toEqual([]);
    await bench.processes.close();
    expect(livingProcesses('8881.25')).toEqual([]);
  });
});
