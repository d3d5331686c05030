// event-source.ts on a real log: what a thread, its family and the whole process show, and where a family begins.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { EventLog, noThread } from './event-log.ts';
import { type EventSource, familySource, familyStart, processSource, threadSource } from './event-source.ts';

let home: string;
let log: EventLog;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'event-source-'));
  log = EventLog.open(join(home, 'events.sqlite'), console.error);
});
afterEach(() => {
  log.close();
  rmSync(home, { recursive: true, force: true });
});

const append = (threadId: string, method: string) => log.append(threadId, { method, params: {} });
const shown = (source: EventSource, after = 0) =>
  source
    .read(after, 100)
    .filter((event) => source.shows(event))
    .map((event) => `${event.threadId} ${event.message.method} ${source.numberOf(event)}`);

test('a thread shows itself, a family its children too, in the numbers of everything, also those born later', () => {
  append('parent', 'old');
  append('stranger', 'x');
  append('parent', 'turn/started');
  log.setParent('child', 'parent');
  append('child', 'a');
  const family = familySource(log, 'parent');
  log.setParent('grandchild', 'child');
  append('grandchild', 'b');
  append(noThread, 'process');
  append('parent', 'c');
  expect(shown(threadSource(log, 'parent'))).toEqual(['parent old 1', 'parent turn/started 2', 'parent c 3']);
  const told = ['parent turn/started 3', 'child a 4', 'grandchild b 5', 'parent c 7'];
  expect(shown(family, familyStart(log, 'parent'))).toEqual(told);
  expect(family.includesProcess).toBe(false);
  log.flush();
  expect([...log.family('parent')]).toEqual(['parent', 'child', 'grandchild']);
});

test('the process shows everything, or what is asked for; a filter takes no numbers away', () => {
  append('a', 'one');
  append(noThread, 'two');
  append('b', 'one');
  expect(shown(processSource(log, {}))).toEqual(['a one 1', ' two 2', 'b one 3']);
  expect(shown(processSource(log, { types: new Set(['one']) }))).toEqual(['a one 1', 'b one 3']);
  expect(shown(processSource(log, { types: new Set(['one']), threadId: 'b' }))).toEqual(['b one 3']);
});

test('parents survive reopening', () => {
  log.setParent('child', 'parent');
  append('child', 'a');
  log.close();
  log = EventLog.open(join(home, 'events.sqlite'), console.error);
  expect(shown(familySource(log, 'parent'))).toEqual(['child a 1']);
});
