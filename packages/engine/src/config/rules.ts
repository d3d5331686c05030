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
  /** How `config/read` shows a value that was checked; absent: as it is. */
  readonly show?: (value: unknown) => unknown;
  /** What `config/read` shows of a key that is not set; null when absent, nothing at all when it is `OMITTED`. */
  readonly unset?: unknown;
  /** What is accepted, for the documentation; absent: anything. */
  readonly says?: string;
  /** The known keys of a table. */
  readonly fields?: Readonly<Record<string, Rule<unknown>>>;
  /** What the elements of a list, or the values of a table with chosen names, must be. */
  readonly element?: Rule<unknown>;
  /** The value is a path, relative to the directory of its file. */
  readonly isPath?: true;
  /** The same value with its parts, each under its rule, replaced. */
  readonly replaceParts?: (value: unknown, replace: (rule: Rule<unknown>, part: unknown) => unknown) => unknown;
}

export const OMITTED = Symbol('omitted');

export type Infer<R> = R extends Rule<infer T> ? T : never;
type Fields<F> = { readonly [K in keyof F]?: Infer<F[K]> };

function typed<T>(test: (value: unknown) => boolean, expected: string, says: string): Rule<T> {
  const check: Rule<T> = (value, path, report) => {
    if (!test(value)) report.wrong(path, `invalid type: ${describe(value)}, expected ${expected}`);
  };
  return Object.assign(check, { says });
}

export const string = typed<string>((value) => typeof value === 'string', 'a string', 'string');
export const boolean = typed<boolean>((value) => typeof value === 'boolean', 'a boolean', 'boolean');
export const float = typed<number>((value) => typeof value === 'number', 'f64', 'number');

/** A file or folder; `resolvePaths` makes it absolute. */
export const pathString: Rule<string> = Object.assign(
  typed<string>((value) => typeof value === 'string', 'path string', 'path'),
  { isPath: true as const },
);

const limits = { u8: 0xff, u16: 0xffff, u32: 0xffff_ffff, i32: 0x7fff_ffff };

/** `kind` is the Rust type the official server names; all but the signed ones refuse negative values. */
export function integer(kind: 'i64' | 'u64' | 'usize' | keyof typeof limits): Rule<number> {
  const maximum = kind in limits ? limits[kind as keyof typeof limits] : Number.MAX_SAFE_INTEGER;
  const minimum = kind.startsWith('i') ? Number.MIN_SAFE_INTEGER : 0;
  const check: Rule<number> = (value, path, report) => {
    if (typeof value !== 'number' || !Number.isSafeInteger(value)) {
      return report.wrong(path, `invalid type: ${describe(value)}, expected ${kind}`);
    }
    if (value < minimum || value > maximum) {
      report.wrong(path, `invalid value: ${describe(value)}, expected ${kind}`);
    }
  };
  return Object.assign(check, { says: minimum === 0 ? 'integer ≥ 0' : 'integer' });
}

export function oneOf<const T extends string>(...names: readonly T[]): Rule<T> {
  const list = names.map((name) => `\`${name}\``);
  const expected = list.length === 2 ? list.join(' or ') : `one of ${list.join(', ')}`;
  const check: Rule<T> = (value, path, report) => {
    if (typeof value !== 'string') return report.wrong(path, 'wanted string or table');
    if (!(names as readonly string[]).includes(value)) {
      report.wrong(path, `unknown variant \`${value}\`, expected ${expected}`);
    }
  };
  return Object.assign(check, { says: list.join(', ') });
}

export function list<T>(rule: Rule<T>): Rule<readonly T[]> {
  const check: Rule<readonly T[]> = (value, path, report) => {
    if (!Array.isArray(value)) return report.wrong(path, `invalid type: ${describe(value)}, expected a sequence`);
    for (const element of value) rule(element, path, report);
  };
  return Object.assign(check, {
    says: 'list',
    element: rule as Rule<unknown>,
    show: (value: unknown) => asList(value).map((element) => show(rule, element)),
    replaceParts: (value: unknown, replace: Replace) =>
      Array.isArray(value) ? value.map((element) => replace(rule, element)) : value,
  });
}

