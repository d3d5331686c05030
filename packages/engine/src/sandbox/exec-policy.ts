// What rules say about a command. A rule is matched on the words a program would be given, never on text; what hides
// inside a wrapper (sh -c, env, xargs, find -exec) can be forbidden by a rule but never be allowed by one.
import { basename, dirname, isAbsolute } from 'node:path';
import { splitPlainCommands } from '../exec/plain-commands.ts';
import { type Decision, decisions, matchesRule, type PrefixRule } from './prefix-rule.ts';
import { suspectedCommands } from './suspected-commands.ts';

export type Prefix = readonly string[];

/** A command as the rules see it. */
export interface JudgedCommand {
  /** What surely runs: the plain commands of the script, or the shell with the script as one argument. */
  readonly certain: readonly Prefix[];
  /** What may run besides: the insides of wrappers and of scripts that are more than plain. */
  readonly suspected: readonly Prefix[];
}

export function judgedCommand(shellArgv: readonly string[], script: string): JudgedCommand {
  const plain = splitPlainCommands(script);
  const certain = plain === null ? [shellArgv] : plain.map(({ argv }) => argv);
  return { certain, suspected: suspectedCommands(script) };
}

export interface RuleMatch {
  readonly rule: PrefixRule;
  /** The leading words of the command that the rule is about. */
  readonly matchedPrefix: Prefix;
}

export function matchRules(rules: readonly PrefixRule[], argv: Prefix): RuleMatch[] {
  return rules
    .filter((rule) => matchesRule(rule, argv))
    .map((rule) => ({ rule, matchedPrefix: argv.slice(0, rule.pattern.length) }));
}

/** The strictest of the matches; the first of equals. */
export function strictest(matches: readonly RuleMatch[]): RuleMatch | undefined {
  const rank = ({ rule }: RuleMatch) => decisions.indexOf(rule.decision);
  return matches.reduce<RuleMatch | undefined>(
    (best, one) => (best === undefined || rank(one) > rank(best) ? one : best),
    undefined,
  );
}

/** Where programs live that `ls` may mean when `/bin/ls` is written. */
const systemFolders: ReadonlySet<string> = new Set(
  '/bin /sbin /usr/bin /usr/sbin /usr/local/bin /usr/local/sbin /opt/homebrew/bin'.split(' '),
);

/** Rules name programs without their folder. Elsewhere than in a system folder a program may be anything. */
function matchCertain(rules: readonly PrefixRule[], argv: Prefix): RuleMatch[] {
  const [program = ''] = argv;
  const exact = matchRules(rules, argv);
  if (!isAbsolute(program)) return exact;
  const named = matchRules(rules, [basename(program), ...argv.slice(1)]);
  return [...exact, ...(systemFolders.has(dirname(program)) ? named : named.filter(restricts))];
}

function restricts({ rule }: RuleMatch): boolean {
  return rule.decision !== 'allow';
}

export function isAllowed(command: Prefix, rules: readonly PrefixRule[]): boolean {
  return strictest(matchCertain(rules, command))?.rule.decision === 'allow';
}

export interface RuleVerdict {
  readonly decision: Decision;
  readonly match: RuleMatch;
}

/** Undefined: no rule decides. `allow` only when rules allow every command that surely runs and restrict nothing. */
export function judgeByRules(
  { certain, suspected }: JudgedCommand,
  rules: readonly PrefixRule[],
): RuleVerdict | undefined {
  if (rules.length === 0) return undefined;
  const perCommand = certain.map((argv) => strictest(matchCertain(rules, argv)));
  const hidden = suspected.flatMap((argv) => matchCertain(rules, argv).filter(restricts));
  const match = strictest([...perCommand.filter((one) => one !== undefined), ...hidden]);
  if (match === undefined) return undefined;
  if (match.rule.decision === 'allow' && perCommand.includes(undefined)) return undefined;
  return { decision: match.rule.decision, match };
}

/** Prefixes that would allow nearly everything; a model may not ask for them. */
const tooBroad: ReadonlySet<string> = new Set(
  (
    'python|python3|py|git|bash|sh|zsh|fish|dash|pwsh|powershell|env|sudo|su|node|perl|ruby|php|lua|osascript|xargs|' +
    'bash -lc|bash -c|sh -c|sh -lc|zsh -c|zsh -lc|/bin/bash|/bin/bash -lc|/bin/bash -c|/bin/sh|/bin/sh -c|/bin/sh -lc|' +
    '/bin/zsh|/bin/zsh -c|/bin/zsh -lc|python -c|python3 -c|node -e|perl -e|ruby -e|php -r|lua -e'
  ).split('|'),
);

function startsWith(command: Prefix, prefix: Prefix): boolean {
  return prefix.length > 0 && prefix.every((word, index) => command[index] === word);
}

/** What the user is offered to allow for good: the model's wish if it covers the call, else the first open command. */
export function proposePrefix(
  commands: readonly Prefix[],
  rules: readonly PrefixRule[],
  wish: Prefix | undefined,
): Prefix | undefined {
  const open = commands.filter((command) => !isAllowed(command, rules));
  if (wish !== undefined && !tooBroad.has(wish.join(' ')) && open.every((command) => startsWith(command, wish))) {
    return wish;
  }
  return open[0];
}

/** `["touch", "a b"]`, as rules files write it. */
export function formatPrefix(prefix: Prefix): string {
  return `[${prefix.map((word) => JSON.stringify(word)).join(', ')}]`;
}
