// What can happen to a file: torn, cut, doubled and shuffled lines, other bytes, and lines that are JSON but not what they
// should be.
type Random = () => number;
type Damage = (bytes: Buffer, random: Random) => Buffer;

/** One to four of them. */
export function damage(bytes: Buffer, random: Random): Buffer {
  let damaged = bytes;
  for (let left = 1 + Math.floor(random() * 4); left > 0; left -= 1) {
    damaged = (kinds[Math.floor(random() * kinds.length)] as Damage)(damaged, random);
  }
  return damaged;
}

const place = (bytes: Buffer, random: Random) => Math.floor(random() * bytes.length);

function withBytes(bytes: Buffer, at: number, cut: number, ...more: Buffer[]): Buffer {
  return Buffer.concat([bytes.subarray(0, at), ...more, bytes.subarray(at + cut)]);
}

/** Changes the lines of a file as a list. */
function inLines(change: (lines: Buffer[], random: Random) => void): Damage {
  return (bytes, random) => {
    const lines: Buffer[] = [];
    for (let start = 0; start < bytes.length; ) {
      const stop = bytes.indexOf(0x0a, start);
      const end = stop < 0 ? bytes.length : stop + 1;
      lines.push(bytes.subarray(start, end));
      start = end;
    }
    if (lines.length > 0) change(lines, random);
    return Buffer.concat(lines);
  };
}

const anyOf = (random: Random, list: readonly unknown[]) => Math.floor(random() * list.length);

const strange: readonly unknown[] = [
  null,
  0,
  -1,
  1e308,
  '',
  'x',
  true,
  [],
  {},
  [null],
  { type: null },
  ['a', {}],
  '\u0000',
];

/** Puts something else in the place of some value in a line. */
function changeValue(value: unknown, random: Random, depth = 0): unknown {
  if (depth > 0 && random() < 0.25) return strange[anyOf(random, strange)];
  if (typeof value !== 'object' || value === null) return depth === 0 ? value : strange[anyOf(random, strange)];
  const keys = Object.keys(value);
  const key = keys[anyOf(random, keys)];
  if (key === undefined) return strange[anyOf(random, strange)];
  const copy: Record<string, unknown> = Array.isArray(value) ? ([...value] as never) : { ...value };
  if (random() < 0.1) delete copy[key];
  else copy[key] = changeValue(copy[key], random, depth + 1);
  return copy;
}

const kinds: readonly Damage[] = [
  (bytes, random) => bytes.subarray(0, place(bytes, random)),
  (bytes, random) => withBytes(bytes, place(bytes, random), 1, Buffer.from([Math.floor(random() * 256)])),
  (bytes, random) => withBytes(bytes, place(bytes, random), Math.floor(random() * 300)),
  (bytes, random) => withBytes(bytes, place(bytes, random), 0, Buffer.alloc(Math.floor(random() * 4096))),
  (bytes, random) => withBytes(bytes, place(bytes, random), 0, Buffer.from('\n')),
  (bytes, random) => withBytes(bytes, place(bytes, random), 0, Buffer.from([0xff, 0xfe, 0xc0, 0x0a])),
  (bytes, random) => withBytes(bytes, place(bytes, random), 0, Buffer.from('['.repeat(5000))),
  inLines((lines, random) => void lines.splice(anyOf(random, lines), 1)),
  inLines((lines, random) => void lines.splice(anyOf(random, lines), 0, lines[anyOf(random, lines)] as Buffer)),
  inLines((lines, random) => void lines.splice(anyOf(random, lines), 0, ...lines.splice(anyOf(random, lines), 2))),
  inLines((lines, random) => void lines.splice(anyOf(random, lines), 0, Buffer.from('null\n"x"\n{}\n7\n'))),
  ...[1, 2, 3].map(() => inLines(changeLine)),
];

function changeLine(lines: Buffer[], random: Random): void {
  const at = anyOf(random, lines);
  try {
    const line = changeValue(JSON.parse(String(lines[at])), random);
    lines[at] = Buffer.from(`${JSON.stringify(line)}\n`);
  } catch {
    // Damaged before.
  }
}
