// Splits a command line that ends with somebody else's command: our options stand before it.
import type { OptionSpec } from '@codex/app-server/options.ts';

export interface SplitLine {
  readonly options: readonly string[];
  /** What follows `--`, or begins with the first word that is no option. */
  readonly command: readonly string[];
}

export function splitLeadingOptions(argv: readonly string[], specs: Readonly<Record<string, OptionSpec>>): SplitLine {
  let at = 0;
  for (; at < argv.length; at++) {
    const word = argv[at] as string;
    if (word === '--') return { options: argv.slice(0, at), command: argv.slice(at + 1) };
    if (!/^-./.test(word)) break;
    if (takesNext(word, specs)) at++;
  }
  return { options: argv.slice(0, at), command: argv.slice(at) };
}

/** Whether the value of this option is the next word. */
function takesNext(word: string, specs: Readonly<Record<string, OptionSpec>>): boolean {
  const long = /^--([^=]+)$/.exec(word)?.[1];
  const short = /^-([^-])$/.exec(word)?.[1];
  const spec = long === undefined ? Object.values(specs).find((one) => one.short === short) : specs[long];
  return spec?.value !== undefined;
}
