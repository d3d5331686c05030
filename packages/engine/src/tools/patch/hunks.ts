// Unified diff hunks of two texts, without file headers. The diff library is loaded with the first patch.

/** Beyond this the two texts share nothing worth finding: everything goes, everything comes. Milliseconds. */
const DIFF_TIMEOUT_MS = 200;

type StructuredPatch = NonNullable<ReturnType<typeof import('diff').structuredPatch>>;
type Hunk = StructuredPatch['hunks'][number];

function range(start: number, count: number): string {
  // Git counts a side without lines from the line before it.
  const first = count === 0 ? Math.max(start - 1, 0) : start;
  return count === 1 ? `${first}` : `${first},${count}`;
}

function formatHunk({ oldStart, oldLines, newStart, newLines, lines }: Hunk): string {
  return `@@ -${range(oldStart, oldLines)} +${range(newStart, newLines)} @@\n${lines.join('\n')}\n`;
}

function linesWithMark(text: string, mark: string): string[] {
  if (text === '') return [];
  const lines = text.replace(/\n$/, '').split('\n');
  return [...lines.map((line) => mark + line), ...(text.endsWith('\n') ? [] : ['\\ No newline at end of file'])];
}

function wholeHunk(before: string, after: string): string {
  const [old, fresh] = [linesWithMark(before, '-'), linesWithMark(after, '+')];
  const count = (lines: string[]) => lines.filter((line) => !line.startsWith('\\')).length;
  const ranges = `-${range(1, count(old))} +${range(1, count(fresh))}`;
  return `@@ ${ranges} @@\n${[...old, ...fresh].join('\n')}\n`;
}

/** Hunks with that many lines of context; empty when the texts are equal. */
export type FormatHunks = (before: string, after: string, context: number) => string;

/** Resolves with a synchronous function, so that a caller can read state and format it in one go. */
export async function loadHunks(): Promise<FormatHunks> {
  const { structuredPatch } = await import('diff');
  return (before, after, context) => {
    if (before === after) return '';
    const patch = structuredPatch('', '', before, after, '', '', { context, timeout: DIFF_TIMEOUT_MS });
    return patch === undefined ? wholeHunk(before, after) : patch.hunks.map(formatHunk).join('');
  };
}
