// Every message of the recordings that a schema describes must fit it, whoever sent it, and our decoder must take what
// the official server took and refuse what it refused, in the same words.

import { decodeMethod } from '@codex/protocol/decode/first-request.ts';
import { decodeAnswer, decodeParams } from '@codex/protocol/decode.ts';
import { clientRequests, serverNotifications, serverRequests } from '@codex/protocol/methods.ts';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { expect, test } from 'vitest';
import { readRecordings, requestOf, trimText, type WireMessage } from './recordings.ts';

const recordings = readRecordings();
const validators = new Map<TSchema, ReturnType<typeof Compile>>();

/** Judged by TypeBox, which shares nothing with our own decoder. */
function faults(schema: TSchema, value: unknown): string[] {
  const validator = validators.get(schema) ?? Compile(schema);
  validators.set(schema, validator);
  if (validator.Check(value)) return [];
  return validator.Errors(value).map((error) => `${error.instancePath} ${error.message}`);
}

const isKnown = <T extends object>(table: T, method: string | undefined): method is keyof T & string =>
  method !== undefined && Object.hasOwn(table, method);

test('the recordings are there', () => {
  expect(recordings.length).toBeGreaterThan(100);
});

test.each(recordings)('$name: notifications and requests of the server fit their schemas', ({ messages }) => {
  for (const { sender, message } of messages) {
    if (sender !== 'server') continue;
    if (message.id === undefined && isKnown(serverNotifications, message.method)) {
      expect(faults(serverNotifications[message.method], message.params), message.method).toEqual([]);
    } else if (isKnown(serverRequests, message.method)) {
      expect(faults(serverRequests[message.method].params, message.params), message.method).toEqual([]);
    }
  }
});

test.each(recordings)('$name: results fit their schemas', ({ messages }) => {
  for (const entry of messages) {
    if (entry.sender !== 'server' || entry.message.result === undefined) continue;
    const method = requestOf(entry, messages)?.method;
    if (isKnown(clientRequests, method)) {
      expect(faults(clientRequests[method].result, entry.message.result), method).toEqual([]);
    }
  }
});

test.each(recordings)('$name: requests of the client decode as in the official server', ({ messages }) => {
  for (const entry of messages) {
    if (entry.sender !== 'server' || entry.message.method !== undefined) continue;
    const request = requestOf(entry, messages);
    if (request?.method === undefined) continue;
    const { method, params } = request;
    const known = decodeMethod(method);
    if ('ok' in known && !isKnown(clientRequests, known.ok)) continue;
    const decoded = 'ok' in known ? decodeParams(known.ok, params) : known;
    const refusal = 'error' in decoded ? trimText(`Invalid request: ${decoded.error}`) : undefined;
    expect({ method, refusal }).toEqual({ method, refusal: invalidRequest(entry.message) });
  }
});

function invalidRequest({ error }: WireMessage): string | undefined {
  return error && /^«?Invalid request: /.test(error.message) ? error.message : undefined;
}

test.each(recordings)('$name: answers of the client decode', ({ messages }) => {
  for (const entry of messages) {
    if (entry.sender !== 'client' || entry.message.result === undefined) continue;
    const method = requestOf(entry, messages)?.method;
    if (!isKnown(serverRequests, method)) continue;
    expect(decodeAnswer(method, entry.message.result)).toEqual({ ok: entry.message.result });
    expect(faults(serverRequests[method].result, entry.message.result)).toEqual([]);
  }
});
