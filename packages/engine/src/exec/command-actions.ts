// What a command is about, for people: which file it reads, what it lists or searches. Best effort; whatever is not
// clearly one of these is `unknown` as a whole.
import { basename, isAbsolute, resolve } from 'node:path';
import type { CommandAction } from '@codex/protocol/item/command-execution.ts';
import { actionOf, isFormatting, type PlainAction } from './command-meanings.ts';
import { type PlainCommand, splitPlainCommands } from './plain-commands.ts';
import { quoteCommand } from './shell-quote.ts';

interface Step {
  readonly argv: readonly string[];
  /** Where the command runs: the working directory after the `cd`s before it. */
  readonly cwd: string;
}

/** Removes what only frames the others: `cd`, a leading `echo …`, `true`, and formatting at the end of a pipe. */
function essentialSteps(commands: readonly PlainCommand[], cwd: string): Step[] {
  const steps: Step[] = [];
  let here = cwd;
  commands.forEach(({ argv }, index) => {
    const [name] = argv;
    if (name === 'cd') {
      const target = argv.slice(1).find((word) => !word.startsWith('-'));
      if (target !== undefined) here = isAbsolute(target) ? target : resolve(here, target);
      return;
    }
    if (commands.length > 1) {
      const leadingEcho = name === 'echo' && index === 0;
      if (leadingEcho || name === 'true' || isFormatting(argv)) return;
    }
    steps.push({ argv, cwd: here });
  });
  return steps;
}

function toCommandAction(action: PlainAction, step: Step, text: string): CommandAction {
  if (action.type !== 'read') return { ...action, command: text };
  const path = resolve(step.cwd, action.path);
  return { type: 'read', command: text, name: basename(action.path), path };
}

function sameAction(one: CommandAction | undefined, other: CommandAction): boolean {
  return one !== undefined && JSON.stringify(one) === JSON.stringify(other);
}

/** `sed -n` behind a pipe picks the lines that are read, so it is shown with the rest. */
function picksLines(commands: readonly PlainCommand[]): boolean {
  return (
    commands.some(({ joint }) => joint === '|') && commands.some(({ argv }) => argv[0] === 'sed' && argv[1] === '-n')
  );
}

/** A single command is shown as it was typed, with the `;` that ends it. */
function shownCommand({ argv }: Step, commands: readonly PlainCommand[], script: string): string {
  const [last = ''] = argv.slice(-1);
  const ended = commands.length === 1 && /\S;\s*$/.test(script);
  return quoteCommand(ended ? [...argv.slice(0, -1), `${last};`] : argv);
}

/** `script` is what the shell is given; `cwd` is absolute. */
export function parseCommandActions(script: string, cwd: string): CommandAction[] {
  const unknown: CommandAction[] = [{ type: 'unknown', command: script }];
  const commands = splitPlainCommands(script);
  if (commands === null) return unknown;
  const steps = essentialSteps(commands, cwd);
  if (steps.length === 0) return commands.every(({ argv }) => argv[0] === 'cd') ? [] : unknown;
  const actions: CommandAction[] = [];
  for (const step of steps) {
    const action = actionOf(step.argv);
    if (action === undefined) return unknown;
    const wholeScript = steps.length === 1 && picksLines(commands);
    const shown = toCommandAction(action, step, wholeScript ? script : shownCommand(step, commands, script));
    if (!sameAction(actions.at(-1), shown)) actions.push(shown);
  }
  return actions;
}
