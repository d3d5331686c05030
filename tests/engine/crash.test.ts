// kill -9 in the middle of a turn: every item that was completed reads back, the turn is interrupted, and the thread
// goes on.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { functionCall, message, reasoning, response } from '@codex/testkit/ev.ts';
import { reply } from '@codex/testkit/mock-model-server.ts';
import { expect, test } from 'vitest';
import { type Bench, client, conversation, createBench, hanging, Witness, whenSaid } from './harness.ts';

interface Report {
  readonly threadId: string;
  readonly completed?: string;
  readonly method?: string;
}

/** Runs until `stopAt` entries came, kills the process, and returns what it had told by then. */
async function killAfter(bench: Bench, stopAt: number): Promise<Report[]> {
  const { home, cwd } = bench.home;
  const child = spawn(process.execPath, [join(import.meta.dirname, 'crash-child.ts'), home, cwd], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const reports: Report[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    reports.push(JSON.parse(line) as Report);
    if (reports.length === stopAt) child.kill('SIGKILL');
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return reports;
}

const onwards = reply(message('onwards'));
const script = [
  reply(reasoning(['why']), message('first'), functionCall('exec_command', { cmd: 'echo hi' }, 'c1')),
  hanging(response('r', [message('second'), message('cut', { deltas: ['c', 'u', 't'] })]).slice(0, 6)),
  onwards,
].map((answer) => whenSaid('go on', onwards, answer));

test.each([8, 11, 15, 18, 21])('killed after %i entries', async (stopAt) => {
  const bench = await createBench(script);
  const reports = await killAfter(bench, stopAt);
  expect(reports.length).toBeGreaterThanOrEqual(stopAt);
  const threadId = reports[0]?.threadId ?? '';
  const completed = reports.flatMap((report) => report.completed ?? []);

  const engine = await bench.restart();
  const { thread, response } = await engine.threads.resume({ threadId }, client);
  expect(response.thread.status).toEqual({ type: 'idle' });
  expect(response.thread.turns).toMatchObject([{ status: 'interrupted' }]);
  const readBack = response.thread.turns[0]?.items.map(({ id }) => id) ?? [];
  expect(readBack).toEqual(expect.arrayContaining(completed));

  const witness = new Witness();
  thread.follow(witness);
  const end = witness.turnEnd();
  thread.startTurn({ threadId, input: [{ type: 'text', text: 'go on' }] }).begin();
  expect(await end).toMatchObject({ status: 'completed' });
  const calls = conversation(bench.model).filter(({ type }) => String(type).startsWith('function_call'));
  expect(calls.length % 2).toBe(0);
});

test('a line that was torn by the crash is no obstacle', async () => {
  const bench = await createBench(script);
  const reports = await killAfter(bench, 18);
  const threadId = reports[0]?.threadId ?? '';
  const first = await bench.restart();
  const { thread } = await first.threads.read({ threadId });
  appendFileSync(thread.path ?? '', '{"timestamp":"2026-11-20T00:00:00.000Z","ordinal":99,"type":"event_msg","payl');
  const engine = await bench.restart();
  const resumed = await engine.threads.resume({ threadId }, client);
  expect(resumed.response.thread.turns).toHaveLength(1);
});