/** A table whose keys are names that the user chose. */
export function mapOf<T>(rule: Rule<T>): Rule<Readonly<Record<string, T>>> {
  const check: Rule<Readonly<Record<string, T>>> = (value, path, report) => {
    if (!isTable(value)) return report.wrong(path, `invalid type: ${describe(value)}, expected a map`);
    for (const [key, element] of Object.entries(value)) rule(element, [...path, key], report);
  };
  return Object.assign(check, {
    says: 'table by name',
    element: rule as Rule<unknown>,
    show: (value: unknown) => mapTable(value, (element) => show(rule, element)),
    replaceParts: (value: unknown, replace: Replace) => mapTable(value, (element) => replace(rule, element)),
  });
}

/**
 * A table with known keys; all optional. `name` is what the official server calls the type. Keys beyond them obey `rest`
 * where there is one, and are unknown without it.
 */
export function table<F extends Record<string, Rule<unknown>>>(
  name: string,
  fields: F,
  rest?: Rule<unknown>,
): Rule<Fields<F>> {
  const ruleOf = (key: string) => (Object.hasOwn(fields, key) ? fields[key] : rest);
  const check: Rule<Fields<F>> = (value, path, report) => {
    if (!isTable(value)) return report.wrong(path, `invalid type: ${describe(value)}, expected struct ${name}`);
    for (const [key, element] of Object.entries(value)) {
      const rule = ruleOf(key);
      if (rule) rule(element, [...path, key], report);
      else report.unknown([...path, key]);
    }
  };
  return Object.assign(check, {
    says: 'table',
    fields,
    ...(rest && { element: rest }),
    show(value: unknown) {
      const given = Object.entries(isTable(value) ? value : {});
      const others = given.flatMap(([key, element]) =>
        rest && !Object.hasOwn(fields, key) ? [[key, show(rest, element)] as const] : [],
      );
      return Object.fromEntries([...shownFields(fields, Object.fromEntries(given)), ...others]);
    },
    replaceParts: (value: unknown, replace: Replace) =>
      mapTable(value, (element, key) => {
        const rule = ruleOf(key);
        return rule ? replace(rule, element) : element;
      }),
  });
}

function shownFields(fields: Record<string, Rule<unknown>>, value: Record<string, unknown>): Array<[string, unknown]> {
  return Object.entries(fields).flatMap(([key, rule]): Array<[string, unknown]> => {
    if (Object.hasOwn(value, key)) return [[key, show(rule, value[key])]];
    return rule.unset === OMITTED ? [] : [[key, rule.unset ?? null]];
  });
}

/** The rule for a key that is shown as `value`, checked and shown like any other, while it is not set. */
export function byDefault<T>(rule: Rule<T>, value: unknown): Rule<T> {
  return withTraits(rule, { unset: show(rule, value) });
}

/** The rule for a key that `config/read` only shows when it is set. */
export function omitted<T>(rule: Rule<T>): Rule<T> {
  return withTraits(rule, { unset: OMITTED });
}

export function withTraits<T>(rule: Rule<T>, traits: Omit<Partial<Rule<T>>, 'type'>): Rule<T> {
  const check: Rule<T> = (value, path, report) => rule(value, path, report);
  return Object.assign(check, rule, traits);
}

/** The value as `config/read` shows it. */
export function show(rule: Rule<unknown>, value: unknown): unknown {
  return rule.show ? rule.show(value) : value;
}

type Replace = (rule: Rule<unknown>, part: unknown) => unknown;

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function mapTable(value: unknown, map: (element: unknown, key: string) => unknown): unknown {
  if (!isTable(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, element]) => [key, map(element, key)]));
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

/** Makes the paths of a value that was checked absolute. */
export function replacePaths(rule: Rule<unknown>, value: unknown, absolute: (path: string) => string): unknown {
  if (rule.isPath) return typeof value === 'string' ? absolute(value) : value;
  return rule.replaceParts?.(value, (part, inner) => replacePaths(part, inner, absolute)) ?? value;
}
