import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutPage, type Page, pageCursor } from './pages.ts';

const scope = { threadId: 't', kind: 'turns' };
const ordinals = fc.uniqueArray(fc.nat(1000)).map((list) => list.sort((a, b) => a - b).map((ordinal) => ({ ordinal })));

test('pages follow each other without gap or repetition, in both directions', () => {
  fc.assert(
    fc.property(ordinals, fc.integer({ min: 1, max: 7 }), fc.boolean(), (entries, limit, descending) => {
      const seen: unknown[] = [];
      let page: Page<{ ordinal: number }> | undefined;
      do {
        page = cutPage(scope, entries, { cursor: page?.nextCursor ?? null, descending, limit });
        seen.push(...page.data);
      } while (page.nextCursor !== null);
      expect(seen).toEqual(descending ? entries.toReversed() : entries);
    }),
  );
});

test('the backwards cursor leads from the first entry of a page in the other direction', () => {
  const entries = [3, 5, 8, 13].map((ordinal) => ({ ordinal }));
  const after = { rolloutOrdinal: 5, includeAnchor: false };
  const page = cutPage(scope, entries, { cursor: after, descending: false, limit: 1 });
  expect(page.data).toEqual([{ ordinal: 8 }]);
  const back = cutPage(scope, entries, { cursor: page.backwardsCursor, descending: true, limit: 9 });
  expect(back.data.map(({ ordinal }) => ordinal)).toEqual([8, 5, 3]);
});

const ofItems = pageCursor({ ...scope, kind: 'items' }, 1, true);

test.each(['bad', '{}', '"x"', '{"rolloutOrdinal":1}', 'null', ofItems])('refuses the cursor %s', (cursor) => {
  expect(() => cutPage(scope, [], { cursor, descending: false, limit: 1 })).toThrow(`invalid cursor: ${cursor}`);
});
