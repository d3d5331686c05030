// Makes a list fit into a number of tokens: first descriptions get shorter, all to the same length; then, when not even
// the bare lines fit, the last lines are left out.

export interface Line {
  /** The line without its description, its line break included. */
  readonly bare: string;
  readonly description: string;
}

export interface Fitted {
  /** The description of each line that is kept; '' for none. */
  readonly descriptions: readonly string[];
  readonly omitted: number;
}

const BYTES_PER_TOKEN = 4;

/** Descriptions are preceded by a space. */
export function fitBudget(lines: readonly Line[], budget: number): Fitted {
  const bare = lines.map((line) => costOf(line, 0));
  const bareTotal = sum(bare);
  if (bareTotal > budget) return onlyNames(bare, budget);
  const whole = lines.map(({ description }) => description);
  if (sum(lines.map((line) => costOf(line, Number.POSITIVE_INFINITY))) <= budget)
    return { descriptions: whole, omitted: 0 };
  const longest = Math.max(0, ...lines.map(({ description }) => description.length));
  const length = greatest(longest, (limit) => sum(lines.map((line) => costOf(line, limit))) <= budget);
  let left = budget - sum(lines.map((line) => costOf(line, length)));
  const descriptions = lines.map((line) => {
    // What is left goes to the first lines, a token each.
    const more = costOf(line, length + BYTES_PER_TOKEN) - costOf(line, length);
    const isLonger = more <= left && more > 0;
    if (isLonger) left -= more;
    return cut(line.description, isLonger ? length + BYTES_PER_TOKEN : length);
  });
  return { descriptions, omitted: 0 };
}

function onlyNames(costs: readonly number[], budget: number): Fitted {
  let left = budget;
  const kept = costs.findIndex((cost) => {
    left -= cost;
    return left < 0;
  });
  return { descriptions: costs.slice(0, kept).map(() => ''), omitted: costs.length - kept };
}

/** Tokens of a line whose description has at most `limit` characters. */
function costOf({ bare, description }: Line, limit: number): number {
  const text = cut(description, limit);
  const bytes = Buffer.byteLength(bare) + (text === '' ? 0 : Buffer.byteLength(text) + 1);
  return Math.ceil(bytes / BYTES_PER_TOKEN);
}

/** Never half a character. */
function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const isHalf = /[\ud800-\udbff]/.test(text[limit - 1] ?? '');
  return text.slice(0, isHalf ? limit - 1 : limit).trimEnd();
}

/** The greatest number up to `most` that `fits`; 0 always does. */
function greatest(most: number, fits: (n: number) => boolean): number {
  let [low, high] = [0, most];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
