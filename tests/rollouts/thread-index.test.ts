import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { ThreadListParams } from '@codex/protocol/thread/list.ts';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ThreadIndex } from '../../packages/engine/src/rollouts/thread-index.ts';
import { threadFromRow } from '../../packages/engine/src/rollouts/thread-row.ts';
import { type Home, makeHome, newThread, type Thread, type ThreadOptions, turnLines } from './conversation.ts';

let home: Home;
let warnings: string[];
const open: ThreadIndex[] = [];

beforeEach(() => {
  home = makeHome();
  warnings = [];
});

afterEach(() => {
  for (const index of open.splice(0)) index.close();
  home.remove();
});

function openIndex(): ThreadIndex {
  const index = new ThreadIndex({ codexHome: home.codexHome, warn: (message) => warnings.push(message) });
  open.push(index);
  return index;
}

const start = Date.UTC(2026, 10, 20, 12, 0, 0);

/** A stored thread with one turn, created `second` seconds after the start and last changed as long after that. */
async function store(say: string, second: number, options: ThreadOptions = {}): Promise<Thread> {
  const thread = newThread(home, { ...options, createdAt: new Date(start + second * 1000) });
  thread.recorder.append(turnLines(thread, { say, answer: 'ok' }).lines);
  await thread.recorder.close();
  const changed = new Date(start + 3_600_000 + second * 1000);
  utimesSync(thread.recorder.path, changed, changed);
  return thread;
}

async function previews(index: ThreadIndex, params: ThreadListParams = {}): Promise<string[]> {
  return (await index.list(params)).rows.map((row) => row.preview);
}

const indexFile = () => path.join(home.codexHome, 'thread-index.sqlite');

it('opens nothing before it is asked', () => {
  openIndex().close();
  expect(existsSync(indexFile())).toBe(false);
});

it('lists threads newest first and pages through them both ways', async () => {
  for (const second of [3, 1, 4, 0, 2]) await store(`thread ${second}`, second);
  const index = openIndex();
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await index.list({ limit: 2, cursor });
    seen.push(...page.rows.map((row) => row.preview));
    cursor = page.nextCursor;
  } while (cursor);
  expect(seen).toEqual([4, 3, 2, 1, 0].map((second) => `thread ${second}`));
  const middle = await index.list({
    limit: 2,
    sortKey: 'updated_at',
    cursor: (await index.list({ limit: 2, sortKey: 'updated_at' })).nextCursor,
  });
  expect(middle.rows.map((row) => row.preview)).toEqual(['thread 2', 'thread 1']);
  const back = { sortKey: 'updated_at', sortDirection: 'asc', cursor: middle.backwardsCursor } as const;
  expect(await previews(index, back)).toEqual(['thread 2', 'thread 3', 'thread 4']);
});

it('keeps the order of threads that were created in the same second', async () => {
  const ids = ['00000000-0000-7000-8000-00000000000a', '00000000-0000-7000-8000-00000000000b'];
  for (const threadId of ids) await store(threadId, 1, { meta: { threadId } });
  const index = openIndex();
  const first = await index.list({ limit: 1 });
  expect(first.nextCursor).toBe(`2026-11-20T12:00:01Z|${ids[1]}`);
  expect(await previews(index, { limit: 1, cursor: first.nextCursor })).toEqual([ids[0]]);
});

it('filters by provider, source, folder, text, parent and id', async () => {
  const parent = await store('alpha 100%', 1);
  await store('beta', 2, { meta: { modelProvider: 'other' } });
  await store('gamma', 3, { meta: { source: 'exec' } });
  const child = { source: { subAgent: 'review' }, parentThreadId: parent.id } as const;
  const review = await store('delta', 4, { meta: child });
  await store('epsilon', 5, { meta: { parentThreadId: review.id, source: { subAgent: { other: 'x' } } } });
  await store('zeta', 6, { meta: { cwd: '/elsewhere/' } });
  const index = openIndex();
  const cases: [ThreadListParams, string[]][] = [
    [{}, ['zeta', 'beta', 'alpha 100%']],
    [{ modelProviders: ['other', 'none'] }, ['beta']],
    [{ sourceKinds: ['exec'] }, ['gamma']],
    [{ sourceKinds: ['subAgent'] }, ['epsilon', 'delta']],
    [{ sourceKinds: ['subAgentReview'] }, ['delta']],
    [{ cwd: '/elsewhere' }, ['zeta']],
    [{ cwd: [] }, []],
    [{ searchTerm: '100%' }, ['alpha 100%']],
    [{ searchTerm: 'ALPHA' }, []],
    [{ parentThreadId: parent.id }, ['delta']],
    [{ ancestorThreadId: parent.id }, ['epsilon', 'delta']],
    [{ excludedThreadIds: [parent.id] }, ['zeta', 'beta']],
    [{ archived: true }, []],
  ];
  for (const [params, expected] of cases) expect([params, await previews(index, params)]).toEqual([params, expected]);
});

it('shows a thread as clients see it while it is not loaded', async () => {
  const git = { commit_hash: 'abc', branch: 'main', repository_url: null };
  const thread = await store('# Context\n## My request for Codex:\n do it ', 1, { meta: { git } });
  const { rows } = await openIndex().list({});
  expect(threadFromRow(rows[0] as never)).toMatchObject({
    id: thread.id,
    preview: 'do it',
    createdAt: start / 1000 + 1,
    updatedAt: start / 1000 + 3601,
    model: 'gpt-5.5',
    modelProvider: 'mock',
    gitInfo: { sha: 'abc', branch: 'main', originUrl: null },
    status: { type: 'notLoaded' },
    path: thread.recorder.path,
    source: 'vscode',
    name: null,
    turns: [],
  });
});

