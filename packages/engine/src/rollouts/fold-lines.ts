// Feeds lines to a projection. A line that is JSON but not what the projection can take counts as damaged: it is left out
// and told, and everything else is kept.
import type { ReadLine, ReadOptions } from './reader.ts';

type Take = (read: ReadLine) => void;

/** `take` must leave its state as it was when it throws. */
export async function foldLines(
  batches: AsyncIterable<ReadLine[]>,
  take: Take,
  onDamaged?: ReadOptions['onDamaged'],
): Promise<void> {
  for await (const batch of batches) {
    for (const read of batch) takeIfWhole(read, take, onDamaged);
  }
}

function takeIfWhole(read: ReadLine, take: Take, onDamaged: ReadOptions['onDamaged']): void {
  try {
    take(read);
  } catch {
    onDamaged?.(read.file, read.offset);
  }
}
