// What a compaction keeps.
import type { ResponseItem } from '@codex/protocol/model/response-item.ts';
import { expect, test } from 'vitest';
import { compactedHistory, summaryText } from './compacted-history.ts';

const said = (role: string, text: string): ResponseItem => ({
  type: 'message',
  role,
  content: [{ type: role === 'assistant' ? 'output_text' : 'input_text', text }],
});
const texts = (items: readonly ResponseItem[]) =>
  items.map((item) =>
    item.type === 'message' ? item.content.map((part) => ('text' in part ? part.text : '')).join() : '',
  );

const context = [said('developer', 'rules'), said('user', '<environment_context>x</environment_context>')];
const summary = said('user', summaryText('done so far'));

test('the words of the user stay, our context stands before the last of them, the summary at the end', () => {
  const history = [
    ...context,
    said('user', 'first'),
    said('assistant', 'answer'),
    { type: 'function_call', call_id: 'c', name: 'f', arguments: '{}' } as ResponseItem,
    said('user', '<turn_aborted>\nx'),
    said('user', summaryText('an earlier summary')),
    said('user', 'second'),
  ];
  expect(texts(compactedHistory(history, context, summary))).toEqual([
    'first',
    ...texts(context),
    'second',
    ...texts([summary]),
  ]);
});

test('nothing said yet: context and summary', () => {
  expect(compactedHistory([], context, summary)).toEqual([...context, summary]);
});

test('too much said: the newest is kept whole, the one before is cut in the middle, older ones go', () => {
  const long = `head${'x'.repeat(100_000)}tail`;
  const kept = texts(compactedHistory([said('user', 'gone'), said('user', long), said('user', 'newest')], [], summary));
  expect(kept).toHaveLength(3);
  expect(kept[0]).toMatch(/^headx+…\d+ tokens truncated…x+tail$/);
  expect(kept[0]?.length).toBeLessThan(80_100);
  expect(kept[1]).toBe('newest');
});
