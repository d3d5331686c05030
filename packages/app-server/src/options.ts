// A small reader of long and short options. Mistakes are told in the words of the official command line.

export interface OptionSpec {
  readonly short?: string;
  /** How the value is called in messages; absent: the option has none. */
  readonly value?: string;
  readonly repeats?: boolean;
  /** An empty value is as good as none. */
  readonly filled?: boolean;
}

export interface ParsedOptions {
  /** Every option with its value (or ''), in the order given. */
  readonly given: ReadonlyArray<{ readonly name: string; readonly value: string }>;
  has(name: string): boolean;
  values(name: string): readonly string[];
  /** The subcommand that ended the options, and what follows it. */
  readonly subcommand: Subcommand | undefined;
}

export interface Subcommand {
  readonly name: string;
  readonly argv: readonly string[];
}

/** A command line that cannot be obeyed. Exit status 2. */
export class UsageError extends Error {
  constructor(message: string, usage?: string) {
    super(
      [`error: ${message}`, ...(usage === undefined ? [] : [usage]), "For more information, try '--help'."].join(
        '\n\n',
      ),
    );
    this.name = 'UsageError';
  }
}

/** Reads `--name value`, `--name=value`, `-n value`, `-nvalue`, `-n=value`. Throws UsageError. */
export function parseOptions(
  argv: readonly string[],
  specs: Readonly<Record<string, OptionSpec>>,
  usage: string,
  subcommands?: readonly string[],
): ParsedOptions {
  const given: { name: string; value: string }[] = [];
  const rest = [...argv];
  let argument = rest.shift();
  for (; argument !== undefined && !subcommands?.includes(argument); argument = rest.shift()) {
    const { name, inline } = split(argument, specs);
    if (name === undefined) throw strayArgument(argument, usage, subcommands !== undefined);
    const spec = specs[name] ?? {};
    const label = spec.value === undefined ? `--${name}` : `--${name} ${spec.value}`;
    if (!spec.repeats && given.some((option) => option.name === name)) {
      throw new UsageError(`the argument '${label}' cannot be used multiple times`, usage);
    }
    given.push({ name, value: readValue(spec, label, inline, rest) });
  }
  return {
    given,
    has: (name) => given.some((option) => option.name === name),
    values: (name) => given.filter((option) => option.name === name).map((option) => option.value),
    subcommand: argument === undefined ? undefined : { name: argument, argv: rest },
  };
}

interface Split {
  /** Undefined: it is no option of this command. */
  readonly name: string | undefined;
  /** The value that stands in the same argument. */
  readonly inline: string | undefined;
}

function split(argument: string, specs: Readonly<Record<string, OptionSpec>>): Split {
  const [, long, longValue] = /^--([^=]+)(?:=(.*))?$/s.exec(argument) ?? [];
  if (long !== undefined && Object.hasOwn(specs, long)) return { name: long, inline: longValue };
  const [, letter, shortValue] = /^-([^-=])(?:=?(.+))?$/s.exec(argument) ?? [];
  const byLetter = letter && Object.keys(specs).find((name) => specs[name]?.short === letter);
  return { name: byLetter || undefined, inline: shortValue };
}

function strayArgument(argument: string, usage: string, hasSubcommands: boolean): UsageError {
  const isWord = !argument.startsWith('-');
  if (isWord && hasSubcommands) return new UsageError(`unrecognized subcommand '${argument}'`, usage);
  return new UsageError(`unexpected argument '${isWord ? argument : argument.split('=')[0]}' found`, usage);
}

function readValue(spec: OptionSpec, label: string, inline: string | undefined, rest: string[]): string {
  if (spec.value === undefined) {
    if (inline === undefined) return '';
    throw new UsageError(`unexpected value '${inline}' for '${label}' found; no more were expected`);
  }
  const next = rest[0];
  const value = inline === undefined && next !== undefined && !/^-./.test(next) ? rest.shift() : inline;
  if (value !== undefined && (value !== '' || !spec.filled)) return value;
  throw new UsageError(`a value is required for '${label}' but none was supplied`);
}
