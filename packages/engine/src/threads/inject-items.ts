// thread/inject_items: items of the model's own format, put at the end of what it sees without a turn.
import type { ResponseItem } from '@codex/protocol/model/response-item.ts';
import { invalidRequest } from '../errors.ts';
import { recordNotice } from '../turns/start-turn.ts';
import { Turn } from '../turns/turn.ts';
import type { TurnHost } from '../turns/turn-host.ts';

/** Throws EngineError when there are none, or one of them is no item. Items of unknown types are left out. */
export async function readItems(items: readonly unknown[]): Promise<ResponseItem[]> {
  if (items.length === 0) throw invalidRequest('items must not be empty');
  const [{ decodeValue }, { ResponseItem }] = await Promise.all([
    import('@codex/protocol/decode/first-request.ts'),
    import('@codex/protocol/model/response-item.ts'),
  ]);
  const known = items.map((item, index) => {
    const decoded = decodeValue(ResponseItem, item);
    if ('ok' in decoded) return decoded.ok as ResponseItem;
    throw invalidRequest(`items[${index}] is not a valid response item: ${decoded.error}`);
  });
  return known.filter(({ type }) => type !== 'other');
}

/** Between turns. A history that is still empty gets its context first. */
export async function recordItems(items: readonly ResponseItem[], isFirst: boolean, thread: Thread): Promise<void> {
  if (isFirst) thread.commit(null, await thread.contextRecords(new Turn({ settings: thread.settings })));
  recordNotice({ items }, thread);
  await thread.sync();
}

type Thread = Pick<TurnHost, 'commit' | 'contextRecords' | 'historySequence' | 'sync'> & {
  readonly settings: Turn['settings'];
};
