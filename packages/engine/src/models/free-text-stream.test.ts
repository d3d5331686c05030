import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FreeTextStream } from './free-text-stream.ts';

test('any text comes out whole, however its JSON is cut', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.boolean(), fc.array(fc.nat(200)), (text, escaped, cuts) => {
      const plain = JSON.stringify({ input: text });
      const json = escaped ? plain.replace(/[\u0080-\uffff]/g, escapeCode) : plain;
      const places = [0, ...cuts.map((cut) => cut % (json.length + 1)).sort((a, b) => a - b), json.length];
      const stream = new FreeTextStream();
      expect(places.map((place, at) => stream.take(json.slice(place, places[at + 1]))).join('')).toBe(text);
    }),
  );
});

test('what is no such object gives nothing', () => {
  for (const json of ['{"other":"text"}', '"text"', '[1,2]', '{"input":5}']) {
    expect(new FreeTextStream().take(json)).toBe('');
  }
});

function escapeCode(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
