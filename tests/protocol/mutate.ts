// Random changes of JSON values, the same for the same seed: of the kind that clients make by mistake.

/** A whole number from 0 up to, not including, the limit. */
export type Dice = (limit: number) => number;

/** mulberry32 */
export function diceOf(seed: number): Dice {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return Math.floor((((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
}

type Container = Record<string, unknown> | unknown[];

const replacements: readonly unknown[] = [
  null,
  true,
  false,
  0,
  1,
  -1,
  1.5,
  2 ** 16,
  2 ** 31,
  2 ** 32,
  2 ** 53,
  2 ** 63,
  -(2 ** 63),
  2 ** 64,
  1e300,
  '',
  ' ',
  'x',
  '/',
  '/tmp/../x',
  'never',
  'text',
  [],
  [null],
  ['x'],
  [[]],
  {},
  { type: 'text' },
  { x: null },
];

/** A copy with one to three changes, as it would come over the wire; undefined when nothing is left of it. */
export function mutate(value: unknown, dice: Dice): unknown {
  const holder: [unknown] = [structuredClone(value)];
  for (let changes = dice(3); changes >= 0; changes--) changeOnce(holder, dice);
  const text = JSON.stringify(holder[0]) as string | undefined;
  return text === undefined ? undefined : JSON.parse(text);
}

function changeOnce(holder: [unknown], dice: Dice): void {
  const places = [...placesIn(holder)];
  const place = places[dice(places.length)];
  if (place === undefined) return;
  const change = changes[dice(changes.length)];
  change?.(place.container, place.key, dice);
}

interface Place {
  readonly container: Container;
  readonly key: string;
}

function* placesIn(container: Container): Generator<Place> {
  for (const [key, value] of Object.entries(container)) {
    yield { container, key };
    if (typeof value === 'object' && value !== null) yield* placesIn(value as Container);
  }
}

type Change = (container: Container, key: string, dice: Dice) => void;

const get = (container: Container, key: string): unknown => (container as Record<string, unknown>)[key];
const set = (container: Container, key: string, value: unknown): void => {
  (container as Record<string, unknown>)[key] = value;
};

const replace: Change = (container, key, dice) =>
  set(container, key, structuredClone(replacements[dice(replacements.length)]));

const changes: readonly Change[] = [
  replace,
  replace,
  /** A field too few. */
  (container, key) => {
    if (Array.isArray(container)) container.splice(Number(key), container.length > 1 || key !== '0' ? 1 : 0);
    else delete container[key];
  },
  /** A field or an item too many. */
  (container, key, dice) => {
    const value = get(container, key);
    const extra = structuredClone(replacements[dice(replacements.length)]);
    if (Array.isArray(value)) value.push(extra);
    else if (typeof value === 'object' && value !== null) (value as Record<string, unknown>)[`x${dice(3)}`] = extra;
  },
  /** A text that is a little different. */
  (container, key, dice) => {
    const value = get(container, key);
    if (typeof value === 'string')
      set(container, key, [value.toUpperCase(), `${value}x`, value.slice(1), `./${value}`][dice(4)]);
  },
  /** One value where a list is expected, or the other way round. */
  (container, key) => {
    const value = get(container, key);
    set(container, key, Array.isArray(value) ? value[0] : [value]);
  },
  /** An object as the list of its values. */
  (container, key) => {
    const value = get(container, key);
    if (typeof value === 'object' && value !== null) set(container, key, Object.values(value));
  },
  /** The value of another field. */
  (container, key, dice) => {
    const others = Object.values(container);
    set(container, key, structuredClone(others[dice(others.length)]));
  },
];
