// Wrong parameters are refused in the words of the official server, and what only looks wrong is taken.
import { decodeMethod } from '@codex/protocol/decode/first-request.ts';
import { decodeParams } from '@codex/protocol/decode.ts';
import { methodsWithoutParams } from '@codex/protocol/generated/method-names.ts';
import { expect, test } from 'vitest';
import { decodingDifferences } from './intended-differences.ts';
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

const deviating = cases.filter(({ deviation }) => deviation !== undefined);

test.each(deviating)('$title: $deviation', (entry) => {
  expect(refusalOf(entry)).not.toBe(entry.refusal);
  const difference = decodingDifferences[entry.deviation ?? ''];
  expect(difference?.concerns(entry.params, refusalOf(entry) ?? undefined)).toBe(true);
});

test('every difference of decoding is shown', () => {
  expect(new Set(deviating.map(({ deviation }) => deviation))).toEqual(new Set(Object.keys(decodingDifferences)));
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

test('older tools of the client become newer ones, in namespaces', () => {
  const tool = (name: string) => ({ name, description: 'd', inputSchema: {} });
  const made = (name: string) => ({ type: 'function', ...tool(name) });
  const dynamicTools = [
    { ...tool('a'), namespace: 'n', exposeToContext: false },
    { ...tool('b'), namespace: null, exposeToContext: true },
    { ...tool('c'), namespace: 'n', deferLoading: false, exposeToContext: false },
  ];
  const tools = [{ ...made('a'), deferLoading: true }, made('c')];
  expect(decodeParams('thread/start', { dynamicTools })).toEqual({
    ok: { dynamicTools: [{ type: 'namespace', name: 'n', description: '', tools }, made('b')] },
  });
});

test('nothing is copied when nothing is rewritten', () => {
  const params = { threadId: 't', input: [{ type: 'text', text: 'hello' }] };
  const decoded = decodeParams('turn/start', params);
  expect('ok' in decoded && decoded.ok).toBe(params);
});
