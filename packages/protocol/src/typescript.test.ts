// Documents without some methods, as they are compared with official ones that lack them.
import { expect, test } from 'vitest';
import { jsonSchemaFiles } from './json-schema.ts';
import { typescriptFiles } from './typescript.ts';

const methods = ['thread/searchOccurrences'];
/** `ThreadSearchTextRange` is a part of the result alone. */
const types = ['ThreadSearchOccurrencesParams', 'ThreadSearchOccurrencesResponse', 'ThreadSearchTextRange'];

test.each([
  ['TypeScript', typescriptFiles],
  ['JSON Schema', jsonSchemaFiles],
])('%s leaves out methods, and the types that only they have', (_, filesOf) => {
  const whole = filesOf({ experimental: true });
  const less = filesOf({ experimental: true, without: methods });
  const text = (files: ReadonlyMap<string, string>) => [...files.values()].join('\n');
  for (const name of [...methods, ...types]) {
    expect(text(whole)).toContain(name);
    expect(text(less)).not.toContain(name);
  }
  expect([...less.keys()]).toEqual([...whole.keys()].filter((file) => !/SearchOccurrence|SearchTextRange/.test(file)));
});
