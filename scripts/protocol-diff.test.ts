import { expect, it } from 'vitest';
import { describeChanges } from './protocol-diff.ts';
import type { Definitions } from './protocol-normal.ts';

const message = (method: string) => ({
  type: 'object',
  properties: { method: { type: 'string', enum: [method] }, params: { $ref: `#/definitions/${method}Params` } },
  required: ['method', 'params'],
});

const surface = (methods: readonly string[], types: Definitions): Definitions => ({
  ClientRequest: { oneOf: methods.map(message) },
  ...types,
});

const text = { type: 'string' };
const before = {
  version: '1.0.0',
  stable: surface(['a'], {}),
  experimental: surface(['a', 'b'], { Thing: { type: 'object', properties: { one: text } }, Old: text }),
};

it('says nothing changed when nothing has', () => {
  expect(describeChanges(before, { ...before, version: '1.0.1' })).toBe(
    '# Protocol: 1.0.0 to 1.0.1\n\nNothing changed.',
  );
});

it('lists methods, types and fields as work to do', () => {
  const after = {
    version: '1.1.0',
    stable: surface(['b'], {}),
    experimental: surface(['b', 'c'], {
      Thing: { type: 'object', properties: { one: text, two: text }, required: ['one'] },
      New: text,
    }),
  };
  expect(describeChanges(before, after)).toBe(`# Protocol: 1.0.0 to 1.1.0

## Methods: ClientRequest

- [ ] \`a\` removed
- [ ] \`c\` added (experimental)

## Methods that became stable

- [ ] b

## Types added

- [ ] New

## Types removed

- [ ] Old

## Types changed

- [ ] Thing one: changed optional -> required
- [ ] Thing two: added`);
});
