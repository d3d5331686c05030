// The small language in which config keys are described: what a value must be, and how a wrong one is named.
// Messages are those of the official server, so that users find them in its documentation.

/** Where a value stands: keys from the root of the file. */
export type Path = readonly string[];

export interface Report {
  wrong(path: Path, message: string): void;
  unknown(path: Path): void;
}

/** Checks a value. `T` is what the value is once nothing was reported. */
export interface Rule<T> {
  (value: unknown, path: Path, report: Report): void;
  /** Never present; carries the type. */
  readonly type?: T;
}

export type Infer<R> = R extends Rule<infer T> ? T : never;
type Fields<F> = { readonly [K in keyof F]?: Infer<F[K]> };

function typed<T>(test: (value: unknown) => boolean, expected: string): Rule<T> {
  return (value, path, report) => {
    if (!test(value)) report.wrong(path, `invalid type: ${describe(value)}, expected ${expected}`);
  };
}

export const string = typed<string>((value) => typeof value === 'string', 'a string');
export const boolean = typed<boolean>((value) => typeof value === 'boolean', 'a boolean');

/** `kind` is the Rust type the official server names; unsigned ones refuse negative values. */
export function integer(kind: 'i64' | 'u64' | 'usize'): Rule<number> {
  return (value, path, report) => {
    if (typeof value !== 'number' || !Number.isSafeInteger(value)) {
      return report.wrong(path, `invalid type: ${describe(value)}, expected ${kind}`);
    }
    if (value < 0 && kind !== 'i64') report.wrong(path, `invalid value: ${describe(value)}, expected ${kind}`);
  };
}

export function oneOf<const T extends string>(...names: readonly T[]): Rule<T> {
  const list = names.map((name) => `\`${name}\``);
  const expected = list.length === 2 ? list.join(' or ') : `one of ${list.join(', ')}`;
  return (value, path, report) => {
    if (typeof value !== 'string') return report.wrong(path, 'wanted string or table');
    if (!(names as readonly string[]).includes(value)) {
      report.wrong(path, `unknown variant \`${value}\`, expected ${expected}`);
    }
  };
}

export function list<T>(rule: Rule<T>): Rule<readonly T[]> {
  return (value, path, report) => {
    if (!Array.isArray(value)) return report.wrong(path, `invalid type: ${describe(value)}, expected a sequence`);
    for (const element of value) rule(element, path, report);
  };
}

/** A table whose keys are names that the user chose. */
export function mapOf<T>(rule: Rule<T>): Rule<Readonly<Record<string, T>>> {
  return (value, path, report) => {
    if (!isTable(value)) return report.wrong(path, `invalid type: ${describe(value)}, expected a map`);
    for (const [key, element] of Object.entries(value)) rule(element, [...path, key], report);
  };
}

/** A table with known keys; all optional. `name` is what the official server calls the type. */
export function table<F extends Record<string, Rule<unknown>>>(name: string, fields: F): Rule<Fields<F>> {
  return (value, path, report) => {
    if (!isTable(value)) return report.wrong(path, `invalid type: ${describe(value)}, expected struct ${name}`);
    for (const [key, element] of Object.entries(value)) {
      const rule = Object.hasOwn(fields, key) ? fields[key] : undefined;
      if (rule) rule(element, [...path, key], report);
      else report.unknown([...path, key]);
    }
  };
}

/** Known to the official server, not read by ours yet: any value passes, so that a shared config.toml works. */
export const unread: Rule<unknown> = () => {};

export function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

function describe(value: unknown): string {
  if (typeof value === 'string') return `string ${JSON.stringify(value)}`;
  if (typeof value === 'boolean') return `boolean \`${value}\``;
  if (typeof value === 'number')
    return Number.isInteger(value) ? `integer \`${value}\`` : `floating point \`${value}\``;
  if (value === null || value === undefined) return 'unit value';
  return Array.isArray(value) ? 'sequence' : 'map';
}
