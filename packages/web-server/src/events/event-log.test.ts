// event-log.ts on real files: numbering, replay across reopening, what happens to damaged, newer and foreign files.
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { EventLog } from './event-log.ts';
import type { LoggedEvent } from './event-rows.ts';
import type { ServerMessage } from './messages.ts';

let home: string;
let warnings: string[];
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'event-log-'));
  warnings = [];
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const open = () => EventLog.open(join(home, 'events.sqlite'), (sentence) => warnings.push(sentence));
const note = (n: number): ServerMessage => ({ method: 'warning', params: { n } });
const numbers = (events: readonly LoggedEvent[]) => events.map((event) => [event.seq, event.message.params.n]);

test('listeners and readers see each event once, in order, however appends, flushes and reopenings fall', () => {
  const step = fc.oneof(
    fc.record({ act: fc.constant('append' as const), thread: fc.constantFrom('a', 'b') }),
    fc.record({ act: fc.constantFrom('flush' as const, 'reopen' as const), thread: fc.constant('a') }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      let log = open();
      const before = { a: log.position('a').head, b: log.position('b').head };
      const written: Record<string, unknown[]> = { a: [], b: [] };
      const heard: Record<string, unknown[]> = { a: [], b: [] };
      const listen = () => ['a', 'b'].map((id) => log.subscribe(id, (events) => heard[id]?.push(...numbers(events))));
      listen();
      const acts = {
        append: (id: string) =>
          void written[id]?.push([log.append(id, note(written[id].length)).seq, written[id].length]),
        flush: () => log.flush(),
        reopen: () => {
          log.close();
          log = open();
          listen();
        },
      };
      for (const { act, thread } of steps) acts[act](thread);
      log.flush();
      for (const id of ['a', 'b'] as const) {
        expect(heard[id]).toEqual(written[id]);
        expect(numbers(log.read(id, before[id], 1000))).toEqual(written[id]);
        expect((written[id] as number[][]).map(([seq]) => seq)).toEqual(written[id]?.map((_, i) => before[id] + i + 1));
      }
      log.close();
    }),
    { numRuns: 30 },
  );
  expect(warnings).toEqual([]);
});

test('an event is on disk before a listener is told of it', () => {
  const log = open();
  let onDisk: unknown;
  log.subscribe('a', () => {
    onDisk = numbers(log.read('a', 0, 10));
  });
  log.append('a', note(1));
  expect(onDisk).toBeUndefined();
  log.flush();
  expect(onDisk).toEqual([[1, 1]]);
  log.close();
});

test('the position knows the last turn, the unsettled mark survives, deltas can be left out', () => {
  let log = open();
  log.append('a', note(1));
  log.append('a', { method: 'turn/started', params: {} });
  log.append('a', { method: 'item/agentMessage/delta', params: {} });
  log.append('a', { method: 'item/reasoning/textDelta', params: {} }, { derived: true });
  log.markUnsettled('a', true);
  log.close();
  log = open();
  expect(log.unsettledThreads()).toEqual(['a']);
  expect(log.position('a')).toMatchObject({ head: 4, turnStart: 2, epoch: expect.stringMatching(/^[0-9a-f]{12}$/) });
  expect(log.read('a', 0, 10, { deltas: false }).map((event) => event.seq)).toEqual([1, 2, 4]);
  expect(log.read('a', 3, 10)[0]).toMatchObject({ seq: 4, derived: true });
  log.markUnsettled('a', false);
  log.flush();
  expect(log.unsettledThreads()).toEqual([]);
  log.close();
});

test.each([
  [
    'damaged',
    () => writeFileSync(join(home, 'events.sqlite'), 'not a database at all, certainly longer than a header'),
  ],
  [
    'of a newer version',
    () => {
      const newer = new DatabaseSync(join(home, 'events.sqlite'));
      newer.exec('PRAGMA user_version = 99');
      newer.close();
    },
  ],
])('a file that is %s is set aside and a new one is started', (_, spoil) => {
  spoil();
  const log = open();
  log.append('a', note(1));
  log.close();
  expect(warnings).toHaveLength(1);
  expect(readdirSync(home).filter((name) => name.includes('set-aside'))).toHaveLength(1);
  expect(statSync(join(home, 'events.sqlite')).mode & 0o777).toBe(0o600);
});
