// Which commands people allowed for good: prefixes of argument lists, proposed, stored in CODEX_HOME/rules and matched.
import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { splitPlainCommands } from '../exec/plain-commands.ts';

export type Prefix = readonly string[];

/**
 * The argument lists a shell call is judged by: those of its plain commands, or, when the script is more than that, the
 * shell itself with the script as one argument.
 */
export function judgedCommands(shellArgv: readonly string[], script: string): Prefix[] {
  const plain = splitPlainCommands(script);
  return plain === null ? [shellArgv] : plain.map(({ argv }) => argv);
}

function startsWith(command: Prefix, prefix: Prefix): boolean {
  return prefix.length > 0 && prefix.every((word, index) => command[index] === word);
}

export function isAllowed(command: Prefix, allowed: readonly Prefix[]): boolean {
  return allowed.some((prefix) => startsWith(command, prefix));
}

/** Prefixes that would allow nearly everything; a model may not ask for them. */
const tooBroad: ReadonlySet<string> = new Set(
  (
    'python|python3|py|git|bash|sh|zsh|fish|dash|pwsh|powershell|env|sudo|su|node|perl|ruby|php|lua|osascript|' +
    'bash -lc|bash -c|sh -c|sh -lc|zsh -c|zsh -lc|/bin/bash|/bin/bash -lc|/bin/bash -c|/bin/sh|/bin/sh -c|/bin/sh -lc|' +
    '/bin/zsh|/bin/zsh -c|/bin/zsh -lc|python -c|python3 -c|node -e|perl -e|ruby -e|php -r|lua -e'
  ).split('|'),
);

/** What the user is offered to allow for good: the model's wish if it covers the call, else the first open command. */
export function proposePrefix(
  commands: readonly Prefix[],
  allowed: readonly Prefix[],
  wish: Prefix | undefined,
): Prefix | undefined {
  const open = commands.filter((command) => !isAllowed(command, allowed));
  if (wish !== undefined && !tooBroad.has(wish.join(' ')) && open.every((command) => startsWith(command, wish))) {
    return wish;
  }
  return open[0];
}

/** Appends the rule, once; creates what is missing. */
export async function storePrefix(codexHome: string, prefix: Prefix): Promise<void> {
  const folder = join(codexHome, 'rules');
  const file = join(folder, 'default.rules');
  const rule = `prefix_rule(pattern=${formatPrefix(prefix)}, decision="allow")\n`;
  await mkdir(folder, { recursive: true });
  const stored = await readFile(file, 'utf8').catch(() => '');
  if (stored.split('\n').includes(rule.trimEnd())) return;
  await appendFile(file, stored === '' || stored.endsWith('\n') ? rule : `\n${rule}`);
}

/** `["touch", "a b"]`, as rules files write it. */
export function formatPrefix(prefix: Prefix): string {
  return `[${prefix.map((word) => JSON.stringify(word)).join(', ')}]`;
}
