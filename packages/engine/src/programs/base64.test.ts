import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeBase64 } from './base64.ts';

test('what an encoder writes is read back', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const text = Buffer.from(bytes).toString('base64');
      expect(decodeBase64(text, 'deltaBase64')).toEqual(Buffer.from(bytes));
    }),
  );
});

test('whatever is not refused is what an encoder writes', () => {
  const nearly = fc.string({ unit: fc.constantFrom(...'AQRYg+/=-'), maxLength: 9 });
  fc.assert(
    fc.property(nearly, (text) => {
      let bytes: Buffer;
      try {
        bytes = decodeBase64(text, 'deltaBase64');
      } catch {
        return;
      }
      expect(bytes.toString('base64')).toBe(text);
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ['not base64!!', 'Invalid symbol 32, offset 3.'],
  ['YQ', 'Invalid padding'],
  ['YQ=', 'Invalid padding'],
  ['YWE', 'Invalid padding'],
  ['YQ===', 'Invalid symbol 61, offset 2.'],
  ['YR==', 'Invalid last symbol 82, offset 1.'],
  ['YQ==YQ==', 'Invalid symbol 61, offset 2.'],
  ['Y', 'Invalid input length: 1'],
  ['Y-E=', 'Invalid symbol 45, offset 1.'],
  ['====', 'Invalid symbol 61, offset 0.'],
  ['??', 'Invalid symbol 63, offset 0.'],
])('%j is refused: %s', (text, fault) => {
  expect(() => decodeBase64(text, 'deltaBase64')).toThrow(`invalid deltaBase64: ${fault}`);
});
