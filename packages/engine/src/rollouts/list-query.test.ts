import { describe, expect, it } from 'vitest';
import { backwardsCursor, parseListQuery, sortTime } from './list-query.ts';
import { cursorAfter } from './place.ts';
import type { ThreadRow } from './thread-row.ts';

const row = { id: '01a1fb25-1995-7ff3-99b9-c549a8413865', createdAtMs: 1795214875029, updatedAtMs: 1795214875110 };

describe('thread/list parameters', () => {
  it('limit defaults to 25 and lies between 1 and 100', () => {
    expect([undefined, 0, 7, 1000].map((limit) => parseListQuery({ limit }).limit)).toEqual([25, 1, 7, 100]);
  });

  it('show interactive threads unless children or kinds are asked for', () => {
    expect(parseListQuery({ sourceKinds: [] }).kinds).toEqual(['cli', 'vscode']);
    expect(parseListQuery({ parentThreadId: row.id }).kinds).toBeNull();
    expect(parseListQuery({ sourceKinds: ['exec', 'subAgent'] }).kinds).toContain('subAgentReview');
  });

  it.each(['', 'garbage', '2026-11-21|x', '2026-11-21T00:07:18Z|nouuid', '2026-13-41T00:00:00Z'])(
    'refuse the cursor %j',
    (cursor) => {
      expect(() => parseListQuery({ cursor })).toThrow(`invalid cursor: ${cursor}`);
    },
  );

  it('refuse filters that this server cannot apply', () => {
    expect(() => parseListQuery({ originators: ['x'] })).toThrow('originator filtering is not supported');
    expect(() => parseListQuery({ sortKey: 'section_position' })).toThrow('requires a section filter');
  });
});

describe('cursors', () => {
  it('are a whole second for creation times, milliseconds otherwise, and the id', () => {
    const after = (sort: 'created_at' | 'updated_at') =>
      cursorAfter({ ms: sortTime(row as ThreadRow, sort), id: row.id });
    expect(after('created_at')).toBe(`2026-11-20T22:47:55Z|${row.id}`);
    expect(after('updated_at')).toBe(`2026-11-20T22:47:55.110Z|${row.id}`);
    expect(parseListQuery({ cursor: after('updated_at') }).after).toEqual({
      ms: row.updatedAtMs,
      id: row.id,
    });
  });

  it('backwards include the first row of the page', () => {
    const query = parseListQuery({ sortKey: 'updated_at' });
    expect(backwardsCursor(row as ThreadRow, query)).toBe('2026-11-20T22:47:55.109Z');
    expect(backwardsCursor(row as ThreadRow, { ...query, descending: false })).toBe('2026-11-20T22:47:55.111Z');
  });
});
