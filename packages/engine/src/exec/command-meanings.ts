// What single commands mean, by name: the table behind command actions. Each row takes the arguments (without the name)
// and says which file is read, what is listed, what is searched for; undefined when the arguments say something else.

export type PlainAction =
  | { type: 'read'; path: string }
  | { type: 'listFiles'; path: string | null }
  | { type: 'search'; query: string | null; path: string | null };

type Meaning = (args: readonly string[]) => PlainAction | undefined;

/** Arguments that are no options, `-` being one; options named in `withValue` take the next word with them. */
function operands(args: readonly string[], withValue: readonly string[] = []): string[] {
  const found: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] as string;
    if (arg === '--') return [...found, ...args.slice(i + 1)];
    if (withValue.includes(arg)) i++;
    else if (!arg.startsWith('-')) found.push(arg);
  }
  return found;
}

/** A path as a person would name it: its last part that says something. */
function shortPath(path: string | undefined): string | null {
  if (path === undefined) return null;
  const parts = path.replace(/\/+$/, '').split('/');
  const telling = parts.filter((part) => part !== '' && !['build', 'dist', 'node_modules', 'src'].includes(part));
  return telling.at(-1) ?? path.replace(/\/+$/, '');
}

function readsOneFile(withValue: readonly string[]): Meaning {
  return (args) => {
    const [path, ...more] = operands(args, withValue);
    return path === undefined || more.length > 0 ? undefined : { type: 'read', path };
  };
}

const readsFirstFile =
  (withValue: readonly string[]): Meaning =>
  (args) => {
    const [path] = operands(args, withValue);
    return path === undefined ? undefined : { type: 'read', path };
  };

/** `head` and `tail` read a file when they are asked for lines (`-n 5`, `-n5`), or are told nothing but the file. */
function readsLines(count: RegExp): Meaning {
  return (args) => {
    const [first = '', second = ''] = args;
    if (first === '-n' && count.test(second)) return readsFirstFile([])(args.slice(2));
    if (first.startsWith('-n') && count.test(first.slice(2))) return readsFirstFile([])(args.slice(1));
    return args.length === 1 ? readsFirstFile([])(args) : undefined;
  };
}

const HEAD_COUNT = /^\d+$/;
/** `+N`: from that line on. */
const TAIL_COUNT = /^\+?\d+$/;
const LINE_RANGE = /^\d+(,\d+)?p$/;

const readsRange: Meaning = (args) => {
  if (args[0] !== '-n') return undefined;
  const rest = args[1] === '-e' || args[1] === '--expression' ? args.slice(2) : args.slice(1);
  return LINE_RANGE.test(rest[0] ?? '') ? readsFirstFile([])(rest.slice(1)) : undefined;
};

const readsWithProgram: Meaning = (args) => {
  const [, path] = operands(args, ['-F', '-v']);
  return path === undefined ? undefined : { type: 'read', path };
};

function lists(withValue: readonly string[]): Meaning {
  return (args) => ({ type: 'listFiles', path: shortPath(operands(args, withValue)[0]) });
}

function searches(withValue: readonly string[]): Meaning {
  return (args) => {
    const explicit = args.findIndex((arg) => arg === '-e' || arg === '--regexp');
    if (explicit >= 0 && args[explicit + 1] !== undefined) {
      const rest = args.toSpliced(explicit, 2);
      return { type: 'search', query: args[explicit + 1] as string, path: shortPath(operands(rest, withValue)[0]) };
    }
    const [query, path] = operands(args, withValue);
    return { type: 'search', query: query ?? null, path: shortPath(path) };
  };
}

const ripgrepValues = '-g --glob --iglob -t --type -T --type-not -A -B -C -m --max-count -d --max-depth -j'.split(' ');
const grepValues = ['-A', '-B', '-C', '-m', '--max-count'];

const ripgrep: Meaning = (args) => {
  if (!args.includes('--files')) return searches(ripgrepValues)(args);
  return lists(ripgrepValues)(args);
};

/** `fd PATTERN [PATH]` searches names; without a pattern it lists. */
const fd: Meaning = (args) => {
  const [query, path] = operands(args, ['-t', '--type', '-e', '--extension', '-E', '--exclude', '-d', '--max-depth']);
  if (query === undefined) return { type: 'listFiles', path: null };
  return { type: 'search', query, path: shortPath(path) };
};

