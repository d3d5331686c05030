// How a logged event looks to REST clients: the params with snake_case keys, plus the additive rows of one table that
// keep the documented examples true. Nothing else is ever changed or left out.
import { serverNotifications, serverRequests } from '@codex/protocol/methods.ts';
import { naming, snakeCase } from '../rest/naming.ts';
import type { LoggedEvent } from './event-rows.ts';
import { isAsk, type ServerMessage, threadIdOf } from './messages.ts';
import { approvalIdOf, requestIdOf } from './pending-requests.ts';

/** Event data while it is built; what the rows read is guaranteed by the schema of their event. */
interface Data extends Record<string, unknown> {
  readonly thread?: { readonly id: string; readonly model?: string | null };
  readonly turn?: { readonly id: string; readonly status: string; readonly error?: unknown };
  readonly item?: { readonly id: string; readonly type: string };
  readonly token_usage?: { readonly total: Record<string, unknown> };
  readonly plan?: ReadonlyArray<{ readonly step: string }>;
}

type Row = (data: Data, event: LoggedEvent) => Record<string, unknown>;

const item: Row = ({ item }) => ({ item_id: item?.id, item_type: itemType(item?.type ?? '') });

/** Fields added to an event; the event's own fields win where both exist (but see `replacing`). */
const rows: Readonly<Record<string, Row>> = {
  'thread/started': ({ thread }) => ({ thread_id: thread?.id, model: thread?.model ?? null }),
  'thread/tokenUsage/updated': ({ token_usage }) => ({ ...token_usage?.total }),
  'turn/started': ({ turn }) => ({ turn_id: turn?.id }),
  'turn/completed': ({ turn }) => ({
    turn_id: turn?.id,
    status: turn?.status === 'completed' ? 'success' : turn?.status,
    ...(turn?.error ? { error: turn.error } : {}),
  }),
  'turn/plan/updated': ({ plan }) => ({ plan_text: (plan ?? []).map(({ step }) => step).join('\n') }),
  'item/started': item,
  'item/completed': item,
  'item/commandExecution/outputDelta': ({ delta }) => ({ output: delta }),
  'item/commandExecution/requestApproval': () => ({ reason: null, proposed_execpolicy_amendment: null }),
  'item/fileChange/requestApproval': () => ({ reason: null, grant_root: null }),
  'mcpServer/oauthLogin/completed': () => ({ error: null }),
  'serverRequest/resolved': (_, event) => ({ request_id: requestIdOf(event) }),
};

/** Rows whose fields replace the event's own: the wire's request id is unique within one connection only. */
const replacing: ReadonlySet<string> = new Set(['serverRequest/resolved']);

/** The event's data. `threadId`: of the stream it is sent on, for events that name no thread; null on none. */
export function restData(event: LoggedEvent, threadId: string | null): Record<string, unknown> {
  const { message } = event;
  const params = restParams(message);
  const added = rows[message.method]?.(params, event) ?? {};
  const data: Record<string, unknown> = { thread_id: null, ...added, ...params };
  data.thread_id ??= threadIdOf(message) ?? threadId;
  if (replacing.has(message.method)) Object.assign(data, added);
  if (isAsk(message)) Object.assign(data, askFields(event));
  if (message.emittedAtMs !== undefined) data.emitted_at_ms = message.emittedAtMs;
  return data;
}

/** A pending ask as the approvals route lists it. */
export function restAsk(event: LoggedEvent, threadId: string | null): Record<string, unknown> {
  return { ...restData(event, threadId), type: event.message.method };
}

function restParams(message: ServerMessage): Data {
  const { method } = message;
  const schema = isAsk(message)
    ? serverRequests[method as keyof typeof serverRequests]?.params
    : serverNotifications[method as keyof typeof serverNotifications];
  return (schema ? naming(schema).toRest(message.params) : message.params) as Data;
}

function askFields(event: LoggedEvent): Record<string, unknown> {
  return {
    request_id: requestIdOf(event),
    approval_id: approvalIdOf(event),
    created_at: new Date(event.at).toISOString(),
    expires_at: event.expires === null ? null : new Date(event.expires).toISOString(),
  };
}

const toolItems: ReadonlySet<string> = new Set([
  'commandExecution',
  'fileChange',
  'mcpToolCall',
  'dynamicToolCall',
  'collabAgentToolCall',
  'webSearch',
  'imageView',
  'imageGeneration',
  'sleep',
  'functionCallOutput',
  'subAgentActivity',
]);

function itemType(type: string): string {
  return toolItems.has(type) ? 'tool_call' : snakeCase(type);
}
