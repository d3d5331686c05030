// What differs between two sets of JSON Schemas of the protocol, type by type: names, fields, required or not, nullable
// or not, words of enums, kinds of values.
import { type Definitions, type Normal, normalOf, tagOf } from './protocol-normal.ts';

export interface Difference {
  readonly type: string;
  /** Where in the type: `turn.items[].text`, `type=userMessage.id`; empty for the type as a whole. */
  readonly path: string;
  readonly is: 'added' | 'removed' | 'changed';
  /** From what to what, where something changed. */
  readonly what: string;
}

/** What has to change in the first to make it the second. */
export function compareDefinitions(from: Definitions, to: Definitions): Difference[] {
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])].sort();
  return names.flatMap((type) => {
    const [before, after] = [from[type], to[type]];
    if (before === undefined) return [{ type, path: '', is: 'added' as const, what: '' }];
    if (after === undefined) return [{ type, path: '', is: 'removed' as const, what: '' }];
    const found = new Comparison(from, to).compare(normalOf(before), normalOf(after), '');
    return found.map((change) => ({ type, ...change }));
  });
}

type Change = Omit<Difference, 'type'>;

/** Follows references that lead to different names, each pair once. */
class Comparison {
  readonly #from: Definitions;
  readonly #to: Definitions;
  readonly #seen = new Set<string>();

  constructor(from: Definitions, to: Definitions) {
    this.#from = from;
    this.#to = to;
  }

  compare(before: Normal, after: Normal, path: string): Change[] {
    const nullable = before.nullable === after.nullable ? [] : [changed(path, nullWord(before), nullWord(after))];
    return [...nullable, ...this.#compareValues(before, after, path)];
  }

  #compareValues(before: Normal, after: Normal, path: string): Change[] {
    if (before.kind === 'ref' && after.kind === 'ref' && before.name === after.name) return [];
    if (before.kind === 'ref' || after.kind === 'ref') return this.#follow(before, after, path);
    if (before.kind !== after.kind) return [changed(path, describe(before), describe(after))];
    if (before.kind === 'words' && after.kind === 'words') return compareWords(before.words, after.words, path);
    if (before.kind === 'array' && after.kind === 'array') return this.compare(before.items, after.items, `${path}[]`);
    if (before.kind === 'map' && after.kind === 'map') return this.compare(before.values, after.values, `${path}{}`);
    if (before.kind === 'object' && after.kind === 'object') return this.#compareObjects(before, after, path);
    if (before.kind === 'union' && after.kind === 'union')
      return this.#compareUnions(before.variants, after.variants, path);
    const [one, other] = [describe(before), describe(after)];
    return one === other ? [] : [changed(path, one, other)];
  }

  #follow(before: Normal, after: Normal, path: string): Change[] {
    const pair = `${describe(before)} ${describe(after)}`;
    if (this.#seen.has(pair)) return [];
    this.#seen.add(pair);
    const [one, other] = [resolve(before, this.#from), resolve(after, this.#to)];
    return one === undefined || other === undefined
      ? [changed(path, describe(before), describe(after))]
      : this.#compareValues(one, other, path);
  }

  #compareObjects(before: Extract<Normal, { kind: 'object' }>, after: typeof before, path: string): Change[] {
    const closed = before.closed === after.closed ? [] : [changed(path, closedWord(before), closedWord(after))];
    const names = [...new Set([...Object.keys(before.fields), ...Object.keys(after.fields)])].sort();
    const fields = names.flatMap((name) => {
      const at = path === '' ? name : `${path}.${name}`;
      const [one, other] = [before.fields[name], after.fields[name]];
      if (one === undefined || other === undefined) return [presence(at, one === undefined)];
      const required = one.required === other.required ? [] : [changed(at, requiredWord(one), requiredWord(other))];
      return [...required, ...this.compare(one.value, other.value, at)];
    });
    return [...closed, ...fields];
  }

  /** Variants with a tag are found by it, others by being the same. */
  #compareUnions(before: readonly Normal[], after: readonly Normal[], path: string): Change[] {
    const [one, other] = [group(before), group(after)];
    return [...new Set([...one.keys(), ...other.keys()])].sort().flatMap((key) => {
      const at = path === '' ? key : `${path}.${key}`;
      const [mine, theirs] = [one.get(key) ?? [], other.get(key) ?? []];
      if (mine.length === 0 || theirs.length === 0) return [presence(at, mine.length === 0)];
      return this.#compareVariants(mine, theirs, at);
    });
  }

  #compareVariants(before: readonly Normal[], after: readonly Normal[], path: string): Change[] {
    const rest = [...after];
    const unmatched = before.filter((mine) => {
      const at = rest.findIndex((theirs) => this.#areSame(mine, theirs));
      if (at >= 0) rest.splice(at, 1);
      return at < 0;
    });
    const pairs = unmatched.map((mine) => ({ mine, theirs: takeAlike(mine, rest) }));
    const changes = pairs.flatMap(({ mine, theirs }) =>
      theirs === undefined ? [variantIs('removed', mine, path)] : this.compare(mine, theirs, path),
    );
    return [...changes, ...rest.map((variant) => variantIs('added', variant, path))];
  }

  #areSame(mine: Normal, theirs: Normal): boolean {
    return new Comparison(this.#from, this.#to).compare(mine, theirs, '').length === 0;
  }
}

/** The variant that is described alike; the last one left is taken too. */
function takeAlike(variant: Normal, others: Normal[]): Normal | undefined {
  const alike = others.findIndex((other) => describe(other) === describe(variant));
  const at = alike < 0 && others.length === 1 ? 0 : alike;
  return at < 0 ? undefined : others.splice(at, 1)[0];
}

function group(variants: readonly Normal[]): Map<string, Normal[]> {
  return Map.groupBy(variants, (variant) => tagOf(variant) ?? `<${variant.kind === 'ref' ? 'object' : variant.kind}>`);
}

function resolve(normal: Normal, definitions: Definitions): Normal | undefined {
  if (normal.kind !== 'ref') return normal;
  const schema = definitions[normal.name];
  return schema === undefined ? undefined : normalOf(schema);
}

function compareWords(before: readonly string[], after: readonly string[], path: string): Change[] {
  const gone = before.filter((word) => !after.includes(word));
  const come = after.filter((word) => !before.includes(word));
  const change = [...gone.map((word) => `-${word}`), ...come.map((word) => `+${word}`)].join(' ');
  return change === '' ? [] : [{ path, is: 'changed', what: `words ${change}` }];
}

const changed = (path: string, before: string, after: string): Change => ({
  path,
  is: 'changed',
  what: `${before} -> ${after}`,
});
const presence = (path: string, isNew: boolean): Change => ({ path, is: isNew ? 'added' : 'removed', what: '' });
const variantIs = (is: 'added' | 'removed', variant: Normal, path: string): Change => ({
  path,
  is,
  what: describe(variant),
});
const nullWord = ({ nullable }: Normal) => (nullable ? 'nullable' : 'not null');
const closedWord = ({ closed }: { closed: boolean }) => (closed ? 'closed' : 'open');
const requiredWord = ({ required }: { required: boolean }) => (required ? 'required' : 'optional');

function describe(normal: Normal): string {
  if (normal.kind === 'ref') return normal.name;
  if (normal.kind === 'string' || normal.kind === 'integer')
    return `${normal.kind}${normal.rules && ` (${normal.rules})`}`;
  if (normal.kind === 'object') return `{${Object.keys(normal.fields).sort().join(', ')}}`;
  return normal.kind === 'words' ? normal.words.join('|') : normal.kind;
}
