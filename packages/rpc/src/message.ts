// JSON-RPC-lite messages: their types, one tolerant reader of a text, one writer.
// Guarantee: what is no message is `undefined`, never an exception; ids come back exactly as they were sent.

/** Integers beyond 2^53 (up to 64 bits) are bigints, so that they are echoed exactly. */
export type MessageId = string | number | bigint;

/** The `error` member of an answer. */
export interface ErrorObject {
  readonly code: number;
  readonly message: string;
  readonly data?: unknown;
}

export interface RequestMessage {
  readonly method: string;
  readonly id: MessageId;
  readonly params?: unknown;
}

export interface NotificationMessage {
  readonly method: string;
  readonly params?: unknown;
  /** Unix time in milliseconds. */
  readonly emittedAtMs?: number;
}

export interface ResultMessage {
  readonly id: MessageId;
  readonly result: unknown;
}

export interface ErrorMessage {
  readonly error: ErrorObject;
  readonly id: MessageId;
}

export type Message = RequestMessage | NotificationMessage | ResultMessage | ErrorMessage;

export function isRequest(message: Message): message is RequestMessage {
  return 'method' in message && 'id' in message;
}

export function isNotification(message: Message): message is NotificationMessage {
  return 'method' in message && !('id' in message);
}

export function isResponse(message: Message): message is ResultMessage | ErrorMessage {
  return !('method' in message);
}

/**
 * One message of one text, or undefined for everything else: broken JSON, arrays, blank text, objects of another
 * shape. A `method` with an id that is neither text nor a 64-bit integer reads as a notification. Unknown members,
 * `jsonrpc` among them, are dropped.
 */
export function parse(text: string): Message | undefined {
  const value = parseObject(text);
  if (value === undefined) return undefined;
  const id = readId(value.id, text);
  const { method, params, emittedAtMs } = value;
  if (typeof method === 'string') {
    const given = params === undefined || params === null ? {} : { params };
    if (id !== undefined) return { method, id, ...given };
    return { method, ...given, ...(typeof emittedAtMs === 'number' ? { emittedAtMs } : {}) };
  }
  if (id === undefined) return undefined;
  if (value.result !== undefined) return { id, result: value.result };
  return isErrorObject(value.error) ? { error: value.error, id } : undefined;
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function isErrorObject(value: unknown): value is ErrorObject {
  if (typeof value !== 'object' || value === null) return false;
  const { code, message } = value as Partial<ErrorObject>;
  return Number.isInteger(code) && typeof message === 'string';
}

/** Numbers of this form are no integers, even where their value is one. What a match is the id of, is not told. */
const fractionalId = /"id"\s*:\s*-?\d+[.eE]/;

function readId(value: unknown, text: string): MessageId | undefined {
  if (typeof value === 'string') return value;
  if (!Number.isInteger(value)) return undefined;
  return Number.isSafeInteger(value) && !fractionalId.test(text) ? (value as number) : readExactId(text);
}

type Reviver = (this: unknown, key: string, value: unknown, context: { source?: string }) => unknown;

/** The id once more, from its digits: a double has lost some of them. */
function readExactId(text: string): MessageId | undefined {
  const digits = new Map<unknown, string | undefined>();
  const collect: Reviver = function (key, value, context) {
    if (key === 'id') digits.set(this, context.source);
    return value;
  };
  const source = digits.get.call(digits, JSON.parse(text, collect as (key: string, value: unknown) => unknown));
  if (source === undefined || !/^-?\d+$/.test(source)) return undefined;
  const id = BigInt(source);
  if (BigInt.asIntN(64, id) !== id) return undefined;
  return Number.isSafeInteger(Number(id)) ? Number(id) : id;
}

const texts = new WeakMap<Message, string>();

/**
 * The text of a message, without a line end. A request or notification is written once, however many connections
 * send it; nobody changes it afterwards.
 */
export function encode(message: Message): string {
  if (!('method' in message)) return encodeResponse(message);
  const known = texts.get(message);
  if (known !== undefined) return known;
  const text = JSON.stringify(message);
  texts.set(message, text);
  return text;
}

function encodeResponse(message: ResultMessage | ErrorMessage): string {
  const id = typeof message.id === 'bigint' ? message.id.toString() : JSON.stringify(message.id);
  if ('error' in message) return `{"error":${JSON.stringify(message.error)},"id":${id}}`;
  return `{"id":${id},"result":${JSON.stringify(message.result) ?? 'null'}}`;
}
