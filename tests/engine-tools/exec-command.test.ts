import { afterEach, expect, test } from 'vitest';
import { type BenchOptions, livingProcesses, ToolBench } from './tool-bench.ts';

let bench: ToolBench;

function open(options?: BenchOptions): ToolBench {
  bench = new ToolBench(options);
  return bench;
}

afterEach(() => bench.close());

const methods = (callId: string) => bench.of(callId).map(({ method }) => method);
const deltas = (callId: string) =>
  bench
    .of(callId)
    .filter(({ method }) => method === 'item/commandExecution/outputDelta')
    .map(({ params }) => params.delta)
    .join('');

test('a command runs, streams both its outputs in their order, and is completed once', async () => {
  const output = await open().exec('for i in 1 2 3; do echo out$i; echo err$i >&2; done');
  const printed = 'out1\nerr1\nout2\nerr2\nout3\nerr3\n';
  expect(output).toMatch(/^Chunk ID: [0-9a-f]{6}\nWall time: <s> seconds\nProcess exited with code 0\n/);
  expect(output.endsWith(`Original token count: 8\nOutput:\n${printed}`)).toBe(true);
  expect(deltas('c1')).toBe(printed);
  const [started] = bench.of('c1');
  expect(started?.params.item).toMatchObject({
    type: 'commandExecution',
    status: 'inProgress',
    source: 'unifiedExecStartup',
    processId: expect.stringMatching(/^\d{5}$/),
    aggregatedOutput: null,
    exitCode: null,
    durationMs: null,
  });
  expect(bench.completed('c1')).toEqual({
    ...started?.params.item,
    status: 'completed',
    aggregatedOutput: printed,
    exitCode: 0,
    durationMs: expect.any(Number),
  });
  expect(methods('c1').filter((method) => method === 'item/completed')).toHaveLength(1);
});

test.each([
  ['exit 3', 'failed', 3],
  ['kill -9 $$', 'failed', 137],
  ['kill -TERM $$', 'failed', 143],
  ['', 'completed', 0],
])('the end of %j', async (cmd, status, exitCode) => {
  expect(await open().exec(cmd)).toContain(`Process exited with code ${exitCode}\n`);
  expect(bench.completed('c1')).toMatchObject({ status, exitCode, aggregatedOutput: null });
});

test('characters cut by chunks are whole, broken bytes are replaced', async () => {
  await open().exec(`printf '\\xe2\\x82'; sleep 0.1; printf '\\xac|'; printf '\\377\\376bin'`);
  expect(bench.completed('c1')).toMatchObject({ aggregatedOutput: '€|\ufffd\ufffdbin' });
  expect(deltas('c1')).toBe('€|\ufffd\ufffdbin');
});

test('a command can open its outputs by name', async () => {
  await open().exec('echo one > /dev/stderr; echo two | tee /dev/stderr >/dev/null; echo three');
  expect(bench.completed('c1')).toMatchObject({ aggregatedOutput: 'one\ntwo\nthree\n' });
});

test('a daemon that keeps the pipe open does not keep the command', async () => {
  const output = await open().exec({ cmd: 'sleep 30 & echo "pid $!"', yield_time_ms: 20_000 });
  const pid = Number(/pid (\d+)/.exec(output)?.[1]);
  expect(output).toContain('Process exited with code 0');
  process.kill(pid, 'SIGKILL');
});

test.each([
  ['/no/such/dir', 'No such file or directory (os error 2)'],
  ['file.txt', 'Not a directory (os error 20)'],
])('a working directory that is none: %s', async (workdir, error) => {
  const why = `Failed to create unified exec process: ${error}`;
  const output = await open({ files: { 'file.txt': '' } }).exec({ cmd: 'pwd', workdir });
  expect(output).toBe(`exec_command failed: CreateProcess { message: "Rejected(\\"${why}\\")" }`);
  expect(bench.completed('c1')).toMatchObject({
    status: 'failed',
    exitCode: -1,
    aggregatedOutput: why,
    processId: null,
  });
});

