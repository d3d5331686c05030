// Valid messages to start from: every different one of the recordings, and an example of each type that none shows.
import { decodeValue } from '@codex/protocol/decode/first-request.ts';
import { decodeAnswer, decodeParams } from '@codex/protocol/decode.ts';
import { type NotificationRow, type RequestRow, readSurface } from '@codex/protocol/documents/surface.ts';
import {
  type ClientMethod,
  clientRequests,
  type ServerRequestMethod,
  serverNotifications,
  serverRequests,
} from '@codex/protocol/methods.ts';
import { exampleOf } from '../../scripts/protocol-examples.ts';
import { fitsOfficialType, isOfficialType } from './official-validator.ts';
import { type RecordedMessage, type Recording, readRecordings, requestOf } from './recordings.ts';

type Read = (value: unknown) => { readonly ok: unknown } | { readonly error: string };

/** One kind of message content. */
export interface Kind {
  readonly method: string;
  readonly part: 'params' | 'result' | 'answer' | 'notification' | 'ask';
  /** The official type. */
  readonly type: string;
  readonly read: Read;
  readonly values: readonly unknown[];
}

const { types, ...rows } = readSurface({ experimental: true, others: [] });

type Collected = Readonly<Record<string, readonly unknown[]>>;

export function collectKinds(): Kind[] {
  const recorded = valuesOf(readRecordings());
  const kind = (part: Kind['part'], method: string, type: string | null, read: Read): Kind[] => {
    if (type === null || !isOfficialType(type)) return [];
    const known = (recorded[`${part} ${method}`] ?? []).filter((value) => fitsOfficialType(type, value));
    return [{ part, method, type, read, values: known.length > 0 ? known : [exampleOf(type, types)] }];
  };
  return [
    ...rows.clientRequests.flatMap((row: RequestRow) => [
      ...kind('params', row.method, row.params, (value) => decodeParams(row.method as ClientMethod, value)),
      ...kind('result', row.method, row.result, (value) =>
        decodeValue(clientRequests[row.method as ClientMethod].result, value),
      ),
    ]),
    ...rows.serverRequests.flatMap(({ method, params, result }: RequestRow) => [
      ...kind('ask', method, params, (value) =>
        decodeValue(serverRequests[method as ServerRequestMethod].params, value),
      ),
      ...kind('answer', method, result, (value) => decodeAnswer(method as ServerRequestMethod, value)),
    ]),
    ...rows.serverNotifications.flatMap(({ method, params }: NotificationRow) =>
      kind('notification', method, params, (value) =>
        decodeValue(serverNotifications[method as keyof typeof serverNotifications], value),
      ),
    ),
  ];
}

function valuesOf(recordings: readonly Recording[]): Collected {
  const found = new Map<string, Map<string, unknown>>();
  for (const { messages } of recordings) {
    for (const [key, value] of messages.flatMap((entry) => contentsOf(entry, messages))) {
      const values = found.get(key) ?? new Map<string, unknown>();
      found.set(key, values.set(JSON.stringify(value), value));
    }
  }
  return Object.fromEntries([...found].map(([key, values]) => [key, [...values.values()]]));
}

/** What a message carries, under its part and method. */
function contentsOf(entry: RecordedMessage, messages: readonly RecordedMessage[]): [string, unknown][] {
  const { sender, message } = entry;
  const { id, method, params, result } = message;
  const told = id === undefined ? 'notification' : 'ask';
  if (method !== undefined)
    return params === undefined ? [] : [[`${sender === 'client' ? 'params' : told} ${method}`, params]];
  const request = result === undefined ? undefined : requestOf(entry, messages);
  return request?.method === undefined
    ? []
    : [[`${sender === 'server' ? 'result' : 'answer'} ${request.method}`, result]];
}