const find: Meaning = (args) => {
  const path = shortPath(args.find((arg) => !arg.startsWith('-') && !['!', '(', ')'].includes(arg)));
  const test = args.findIndex((arg) => ['-name', '-iname', '-path', '-regex'].includes(arg));
  const query = test >= 0 ? args[test + 1] : undefined;
  return query === undefined ? { type: 'listFiles', path } : { type: 'search', query, path };
};

const git: Meaning = ([subcommand, ...args]) => {
  if (subcommand === 'grep') return searches(grepValues)(args);
  if (subcommand === 'ls-files') return lists(['--exclude', '-x', '--exclude-from', '-X'])(args);
  return undefined;
};

const grep = searches(grepValues);
const pagerValues = '-p -P -x -y -z -j --pattern --prompt --shift --tabs'.split(' ');

const meanings: Readonly<Record<string, Meaning>> = {
  cat: readsOneFile([]),
  bat: readsOneFile([
    '--theme',
    '--language',
    '-l',
    '--style',
    '--terminal-width',
    '--tabs',
    '--line-range',
    '--map-syntax',
  ]),
  batcat: readsOneFile(['--theme', '--language', '-l', '--style', '--terminal-width', '--tabs', '--line-range']),
  less: readsOneFile(pagerValues),
  more: readsOneFile([]),
  nl: readsFirstFile(['-s', '-w', '-v', '-i', '-b']),
  head: readsLines(HEAD_COUNT),
  tail: readsLines(TAIL_COUNT),
  sed: readsRange,
  awk: readsWithProgram,
  ls: lists(['-I', '-w', '--block-size', '--format', '--time-style', '--color', '--quoting-style']),
  eza: lists(['-I', '--ignore-glob', '--sort', '--time-style', '--color']),
  exa: lists(['-I', '--ignore-glob', '--sort', '--time-style', '--color']),
  tree: lists(['-L', '-P', '-I', '--charset', '--filelimit', '--sort']),
  du: lists(['-d', '--max-depth', '-B', '--block-size', '--exclude', '--time-style']),
  rg: ripgrep,
  rga: ripgrep,
  ripgrep: ripgrep,
  grep,
  egrep: grep,
  fgrep: grep,
  ag: searches(ripgrepValues),
  ack: searches(ripgrepValues),
  pt: searches(ripgrepValues),
  fd,
  find,
  git,
};

export function actionOf(argv: readonly string[]): PlainAction | undefined {
  const [name = '', ...args] = argv;
  return Object.hasOwn(meanings, name) ? meanings[name]?.(args) : undefined;
}

/** `-i`, also among other letters. */
const changesFiles = (args: readonly string[]) => args.some((arg) => /^-[A-Za-z]*i|^--in-place/.test(arg));

const changers: Readonly<Record<string, (args: readonly string[]) => boolean>> = {
  sed: changesFiles,
  perl: changesFiles,
  ruby: changesFiles,
  rg: (args) => args.includes('--replace'),
};

/** What xargs starts, unless that changes files. */
function isHarmless(argv: readonly string[]): boolean {
  const at = argv.findIndex((word) => Object.hasOwn(changers, word));
  return at < 0 || !changers[argv[at] as string]?.(argv.slice(at + 1));
}

/** Nothing but how much to show; a file would be read. */
function onlyCounts(count: RegExp): (args: readonly string[]) => boolean {
  return ([flag = '-', number, ...more]) =>
    number === undefined
      ? flag.startsWith('-')
      : ['-n', '-c'].includes(flag) && count.test(number) && more.length === 0;
}

const always = () => true;
const readsNothing = (name: string) => (args: readonly string[]) => actionOf([name, ...args]) === undefined;

const formatters: Readonly<Record<string, (args: readonly string[]) => boolean>> = {
  wc: always,
  tr: always,
  cut: always,
  sort: always,
  uniq: always,
  tee: always,
  column: always,
  yes: always,
  printf: always,
  xargs: isHarmless,
  head: onlyCounts(HEAD_COUNT),
  tail: onlyCounts(TAIL_COUNT),
  awk: readsNothing('awk'),
  nl: readsNothing('nl'),
  sed: (args) => readsNothing('sed')(args) && !changesFiles(args),
};

/** Whether a command only shapes what another one printed: it names no file to read. */
export function isFormatting(argv: readonly string[]): boolean {
  const [name = '', ...args] = argv;
  return Object.hasOwn(formatters, name) && (formatters[name]?.(args) ?? false);
}