test('output beyond the bound keeps head and tail, for the item and for the model', async () => {
  const output = await open().exec({ cmd: 'seq 1 20000', max_output_tokens: 200 });
  expect(output).toContain(
    'Output:\nWarning: truncated output (original token count: 27224)\nTotal output lines: 20000\n\n1\n2\n',
  );
  expect(output).toContain('\n127\n…27024 tokens truncated…934\n19935\n');
  expect((await bench.exec('seq 1 300000')).split('\n').slice(5, 8)).toEqual([
    'Warning: truncated output (original token count: 497224)',
    '... 940319 bytes omitted ...',
    '',
  ]);
  const item = bench.completed('c2') as { aggregatedOutput: string };
  expect(item.aggregatedOutput).toContain('\n89232\n89\n... 940319 bytes omitted ...\n2\n225103\n');
});

test('a command that takes longer becomes a background terminal and completes by itself', async () => {
  const output = await open().exec({ cmd: 'echo start; sleep 0.6; echo end', yield_time_ms: 250 });
  const id = Number(/Process running with session ID (\d+)/.exec(output)?.[1]);
  expect(bench.completed('c1')).toBeUndefined();
  expect(bench.processes.list()).toMatchObject([{ itemId: 'c1', processId: String(id), cwd: bench.cwd }]);
  const rest = await bench.call('function', 'write_stdin', { session_id: id, yield_time_ms: 5000 });
  expect(rest).toMatch(/Process exited with code 0\nOriginal token count: 1\nOutput:\nend\n$/);
  expect(bench.completed('c1')).toMatchObject({ status: 'completed', aggregatedOutput: 'start\nend\n' });
  expect(await bench.call('function', 'write_stdin', { session_id: id })).toBe(
    `write_stdin failed: Unknown process id ${id}`,
  );
});

test('terminating a background terminal kills it with its descendants and fails its item', async () => {
  await open().exec({ cmd: 'sleep 7771.5 & echo started; wait', yield_time_ms: 300 });
  const [running] = bench.processes.list();
  expect(livingProcesses('7771.5')).not.toEqual([]);
  expect(await bench.processes.terminate(running?.processId ?? '')).toBe(true);
  expect(livingProcesses('7771.5')).toEqual([]);
  expect(bench.completed('c1')).toMatchObject({ status: 'failed', exitCode: -1 });
  expect(await bench.processes.terminate(running?.processId ?? '')).toBe(false);
});

test('a terminal takes input, pipes do not', async () => {
  const asked = await open().exec({ cmd: 'read x; echo "got $x"', tty: true, yield_time_ms: 250 });
  const id = Number(/session ID (\d+)/.exec(asked)?.[1]);
  const answered = await bench.call('function', 'write_stdin', {
    session_id: id,
    chars: 'hello\n',
    yield_time_ms: 5000,
  });
  expect(answered).toMatch(/code 0\n.*\nOutput:\nhello\r\ngot hello\r\n$/);
  expect(methods('c1')).toContain('item/commandExecution/terminalInteraction');
  expect(deltas('c1')).toBe('hello\r\ngot hello\r\n');
  const deaf = await bench.exec({ cmd: 'sleep 5', yield_time_ms: 250 });
  const output = await bench.call('function', 'write_stdin', {
    session_id: Number(/session ID (\d+)/.exec(deaf)?.[1]),
    chars: 'x',
  });
  expect(output).toBe(
    'write_stdin failed: stdin is closed for this session; rerun exec_command with tty=true to keep stdin open',
  );
});

test('names and kinds that are no tool are told to the model', async () => {
  open();
  expect(await bench.call('function', 'nope', {})).toBe('unsupported call: nope');
  expect(await bench.call('custom', 'nope', 'x')).toBe('unsupported custom tool call: nope');
});

test('more than 64 sessions: the oldest goes', async () => {
  open();
  for (let i = 0; i < 66; i++) {
    const { cwd } = bench;
    const command = {
      itemId: `i${i}`,
      command: 'sleep',
      cwd,
      argv: ['/bin/sleep', '60'] as const,
      env: {},
      tty: false,
    };
    const session = await bench.processes.start({ ...command, argv: ['/bin/sleep', '60'], onOutput: () => {} });
    session.promoted = true;
  }
  const items = bench.processes.list().map(({ itemId }) => itemId);
  expect(items).toHaveLength(64);
  expect(items[0]).toBe('i2');
});
