// Output of a command, however it is printed: what clients are sent piece by piece is what the item says at the end.
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { ToolBench } from './tool-bench.ts';

let bench: ToolBench;
afterEach(() => bench.close());

function deltasOf(callId: string): string[] {
  const all = bench.of(callId).filter(({ method }) => method === 'item/commandExecution/outputDelta');
  return all.map(({ params }) => params.delta);
}

const piece = fc.record({
  bytes: fc.uint8Array({ minLength: 1, maxLength: 6 }),
  to: fc.constantFrom(1, 2),
  pauseMs: fc.constantFrom(0, 0, 0, 20, 70),
});

function scriptOf(pieces: ReadonlyArray<{ bytes: Uint8Array; to: number; pauseMs: number }>): string {
  return pieces
    .map(({ bytes, to, pauseMs }) => {
      const octal = [...bytes].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
      return `printf '${octal}' >&${to}${pauseMs > 0 ? `; sleep ${pauseMs / 1000}` : ''}`;
    })
    .join('; ');
}

test.each([false, true])(
  'deltas in a row are the aggregated output, whatever bytes come when (terminal: %j)',
  async (tty) => {
    bench = new ToolBench();
    let calls = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 8 }), async (pieces) => {
        await bench.exec({ cmd: scriptOf(pieces) || 'true', tty, yield_time_ms: 20_000 });
        const callId = `c${++calls}`;
        const { aggregatedOutput } = bench.completed(callId) as { aggregatedOutput: string | null };
        expect(deltasOf(callId).join('')).toBe(aggregatedOutput ?? '');
        if (tty) return;
        const bytes = Buffer.concat(pieces.map((one) => one.bytes));
        expect(aggregatedOutput ?? '').toBe(new TextDecoder('utf-8', { ignoreBOM: false }).decode(bytes));
      }),
      { numRuns: 40 },
    );
  },
);

test('a line of 10 MB is streamed whole, kept in part, and cut for the model', async () => {
  bench = new ToolBench();
  const output = await bench.exec({ cmd: "head -c 10000000 /dev/zero | tr '\\0' x", yield_time_ms: 30_000 });
  const { aggregatedOutput } = bench.completed('c1') as unknown as { aggregatedOutput: string };
  expect(deltasOf('c1').join('')).toBe('x'.repeat(10_000_000));
  expect(aggregatedOutput.length).toBeLessThan(1_050_000);
  expect(aggregatedOutput).toMatch(/^x+\n\.\.\. \d+ bytes omitted \.\.\.\nx+$/);
  expect(output.length).toBeLessThan(45_000);
});
