import type { ResponseItem } from '@codex/protocol/model/response-item.ts';
import { describe, expect, it } from 'vitest';
import { HistoryProjection } from './history.ts';
import { HistorySequence } from './history-sequence.ts';
import type { RolloutItem } from './rollout-line.ts';

const user = (text: string): ResponseItem => ({
  type: 'message',
  role: 'user',
  content: [{ type: 'input_text', text }],
});
const said = (text: string): RolloutItem => ({ type: 'response_item', payload: user(text) });
const event = (type: string, more = {}): RolloutItem => ({ type: 'event_msg', payload: { type, ...more } });

function project(items: RolloutItem[]): HistoryProjection {
  const history = new HistoryProjection();
  for (const item of items) history.add({ timestamp: '2026-01-01T00:00:00.000Z', ...item });
  return history;
}

describe('model history', () => {
  it('starts anew at a compaction', () => {
    const items: RolloutItem[] = [
      said('old'),
      { type: 'compacted', payload: { message: 'sum', replacement_history: [user('summary')] } },
      said('new'),
    ];
    expect(project(items).items()).toEqual([user('summary'), user('new')]);
  });

  it('keeps only the summary of a compaction that does not list its history', () => {
    expect(project([said('old'), { type: 'compacted', payload: { message: 'sum' } }]).items()).toEqual([user('sum')]);
  });

  it('loses the turns that were rolled back', () => {
    const turn = (text: string) => [event('task_started', { turn_id: text }), said(text)];
    const items = [...turn('a'), ...turn('b'), ...turn('c'), event('thread_rolled_back', { num_turns: 2 }), said('d')];
    expect(project(items).items()).toEqual([user('a'), user('d')]);
  });

  it('answers calls that a crash cut off', () => {
    const call = (call_id: string): ResponseItem => ({ type: 'function_call', name: 'f', arguments: '{}', call_id });
    const output: ResponseItem = { type: 'function_call_output', call_id: 'done', output: 'ok' };
    const items = [call('done'), call('cut'), output].map(
      (payload): RolloutItem => ({ type: 'response_item', payload }),
    );
    expect(project(items).items()).toEqual([
      call('done'),
      call('cut'),
      { type: 'function_call_output', call_id: 'cut', output: 'aborted' },
      output,
    ]);
  });
});

describe('history sequence', () => {
  it('numbers items and says what the model had been given', () => {
    const sequence = new HistorySequence();
    const seen = (metadata: ReturnType<HistorySequence['next']>) => [
      metadata.history_sequence,
      metadata.sampled_through_sequence,
    ];
    expect(seen(sequence.next())).toEqual([1, 0]);
    expect(seen(sequence.next())).toEqual([2, 0]);
    sequence.requestSent();
    expect(seen(sequence.nextFromModel())).toEqual([3, 2]);
    expect(seen(sequence.nextFromModel())).toEqual([4, 2]);
    expect(seen(sequence.next())).toEqual([5, 2]);
    sequence.requestSent();
    expect(seen(sequence.nextFromModel())).toEqual([6, 5]);
  });

  it('goes on where a file ends', () => {
    const line: RolloutItem = {
      ...said('x'),
      metadata: { history_sequence: 7, sampled_through_sequence: 4 },
    } as RolloutItem;
    expect(project([line]).sequence().next()).toMatchObject({ history_sequence: 8, sampled_through_sequence: 4 });
  });
});
