// The work that every app server is measured with, and what is measured. Times are medians in milliseconds.
import { setTimeout as sleep } from 'node:timers/promises';
import { createTestHome, type TestHome } from '@codex/testkit/codex-home.ts';
import { startLoadModel } from './load-model.ts';
import { ServerProcess } from './server-process.ts';

export const measures = {
  coldStart: 'cold start to the answer of initialize (ms)',
  threadStart: 'thread/start (ms)',
  turn: 'turn of two deltas (ms)',
  firstTurn: 'first turn of a thread (ms)',
  deltaStream: 'turn of 5,000 deltas (ms)',
  deltaCpu: 'processor time per delta, turn of 100,000 (µs)',
  floodMemory: 'peak memory above idle in that turn (MB)',
  memoryIdle: 'memory, idle (MB)',
  memoryPerThread: 'memory per loaded thread (MB)',
  memoryLoaded: 'memory, 131 threads loaded (MB)',
  concurrentTurn: 'turn, 20 threads at once (ms)',
} as const;

export type Results = Record<keyof typeof measures, number>;

const counts = {
  coldStarts: 7,
  threads: 30,
  turns: 40,
  deltas: 5000,
  flood: 100_000,
  loadedThreads: 100,
  concurrent: 20,
  rounds: 5,
};

export async function measureAppServer(command: readonly string[]): Promise<Results> {
  const model = await startLoadModel();
  try {
    const coldStart = await measureColdStarts(command, model.baseUrl);
    const work = await inHome(model.baseUrl, (home) => measureWork(command, home));
    return { coldStart, ...work, ...(await inHome(model.baseUrl, (home) => measureFlood(command, home))) };
  } finally {
    model.close();
  }
}

async function inHome<T>(baseUrl: string, work: (home: TestHome) => Promise<T>): Promise<T> {
  const home = await createTestHome(baseUrl);
  try {
    return await work(home);
  } finally {
    await home.remove();
  }
}

/** Each start has a home of its own; the first one, which fills the caches of the machine, is not counted. */
async function measureColdStarts(command: readonly string[], baseUrl: string): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i <= counts.coldStarts; i++) {
    times.push(
      await inHome(baseUrl, async ({ home }) => {
        const server = new ServerProcess(command, home);
        const elapsed = await server.initialize();
        await server.stop();
        return elapsed;
      }),
    );
  }
  return median(times.slice(1));
}

/** In a server of its own, whose peak is that of this turn. */
async function measureFlood(
  command: readonly string[],
  { home, cwd }: TestHome,
): Promise<Pick<Results, 'deltaCpu' | 'floodMemory'>> {
  const server = new ServerProcess(command, home);
  try {
    await server.initialize();
    const thread = await server.startThread(cwd);
    await server.runTurn(thread);
    const [idle, before] = [server.memory(), server.processorTime()];
    await server.runTurn(thread, `deltas:${counts.flood}`);
    const deltaCpu = ((server.processorTime() - before) / counts.flood) * 1000;
    return { deltaCpu, floodMemory: server.peakMemory() - idle };
  } finally {
    await server.stop();
  }
}

type Work = Omit<Results, 'coldStart' | 'deltaCpu' | 'floodMemory'>;

async function measureWork(command: readonly string[], { home, cwd }: TestHome): Promise<Work> {
  const server = new ServerProcess(command, home);
  try {
    await server.initialize();
    await sleep(1000);
    const memoryIdle = server.memory();
    const warm = await server.startThread(cwd);
    await server.runTurn(warm);
    const threads: string[] = [];
    const threadStart = await medianOf(counts.threads, async () => void threads.push(await server.startThread(cwd)));
    const turn = await medianOf(counts.turns, () => server.runTurn(warm));
    const firstTurn = await medianOf(threads.length, (i) => server.runTurn(threads[i] ?? warm));
    const deltaStream = await measureDeltas(server, warm);
    const { loaded, memoryPerThread } = await loadThreads(server, cwd);
    const memoryLoaded = server.memory();
    const concurrentTurn = await measureConcurrent(server, loaded.slice(0, counts.concurrent));
    return { threadStart, turn, firstTurn, deltaStream, memoryIdle, memoryPerThread, memoryLoaded, concurrentTurn };
  } finally {
    await server.stop();
  }
}

async function measureDeltas(server: ServerProcess, thread: string): Promise<number> {
  server.deltas = 0;
  const elapsed = await timed(() => server.runTurn(thread, `deltas:${counts.deltas}`));
  if (server.deltas === 0) throw new Error('no delta arrived');
  return elapsed;
}

async function loadThreads(server: ServerProcess, cwd: string): Promise<{ loaded: string[]; memoryPerThread: number }> {
  const before = server.memory();
  const loaded: string[] = [];
  for (let i = 0; i < counts.loadedThreads; i++) loaded.push(await server.startThread(cwd));
  for (const thread of loaded) await server.runTurn(thread);
  return { loaded, memoryPerThread: (server.memory() - before) / counts.loadedThreads };
}

/** The time that one turn takes of the whole, while all threads work at once. */
async function measureConcurrent(server: ServerProcess, threads: readonly string[]): Promise<number> {
  const work = async (thread: string): Promise<void> => {
    for (let i = 0; i < counts.rounds; i++) await server.runTurn(thread);
  };
  const elapsed = await timed(() => Promise.all(threads.map(work)));
  return elapsed / (threads.length * counts.rounds);
}

async function medianOf(times: number, work: (i: number) => Promise<unknown>): Promise<number> {
  const elapsed: number[] = [];
  for (let i = 0; i < times; i++) elapsed.push(await timed(() => work(i)));
  return median(elapsed);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
