// Finds the commands that a script may run although it does not plainly say so: behind shells, wrappers, substitutions
// and redirections. Read loosely, because the result may only ever restrict: a command too many does no harm.
import { basename } from 'node:path';
import { splitPlainCommands } from '../exec/plain-commands.ts';

const MAX_NESTING = 4;
const shells: ReadonlySet<string> = new Set(['bash', 'zsh', 'sh', 'dash', 'ksh', 'eval']);
/** Words before a command that leave it a command. */
const LEADING = /^(if|then|elif|else|while|until|do|!|time|exec|command|\w+=.*)$/;
/** Programs that run the command among their arguments: behind options, their values and numbers. */
const wrappers: ReadonlySet<string> = new Set(
  'env sudo doas nice nohup timeout time xargs exec command builtin setsid stdbuf ionice chroot watch parallel'.split(
    ' ',
  ),
);
const FIND_RUNS = /^-(exec|execdir|ok|okdir)$/;

/** All of them, the wrappers themselves included. Bounded in depth, not in precision. */
export function suspectedCommands(script: string, nesting = 0): string[][] {
  const plain = splitPlainCommands(script);
  const commands = plain === null ? looseCommands(script) : plain.map(({ argv }) => [...argv]);
  return commands.flatMap((argv) => [argv, ...insideOf(argv, nesting + 1)]);
}

function insideOf(argv: readonly string[], nesting: number): string[][] {
  const [name = '', ...args] = argv;
  if (nesting > MAX_NESTING) return [];
  const program = basename(name);
  if (shells.has(program))
    return args.filter((word) => /\s|^\w/.test(word)).flatMap((word) => suspectedCommands(word, nesting));
  if (program === 'find')
    return args.flatMap((word, at) => (FIND_RUNS.test(word) ? wrapped(args.slice(at + 1), nesting) : []));
  return wrappers.has(program) ? wrapped(args, nesting) : [];
}

/** Where the wrapped command begins is not known for all options: every later word may begin it. */
function wrapped(words: readonly string[], nesting: number): string[][] {
  const starts = words.flatMap((word, at) => (word.startsWith('-') || LEADING.test(word) ? [] : [at]));
  return starts.slice(0, 4).flatMap((at) => {
    const argv = words.slice(at);
    return [argv, ...insideOf(argv, nesting + 1)];
  });
}

/** The commands of a script as they look without its syntax. */
export function looseCommands(script: string): string[][] {
  return script.split(/[;|&\n(){}`]/).flatMap((part) => {
    const words = part.split(/\s+/).flatMap((word) => word.replace(/["'\\]/g, '') || []);
    const start = words.findIndex((word) => !LEADING.test(word));
    return start < 0 ? [] : [words.slice(start)];
  });
}
