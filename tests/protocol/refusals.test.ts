// Wrong parameters are refused in the words of the official server, and what only looks wrong is taken.
import { decodeMethod } from '@codex/protocol/decode/first-request.ts';
import { decodeParams } from '@codex/protocol/decode.ts';
import { methodsWithoutParams } from '@codex/protocol/generated/method-names.ts';
import { expect, test } from 'vitest';
import { type RefusalCase, readRefusals } from './refusals.ts';

const cases = readRefusals().map((entry) => ({ ...entry, title: `${entry.method} ${JSON.stringify(entry.params)}` }));

function refusalOf({ method, params }: RefusalCase): string | null {
  const known = decodeMethod(method);
  const decoded = 'ok' in known ? decodeParams(known.ok, params) : known;
  return 'error' in decoded ? decoded.error : null;
}

test.each(cases.filter(({ deviation }) => deviation === undefined))('$title', (entry) => {
  expect(refusalOf(entry)).toBe(entry.refusal);
});

test.each(cases.filter(({ deviation }) => deviation !== undefined))('$title: $deviation', (entry) => {
  expect(refusalOf(entry)).not.toBe(entry.refusal);
});

test('parameters are needed, but for the methods that have none', () => {
  for (const method of ['thread/start', 'thread/list', 'model/list'] as const) {
    expect(decodeParams(method, undefined)).toEqual({ error: 'missing field `params`' });
  }
  for (const method of methodsWithoutParams) expect(refusalOf({ method, refusal: null })).toBeNull();
});

test('older words and lists of fields become what handlers expect, and the input stays as it was', () => {
  const settings = { model: 'm' };
  const params = { threadId: 't', input: [], collaborationMode: { mode: 'execute', settings } };
  const before = structuredClone(params);
  expect(decodeParams('turn/start', params)).toEqual({
    ok: { threadId: 't', input: [], collaborationMode: { mode: 'default', settings } },
  });
  expect(params).toEqual(before);
  expect(decodeParams('turn/interrupt', ['a', 'b'])).toEqual({ ok: { threadId: 'a', turnId: 'b' } });
  expect(decodeParams('thread/start', { runtimeWorkspaceRoots: ['/a/./b//../c/'] })).toEqual({
    ok: { runtimeWorkspaceRoots: ['/a/c'] },
  });
});

test('nothing is copied when nothing is rewritten', () => {
  const params = { threadId: 't', input: [{ type: 'text', text: 'hello' }] };
  const decoded = decodeParams('turn/start', params);
  expect('ok' in decoded && decoded.ok).toBe(params);
});
