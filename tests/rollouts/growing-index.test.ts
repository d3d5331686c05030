// A home full of threads and no index: lists are answered from what is known, and paging through a list that grows
// loses nothing, shows nothing twice, and keeps its order.
import { existsSync, readdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setImmediate as nextTick } from 'node:timers/promises';
import type { ThreadListParams } from '@codex/protocol/thread/list.ts';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { ThreadIndex } from '../../packages/engine/src/rollouts/thread-index.ts';
import { type Home, makeHome, newThread, turnLines } from './conversation.ts';

const start = Date.UTC(2026, 10, 20, 12, 0, 0);
/** More than one request reads. */
const threads = 1400;

let home: Home;
let created: string[];
let changed: string[];

/** Every third thread is created in the same second as the one before; changes go another way than creations. */
beforeAll(async () => {
  home = makeHome();
  const stored: Array<{ id: string; createdMs: number; changedMs: number }> = [];
  for (let n = 0; n < threads; n += 1) {
    const createdMs = start + (n - (n % 3 === 2 ? 1 : 0)) * 60_000;
    const thread = newThread(home, { createdAt: new Date(createdMs), meta: { threadId: idAt(createdMs, n) } });
    thread.recorder.append(turnLines(thread, { say: `about ${n % 10}`, answer: `word${n % 100}` }).lines);
    await thread.recorder.close();
    const changedMs = start + 10_000_000_000 + ((n * 7919) % threads) * 1000;
    utimesSync(thread.recorder.path, new Date(changedMs), new Date(changedMs));
    stored.push({ id: thread.id, createdMs, changedMs });
  }
  const newest = (key: 'createdMs' | 'changedMs') =>
    stored.toSorted((a, b) => b[key] - a[key] || (a.id < b.id ? 1 : -1)).map(({ id }) => id);
  created = newest('createdMs');
  changed = newest('changedMs');
});

afterAll(() => home.remove());

/** As threads are named: the time of creation first. */
function idAt(ms: number, n: number): string {
  const time = ms.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${String(n).padStart(12, '0')}`;
}

/** Without what was indexed before. */
function openIndex(): ThreadIndex {
  for (const suffix of ['', '-wal', '-shm']) {
    rmSync(path.join(home.codexHome, `thread-index.sqlite${suffix}`), { force: true });
  }
  const index = new ThreadIndex({ codexHome: home.codexHome });
  onTestFinished(() => index.close());
  return index;
}

async function allPages(index: ThreadIndex, params: ThreadListParams, act = (_page: number) => {}): Promise<string[]> {
  const seen: string[] = [];
  let cursor: string | null = null;
  for (let page = 0; page === 0 || cursor !== null; page += 1) {
    const { rows, nextCursor } = await index.list({ ...params, cursor });
    seen.push(...rows.map(({ id }) => id));
    cursor = nextCursor;
    act(page);
  }
  return seen;
}

it.each([
  ['created_at', 'desc', () => created],
  ['created_at', 'asc', () => created.toReversed()],
  ['updated_at', 'desc', () => changed],
  ['updated_at', 'asc', () => changed.toReversed()],
] as const)('pages by %s %s are whole and in order while files are being read', async (sortKey, direction, order) => {
  const seen = await allPages(openIndex(), { sortKey, sortDirection: direction, limit: 30 });
  expect(seen).toEqual(order());
});

it('every thread comes once by the time of its last turn', async () => {
  const seen = await allPages(openIndex(), { sortKey: 'recency_at', limit: 70 });
  expect(seen.toSorted()).toEqual(created.toSorted());
});

it('the first page is there before most files were read, and newest first', async () => {
  const index = openIndex();
  const { rows } = await index.list({ limit: 10 });
  expect(rows.map(({ id }) => id)).toEqual(created.slice(0, 10));
  index.close();
  // What was begun is taken up again: nothing counts as looked into before all of it was read.
  const again = new ThreadIndex({ codexHome: home.codexHome });
  onTestFinished(() => again.close());
  expect(await allPages(again, { limit: 100 })).toEqual(created);
});

it('filters find everything over several pages that may be short', async () => {
  const seen = await allPages(openIndex(), { searchTerm: 'about 3', limit: 100 });
  expect(seen).toEqual(created.filter((id) => Number(id.slice(-12)) % 10 === 3));
});

it('what was said is found without waiting for every file', async () => {
  const index = openIndex();
  const seen: string[] = [];
  let cursor: string | null = null;
  let pages = 0;
  do {
    const page = await index.search({ limit: 100, cursor }, 'word42');
    seen.push(...page.rows.map(({ id }) => id));
    expect(page.snippets.every((snippet) => snippet.includes('word42'))).toBe(true);
    cursor = page.nextCursor;
    pages += 1;
  } while (cursor !== null);
  expect(seen).toEqual(created.filter((id) => Number(id.slice(-12)) % 100 === 42));
  expect(pages).toBeGreaterThan(1);
});

it('threads that come and go meanwhile do not disturb the others', async () => {
  const index = openIndex();
  const folder = path.join(home.codexHome, 'sessions', '2026', '11', '20');
  const [gone = ''] = readdirSync(folder).filter((name) => name.includes(created[200] ?? ''));
  const away = path.join(home.codexHome, 'away');
  onTestFinished(() => {
    if (existsSync(away)) renameSync(away, path.join(folder, gone));
  });
  const seen = await allPages(index, { limit: 50 }, (page) => {
    if (page === 1 && gone) renameSync(path.join(folder, gone), away);
  });
  expect(new Set(seen).size).toBe(seen.length);
  const kept = created.filter((id) => !gone.includes(id));
  expect(seen.filter((id) => kept.includes(id))).toEqual(kept);
});

it('reading is cut into slices between which others are served', async () => {
  let turns = 0;
  let done = false;
  const counting = (async () => {
    for (; !done; turns += 1) await nextTick();
  })();
  await openIndex().builtOn('nobody');
  done = true;
  await counting;
  expect(turns).toBeGreaterThan(10);
});

it('a file that is no rollout keeps nothing from the list', async () => {
  const bad = path.join(home.codexHome, 'sessions', `rollout-2026-11-21T00-00-00-${idAt(start, 99_999)}.jsonl`);
  writeFileSync(bad, 'nothing of use\n');
  onTestFinished(() => rmSync(bad));
  expect(await allPages(openIndex(), { limit: 100 })).toEqual(created);
});
