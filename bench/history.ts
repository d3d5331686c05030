// What an app server needs for a home full of stored threads that it sees for the first time, and for a very long one.
import { setTimeout as sleep } from 'node:timers/promises';
import { createTestHome } from '@codex/testkit/codex-home.ts';
import { fillHome, type StoredHome, words } from './history-home.ts';
import { ServerProcess } from './server-process.ts';

/** Times in milliseconds. */
export const historyMeasures = {
  start: 'start to the answer of initialize (ms)',
  firstList: 'first thread/list (ms)',
  listed: 'threads listed by paging at once',
  list: 'thread/list, 95th percentile (ms)',
  search: 'thread/list with a search term, 95th percentile (ms)',
  read: 'thread/read, median (ms)',
  resume: 'thread/resume, median (ms)',
  longResume: 'thread/resume of the long thread without its turns (ms)',
  longMemory: 'memory taken by that (MB)',
} as const;

export type HistoryResults = Record<keyof typeof historyMeasures, number>;

export const historySize = {
  threads: Number(process.env.HISTORY_THREADS ?? 10_000),
  megabytes: Number(process.env.HISTORY_MB ?? 100),
};

export async function measureHistory(command: readonly string[]): Promise<HistoryResults> {
  const home = await createTestHome('http://127.0.0.1:9/v1');
  try {
    const stored = fillHome(home.home, home.cwd, historySize);
    const server = new ServerProcess(command, home.home);
    try {
      return await measure(server, stored);
    } finally {
      await server.stop();
    }
  } finally {
    await home.remove();
  }
}

async function measure(server: ServerProcess, { threads, longThread }: StoredHome): Promise<HistoryResults> {
  const start = await server.initialize();
  const firstList = await timed(() => server.call('thread/list', {}));
  const listed = await countThreads(server);
  const list = percentile(0.95, await times(50, () => server.call('thread/list', {})));
  const search = (n: number) => server.call('thread/list', { searchTerm: words[n % words.length] });
  const one = (step: number, n: number) => threads[(n * step) % threads.length];
  const results = {
    start,
    firstList,
    listed,
    list,
    search: percentile(0.95, await times(20, search)),
    read: percentile(0.5, await times(20, (n) => server.call('thread/read', { threadId: one(37, n) }))),
    resume: percentile(0.5, await times(10, (n) => server.call('thread/resume', { threadId: one(53, n) }))),
  };
  await sleep(500);
  const before = server.memory();
  const longResume = await timed(() => server.call('thread/resume', { threadId: longThread, excludeTurns: true }));
  return { ...results, longResume, longMemory: server.memory() - before };
}

async function countThreads(server: ServerProcess): Promise<number> {
  const ids = new Set<string>();
  let cursor: unknown = null;
  do {
    const page = await server.call('thread/list', { limit: 100, cursor });
    for (const { id } of page.data as Array<{ id: string }>) ids.add(id);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return ids.size;
}

async function times(count: number, work: (n: number) => Promise<unknown>): Promise<number[]> {
  const elapsed: number[] = [];
  for (let n = 0; n < count; n += 1) elapsed.push(await timed(() => work(n)));
  return elapsed;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function percentile(part: number, values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * part)] ?? Number.NaN;
}
