import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineSplitter, LineTooLongError } from './lines.ts';

function split(chunks: readonly Buffer[], limit = 1_000_000): string[] {
  const lines = new LineSplitter(limit);
  return [...chunks.flatMap((chunk) => lines.push(chunk)), ...lines.end()];
}

/** The bytes cut at the given places. */
function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const ends = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
  return [...ends, bytes.length].map((end, i) => bytes.subarray(i === 0 ? 0 : ends[i - 1], end));
}

describe('LineSplitter', () => {
  it('gives the same lines wherever the bytes are cut', () => {
    const line = fc.string({ unit: 'binary' }).map((text) => text.toWellFormed().replaceAll('\n', ' '));
    fc.assert(
      fc.property(fc.array(line), fc.array(fc.nat(10_000), { maxLength: 40 }), (texts, places) => {
        const bytes = Buffer.from(texts.map((text) => `${text}\n`).join(''));
        expect(split(cut(bytes, places))).toEqual(texts);
      }),
    );
  });

  it('gives the last line without a line end too', () => {
    expect(split([Buffer.from('one\ntw'), Buffer.from('o')])).toEqual(['one', 'two']);
  });

  it('joins a line of many megabytes from small chunks', () => {
    const text = 'é'.repeat(4 * 1024 * 1024);
    const bytes = Buffer.from(`${text}\nnext\n`);
    const chunks = Array.from({ length: Math.ceil(bytes.length / 65_537) }, (_, i) =>
      bytes.subarray(i * 65_537, (i + 1) * 65_537),
    );
    expect(split(chunks, bytes.length)).toEqual([text, 'next']);
  });

  it('refuses to hold more than its limit', () => {
    const lines = new LineSplitter(10);
    expect(lines.push(Buffer.from('123456\n12345'))).toEqual(['123456']);
    expect(() => lines.push(Buffer.from('678901'))).toThrow(LineTooLongError);
  });
});