it('leaves threads without a message out until they have one', async () => {
  const thread = newThread(home, { createdAt: new Date(start) });
  thread.recorder.materialise();
  const index = openIndex();
  expect(await previews(index)).toEqual([]);
  expect(index.find(thread.id)?.path).toBe(thread.recorder.path);
  index.put({ ...(index.find(thread.id) as NonNullable<ReturnType<ThreadIndex['find']>>), preview: 'now' });
  expect(await previews(index)).toEqual(['now']);
});

it('sees what other processes add, change, archive and remove', async () => {
  const first = await store('first', 1);
  const index = openIndex();
  expect(await previews(index)).toEqual(['first']);
  const second = await store('second', 2);
  expect(await previews(index)).toEqual(['second', 'first']);
  first.recorder.append(turnLines(first, { say: 'more', answer: 'ok' }).lines);
  const [newest] = (await index.list({ sortKey: 'updated_at' })).rows;
  expect(newest?.updatedAtMs).toBeGreaterThan(start + 7_200_000);
  expect(newest?.id).toBe(first.id);
  const archive = path.join(home.codexHome, 'archived_sessions');
  mkdirSync(archive);
  renameSync(second.recorder.path, path.join(archive, path.basename(second.recorder.path)));
  expect(await previews(index)).toEqual(['first']);
  expect(await previews(index, { archived: true })).toEqual(['second']);
  expect(index.find(second.id)).toMatchObject({ archived: true });
  rmSync(first.recorder.path);
  expect(await previews(index)).toEqual([]);
  expect(index.find(first.id)).toBeUndefined();
});

it('finds files by id in every place they may lie, without a scan', async () => {
  const dated = await store('dated', 1);
  const sessions = path.join(home.codexHome, 'sessions');
  const direct = await store('direct', 2);
  renameSync(direct.recorder.path, path.join(sessions, path.basename(direct.recorder.path)));
  const flat = await store('flat', 3);
  renameSync(flat.recorder.path, path.join(sessions, `${flat.id}.jsonl`));
  const index = openIndex();
  expect([dated, direct, flat].map(({ id }) => index.find(id)?.preview)).toEqual(['dated', 'direct', 'flat']);
  expect(await previews(openIndex())).toEqual(['flat', 'direct', 'dated']);
});

it('remembers names; the last one of a thread counts', async () => {
  const thread = await store('hello', 1);
  const index = openIndex();
  await index.list({});
  index.setName(thread.id, 'Old');
  index.setName(thread.id, 'Blue door');
  expect((await index.list({ searchTerm: 'Blue' })).rows[0]?.name).toBe('Blue door');
  const file = path.join(home.codexHome, 'session_index.jsonl');
  expect(
    readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => Object.keys(JSON.parse(line))),
  ).toEqual([
    ['id', 'thread_name', 'updated_at'],
    ['id', 'thread_name', 'updated_at'],
  ]);
  appendFileSync(file, `torn{\n${JSON.stringify({ id: thread.id, thread_name: 'Elsewhere', updated_at: 'x' })}\n`);
  expect((await index.list({})).rows[0]?.name).toBe('Elsewhere');
  expect(index.nameOf(thread.id)).toBe('Elsewhere');
});

it('keeps what it knows over a restart', async () => {
  await store('kept', 1);
  const index = openIndex();
  await index.list({});
  index.close();
  const again = openIndex();
  expect(await previews(again)).toEqual(['kept']);
  await expect(index.list({})).rejects.toThrow('the thread index is closed');
});

it('is made anew when it is damaged or from a newer version', async () => {
  await store('survivor', 1);
  writeFileSync(indexFile(), 'this is no database, and long enough to be looked at as one '.repeat(100));
  const damaged = openIndex();
  expect(await previews(damaged)).toEqual(['survivor']);
  damaged.close();
  const newer = new DatabaseSync(indexFile());
  newer.exec('PRAGMA user_version = 999');
  newer.close();
  expect(await previews(openIndex())).toEqual(['survivor']);
  expect(warnings).toEqual([]);
});

it('mends itself when its file is damaged while it is open', async () => {
  await store('survivor', 1);
  const index = openIndex();
  await index.list({});
  const rogue = new DatabaseSync(indexFile());
  rogue.exec('DROP TABLE threads');
  rogue.close();
  expect(await previews(index)).toEqual(['survivor']);
});

it('lists without its file while another process holds it, and says so once', async () => {
  await store('alone', 1);
  const holder = new DatabaseSync(indexFile());
  holder.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; CREATE TABLE x (y)');
  const index = openIndex();
  expect(await previews(index)).toEqual(['alone']);
  expect(await previews(index)).toEqual(['alone']);
  expect(warnings).toEqual([expect.stringContaining('threads are listed without it')]);
  holder.close();
});

it('lists without its file in a home where it cannot be made', async () => {
  await store('alone', 1);
  mkdirSync(indexFile());
  expect(await previews(openIndex())).toEqual(['alone']);
  expect(warnings).toHaveLength(1);
});

it('serves others while it reads many files', async () => {
  for (let second = 0; second < 300; second += 1) await store(`thread ${second}`, second);
  const index = openIndex();
  let turns = 0;
  const counting = setInterval(() => {
    turns += 1;
  }, 0);
  const pages = await Promise.all([index.list({ limit: 100 }), index.list({ limit: 100 }), index.list({ limit: 100 })]);
  clearInterval(counting);
  expect(pages.map((page) => page.rows.length)).toEqual([100, 100, 100]);
  expect(turns).toBeGreaterThan(0);
});
