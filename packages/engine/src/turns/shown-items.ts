// How clients see what the model says: messages, reasoning, searches that its provider made.
import type { ThreadItem } from '@codex/protocol/item/thread-item.ts';
import type { ResponseItem } from '@codex/protocol/model/response-item.ts';

type Of<T extends string> = Extract<ResponseItem, { type: T }>;
type Shown<T extends string> = Extract<ThreadItem, { type: T }>;
export type ShownItem = Shown<'agentMessage'> | Shown<'reasoning'> | Shown<'webSearch'> | Shown<'plan'>;

/** Undefined for what clients do not see, or see as the item of a tool. `raw`: reasoning is shown as it is. */
export function shownItem(item: ResponseItem, raw: boolean): ShownItem | undefined {
  if (!('type' in item)) return undefined;
  if (item.type === 'message') return item.role === 'assistant' ? agentMessage(item, textOf(item)) : undefined;
  if (item.type === 'reasoning') return reasoning(item, raw);
  return item.type === 'web_search_call' ? webSearch(item) : undefined;
}

export function textOf({ content }: Of<'message'>): string {
  return content.map((part) => (part.type === 'output_text' ? part.text : '')).join('');
}

export function agentMessage(item: Pick<Of<'message'>, 'id' | 'phase'>, text: string): Shown<'agentMessage'> {
  return {
    type: 'agentMessage',
    moderation: null,
    id: item.id ?? '',
    text,
    phase: item.phase ?? null,
    memoryCitation: null,
    delivery: null,
    questions: null,
  };
}

function reasoning(item: Of<'reasoning'>, raw: boolean): Shown<'reasoning'> {
  return {
    type: 'reasoning',
    id: item.id ?? '',
    summary: item.summary.map((part) => part.text),
    content: raw ? (item.content ?? []).map((part) => part.text) : [],
  };
}

function webSearch({ id, action }: Of<'web_search_call'>): Shown<'webSearch'> {
  const shown = action ? searchActions[action.type]?.(action) : undefined;
  return { type: 'webSearch', id: id ?? '', query: '', action: { type: 'other' }, ...shown, results: null };
}

/** As the provider sent it; members may be missing. */
interface RawAction {
  readonly type: string;
  readonly query?: string | null;
  readonly queries?: readonly string[] | null;
  readonly url?: string | null;
  readonly pattern?: string | null;
}

type ShownSearch = Pick<Shown<'webSearch'>, 'query' | 'action'>;

const searchActions: Readonly<Record<string, (action: RawAction) => ShownSearch>> = {
  search: ({ query = null, queries = null }) => ({
    query: query ?? firstOf(queries ?? []),
    action: { type: 'search', query, queries: queries && [...queries] },
  }),
  open_page: ({ url = null }) => ({ query: url ?? '', action: { type: 'openPage', url } }),
  find_in_page: ({ url = null, pattern = null }) => ({
    query: [pattern === null ? null : `'${pattern}'`, url].filter((part) => part !== null).join(' in '),
    action: { type: 'findInPage', url, pattern },
  }),
};

function firstOf([first = '', second]: readonly string[]): string {
  return second === undefined ? first : `${first} ...`;
}
