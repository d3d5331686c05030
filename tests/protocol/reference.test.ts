// The generated reference: each method once, and every example is a message that our decoder and the official schema take.
import { readFileSync } from 'node:fs';
import { decodeValue } from '@codex/protocol/decode/first-request.ts';
import { decodeParams } from '@codex/protocol/decode.ts';
import { ownMethodNames } from '@codex/protocol/generated/method-names.ts';
import { type ClientMethod, clientRequests, serverNotifications, serverRequests } from '@codex/protocol/methods.ts';
import { expect, it } from 'vitest';
import { fitsOfficialType } from './official-validator.ts';

interface Example {
  readonly id?: number;
  readonly method: string;
  readonly params?: unknown;
}

const text = readFileSync(new URL('../../docs/app-server.md', import.meta.url), 'utf8');
const examples = [...text.matchAll(/^```json\n(.*?)^```$/gms)].map(([, json = '']) => JSON.parse(json) as Example);

/** 1: of the client, 0: of the server; notifications have no id. */
const [ofClient, ofServer, notifications] = [1, 0, undefined].map((id) =>
  examples.filter((example) => example.id === id),
);

it('has every method once', () => {
  const methods = (list: readonly Example[] | undefined) => (list ?? []).map(({ method }) => method).sort();
  expect(methods(ofClient)).toEqual(Object.keys(clientRequests).sort());
  expect(methods(ofServer)).toEqual(Object.keys(serverRequests).sort());
  expect(methods(notifications)).toEqual([...Object.keys(serverNotifications), 'initialized'].sort());
});

const problemOf = (decoded: { readonly ok: unknown } | { readonly error: string }) =>
  'error' in decoded ? decoded.error : undefined;

it('shows valid requests of the client', () => {
  for (const { method, params } of ofClient ?? []) {
    expect(problemOf(decodeParams(method as ClientMethod, params)), method).toBeUndefined();
  }
});

it('shows valid requests and notifications of the server', () => {
  const tables = {
    ...serverNotifications,
    ...Object.fromEntries(Object.entries(serverRequests).map(([method, { params }]) => [method, params])),
  };
  for (const { method, params } of [...(ofServer ?? []), ...(notifications ?? [])]) {
    const schema = tables[method as keyof typeof tables];
    if (schema !== undefined) expect(problemOf(decodeValue(schema, params)), method).toBeUndefined();
  }
});

it('shows what the official schema takes', () => {
  const inSchema = (example: Example, union: string) =>
    expect(fitsOfficialType(union, example), example.method).toBe(true);
  const unwritten = new Set([
    ...ownMethodNames,
    'getConversationSummary',
    'gitDiffToRemote',
    'getAuthStatus',
    'rawResponseItem/completed',
    'rawResponse/completed',
  ]);
  for (const example of ofClient ?? []) if (!unwritten.has(example.method)) inSchema(example, 'ClientRequest');
  for (const example of ofServer ?? []) inSchema(example, 'ServerRequest');
  for (const example of notifications ?? []) {
    if (!unwritten.has(example.method))
      inSchema(example, example.method === 'initialized' ? 'ClientNotification' : 'ServerNotification');
  }
});
