import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OutputBuffer } from './output-buffer.ts';

test('keeps everything up to the cap, then head and tail, and counts what is missing', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: fc.constantFrom('a', 'é', '€', '😀') })),
      fc.integer({ min: 8, max: 64 }),
      (texts, cap) => {
        const buffer = new OutputBuffer(cap);
        for (const text of texts) buffer.write(text);
        const whole = texts.join('');
        const bytes = Buffer.byteLength(whole);
        expect(buffer.totalBytes).toBe(bytes);
        if (buffer.omittedBytes === 0) {
          expect(buffer.text()).toBe(whole);
          return;
        }
        expect(bytes).toBeGreaterThan(cap - 8);
        const [head = '', tail = ''] = buffer.text().split(`\n... ${buffer.omittedBytes} bytes omitted ...\n`);
        expect(whole.startsWith(head) && whole.endsWith(tail)).toBe(true);
        expect(Buffer.byteLength(head) + Buffer.byteLength(tail) + buffer.omittedBytes).toBe(bytes);
        expect(Buffer.byteLength(head) + Buffer.byteLength(tail)).toBeLessThanOrEqual(cap);
      },
    ),
  );
});
