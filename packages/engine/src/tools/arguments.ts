// Arguments of function calls: checked against a table of fields; what is wrong with them is told to the model in the
// words of the official server. Unknown fields are ignored unless the table says otherwise.
import { describePosition, parseJson, scanJson, type ValueEnds } from './json-syntax.ts';

/** What a value must be, and how a wrong one is named. */
export interface Field {
  readonly expected: string;
  readonly optional: 'absent' | 'nullable' | false;
  accepts(value: unknown): boolean;
  /** Says it differently than `invalid type: …, expected …`. */
  complain?(value: unknown): string | undefined;
  /** Of an array: what each element must be. */
  readonly items?: Field;
  /** Of an object: its fields. */
  readonly fields?: FieldTable;
  /** Of an object: other fields are refused. */
  readonly strict?: boolean;
}

export type FieldTable = Readonly<Record<string, Field>>;

function describe(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return `string ${JSON.stringify(value)}`;
  if (typeof value === 'boolean') return `boolean \`${value}\``;
  if (Array.isArray(value)) return 'sequence';
  if (typeof value === 'object') return 'map';
  const number = value as number;
  if (Number.isInteger(number) && Math.abs(number) < 2 ** 64) return `integer \`${number}\``;
  return `floating point \`${number}\``;
}

function integerField(name: string, min: number, max: number, optional: Field['optional']): Field {
  return {
    expected: name,
    optional,
    accepts: (value) => Number.isInteger(value) && (value as number) >= min && (value as number) <= max,
    complain: (value) =>
      Number.isInteger(value) && Math.abs(value as number) < 2 ** 64
        ? `invalid value: integer \`${value}\`, expected ${name}`
        : undefined,
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const isString = (value: unknown) => typeof value === 'string';

/** `typeName` is what the official server calls the object; the count of its fields only shows for arrays. */
function structField(typeName: string, table: FieldTable, strict: boolean, count: number): Field {
  const elements = `${count} ${count === 1 ? 'element' : 'elements'}`;
  return {
    expected: typeName,
    optional: false,
    accepts: isRecord,
    complain: (value) =>
      Array.isArray(value) ? `invalid length ${value.length}, expected ${typeName} with ${elements}` : undefined,
    fields: table,
    strict,
  };
}

export const fields = {
  string: (optional: Field['optional'] = false): Field => ({ expected: 'a string', optional, accepts: isString }),
  boolean: (): Field => ({ expected: 'a boolean', optional: 'absent', accepts: (value) => typeof value === 'boolean' }),
  unsigned: (optional: Field['optional']): Field =>
    integerField(optional === 'nullable' ? 'usize' : 'u64', 0, 2 ** 64, optional),
  signed64: (optional: Field['optional']): Field => integerField('i64', -(2 ** 63), 2 ** 63, optional),
  signed32: (): Field => integerField('i32', -(2 ** 31), 2 ** 31 - 1, false),
  strings: (): Field => fields.list(fields.string(), 'nullable'),
  list: (items: Field, optional: Field['optional'] = false): Field => ({
    expected: 'a sequence',
    optional,
    accepts: Array.isArray,
    items,
  }),
  /** An object inside of the arguments. `strict`: unknown fields are refused. */
  struct: (typeName: string, table: FieldTable, options: { strict?: boolean; optional?: Field['optional'] } = {}) => ({
    ...structField(`struct ${typeName}`, table, options.strict ?? false, Object.keys(table).length),
    optional: options.optional ?? false,
  }),
  oneOf: (values: readonly string[], optional: Field['optional'] = 'absent'): Field => ({
    expected: 'string or map',
    optional,
    accepts: (value) => values.includes(value as string),
    complain: (value) => (isString(value) ? `unknown variant \`${value}\`, expected ${oneOfNames(values)}` : undefined),
  }),
} as const;

function oneOfNames(names: readonly string[]): string {
  const quoted = names.map((name) => `\`${name}\``);
  return quoted.length === 2 ? quoted.join(' or ') : `${quoted.length > 2 ? 'one of ' : ''}${quoted.join(', ')}`;
}

/** Looks for the first fault in the order of the text. Positions are worked out only when there is one. */
class FaultFinder {
  readonly #text: string;
  #places: ValueEnds | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  get #ends(): ValueEnds {
    this.#places ??= scanJson(this.#text);
    return this.#places;
  }

  find(value: unknown, field: Field, path: readonly string[]): string | undefined {
    if (value === null && field.optional === 'nullable') return undefined;
    if (!field.accepts(value)) {
      const complaint = field.complain?.(value) ?? `invalid type: ${describe(value)}, expected ${field.expected}`;
      return `${complaint} ${this.#at(path)}`;
    }
    if (field.items) return this.#first(value as unknown[], field.items, path);
    return field.fields && this.#inObject(value as Record<string, unknown>, field.fields, field, path);
  }

  #first(values: readonly unknown[], items: Field, path: readonly string[]): string | undefined {
    for (const [index, value] of values.entries()) {
      const fault = this.find(value, items, [...path, String(index)]);
      if (fault !== undefined) return fault;
    }
    return undefined;
  }

  #inObject(
    object: Record<string, unknown>,
    table: FieldTable,
    { strict }: Field,
    path: readonly string[],
  ): string | undefined {
    for (const [key, value] of Object.entries(object)) {
      const field = Object.hasOwn(table, key) ? table[key] : undefined;
      const fault = field
        ? this.find(value, field, [...path, key])
        : strict &&
          `unknown field \`${key}\`, expected ${oneOfNames(Object.keys(table))} ${this.#atKey([...path, key])}`;
      if (fault) return fault;
    }
    const missing = Object.keys(table).find((key) => !Object.hasOwn(object, key) && !table[key]?.optional);
    return missing && `missing field \`${missing}\` ${this.#at(path)}`;
  }

  #at(path: readonly string[]): string {
    const { ends, end } = this.#ends;
    return describePosition(this.#text, path.length === 0 ? end : (ends.get(path.join('.')) ?? end));
  }

  #atKey(path: readonly string[]): string {
    const { keyEnds, end } = this.#ends;
    return describePosition(this.#text, keyEnds.get(path.join('.')) ?? end);
  }
}

/**
 * The arguments, or the sentence for the model. `T` must say what `table` checks; null counts as absent. `typeName` is
 * what the official server calls them when they are no object.
 */
export function parseArguments<T>(
  text: string,
  table: FieldTable,
  typeName = 'an object',
  { strict = false, count = 1 }: { strict?: boolean; count?: number } = {},
): { value: T } | { refusal: string } {
  const parsed = parseJson(text);
  const object = structField(typeName, table, strict, count);
  const fault = 'fault' in parsed ? parsed.fault : new FaultFinder(text).find(parsed.value, object, []);
  if ('fault' in parsed || fault !== undefined) return { refusal: `failed to parse function arguments: ${fault}` };
  const given = Object.entries(parsed.value as object).filter(([key, member]) => key in table && member !== null);
  return { value: Object.fromEntries(given) as T };
}
