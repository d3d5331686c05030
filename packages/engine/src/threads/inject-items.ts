// What is put at the end of what the model sees without a turn: items of its own format (thread/inject_items), and the
// user's word that something refused is allowed (thread/approveGuardianDeniedAction).
import type { ResponseItem } from '@codex/protocol/model/response-item.ts';
import type { ThreadInjectItemsParams } from '@codex/protocol/thread/inject-items.ts';
import { invalidRequest } from '../errors.ts';
import { approvedAction } from '../turns/approved-action.ts';
import type { Settings } from '../turns/settings.ts';
import { recordNotice } from '../turns/start-turn.ts';
import { Turn } from '../turns/turn.ts';
import type { TurnHost } from '../turns/turn-host.ts';

export async function injectItems(
  thread: Listener,
  { items }: ThreadInjectItemsParams,
): Promise<Record<string, never>> {
  await thread.inject(await readItems(items));
  return {};
}

export async function approveDenied(thread: Listener, event: unknown): Promise<Record<string, never>> {
  const approval = approvedAction(event);
  if (approval) await thread.inject([approval]);
  return {};
}

interface Listener {
  inject(items: readonly ResponseItem[]): Promise<void>;
}

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
export async function recordItems(
  items: readonly ResponseItem[],
  isFirst: boolean,
  settings: Settings,
  thread: Pick<TurnHost, 'commit' | 'contextRecords' | 'historySequence' | 'sync'>,
): Promise<void> {
  if (isFirst) thread.commit(null, await thread.contextRecords(new Turn({ settings })));
  recordNotice({ items }, thread);
  await thread.sync();
}
