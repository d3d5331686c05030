// Arguments of function calls: checked against a table of fields; what is wrong with them is told to the model in the
// words of the official server. Unknown fields are ignored.
import { describePosition, JsonSyntaxError, scanJson } from './json-syntax.ts';

/** What a field must be, and how a wrong value is named. */
interface Field {
  readonly expected: string;
  readonly optional: 'absent' | 'nullable' | false;
  accepts(value: unknown): boolean;
  /** Says it differently than `invalid type: …, expected …`. */
  complain?(value: unknown): string | undefined;
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

const isString = (value: unknown) => typeof value === 'string';

export const fields = {
  string: (optional: Field['optional'] = false): Field => ({ expected: 'a string', optional, accepts: isString }),
  boolean: (): Field => ({ expected: 'a boolean', optional: 'absent', accepts: (value) => typeof value === 'boolean' }),
  unsigned: (optional: Field['optional']): Field =>
    integerField(optional === 'nullable' ? 'usize' : 'u64', 0, 2 ** 64, optional),
  signed32: (): Field => integerField('i32', -(2 ** 31), 2 ** 31 - 1, false),
  strings: (): Field => ({ expected: 'a sequence', optional: 'nullable', accepts: Array.isArray }),
  oneOf: (values: readonly string[]): Field => ({
    expected: 'string or map',
    optional: 'absent',
    accepts: (value) => values.includes(value as string),
    complain: (value) =>
      isString(value)
        ? `unknown variant \`${value}\`, expected one of ${values.map((one) => `\`${one}\``).join(', ')}`
        : undefined,
  }),
} as const;

/** Offset after the first element of the array ending at `end` that is no string. */
function badElement(text: string, key: string, value: unknown[]): { element: unknown; end: number } | undefined {
  const index = value.findIndex((one) => !isString(one));
  if (index < 0) return undefined;
  const { ends } = scanJson(text);
  const start = text.lastIndexOf('[', (ends.get(key) ?? text.length) - 1);
  const inner = scanJson(text.slice(start, ends.get(key))).ends.get(String(index));
  return { element: value[index], end: start + (inner ?? 0) };
}

function checkField(text: string, key: string, field: Field, object: Record<string, unknown>): string | undefined {
  const value = object[key];
  if (value === undefined) {
    return field.optional ? undefined : `missing field \`${key}\` ${describePosition(text, scanJson(text).end)}`;
  }
  if (value === null && field.optional === 'nullable') return undefined;
  const position = () => describePosition(text, scanJson(text).ends.get(key) ?? text.length);
  if (!field.accepts(value)) {
    const complaint = field.complain?.(value) ?? `invalid type: ${describe(value)}, expected ${field.expected}`;
    return `${complaint} ${position()}`;
  }
  const bad = Array.isArray(value) ? badElement(text, key, value) : undefined;
  if (bad === undefined) return undefined;
  return `invalid type: ${describe(bad.element)}, expected a string ${describePosition(text, bad.end)}`;
}

function findFault(text: string, table: FieldTable, typeName: string): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    scanJson(text); // throws, with the official words
    return 'expected value at line 1 column 1';
  }
  const end = () => describePosition(text, scanJson(text).end);
  if (Array.isArray(value)) return `invalid length ${value.length}, expected ${typeName} with 1 element ${end()}`;
  if (typeof value !== 'object' || value === null)
    return `invalid type: ${describe(value)}, expected ${typeName} ${end()}`;
  const present = Object.keys(value).filter((key) => Object.hasOwn(table, key));
  const order = [...present, ...Object.keys(table).filter((key) => !present.includes(key))];
  for (const key of order) {
    const fault = checkField(text, key, table[key] as Field, value as Record<string, unknown>);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/**
 * The arguments, or the sentence for the model. `T` must say what `table` checks; null counts as absent. `typeName` is
 * what the official server calls them when they are no object.
 */
export function parseArguments<T>(
  text: string,
  table: FieldTable,
  typeName = 'an object',
): { value: T } | { refusal: string } {
  let fault: string | undefined;
  try {
    fault = findFault(text, table, typeName);
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    fault = error.message;
  }
  if (fault !== undefined) return { refusal: `failed to parse function arguments: ${fault}` };
  const given = Object.entries(JSON.parse(text) as object).filter(([key, value]) => key in table && value !== null);
  return { value: Object.fromEntries(given) as T };
}
