// One rule of a rules file: which commands it is about, what it decides. Its examples are checked when it is read, so
// that a rule which does not say what its author meant is never in force.
import { splitPlainCommands } from '../exec/plain-commands.ts';
import type { Call, Literal } from './rules-parser.ts';
import { RulesError } from './rules-tokens.ts';

export const decisions = ['allow', 'prompt', 'forbidden'] as const;
/** Ordered: the later, the stricter. */
export type Decision = (typeof decisions)[number];

export interface PrefixRule {
  /** For each leading word of a command its alternatives; none of them empty. */
  readonly pattern: ReadonlyArray<readonly string[]>;
  readonly decision: Decision;
  readonly justification: string | undefined;
}

const parameters = ['pattern', 'decision', 'match', 'not_match', 'justification'] as const;
type Parameter = (typeof parameters)[number];

export function matchesRule({ pattern }: PrefixRule, argv: readonly string[]): boolean {
  return pattern.every((alternatives, index) => alternatives.includes(argv[index] as string));
}

/** Throws RulesError. */
export function readPrefixRule(call: Call): PrefixRule {
  const fail = (message: string): never => {
    throw new RulesError(message, call.start, call.end);
  };
  const given = bindArguments(call, fail);
  const rule: PrefixRule = {
    pattern: readPattern(given.get('pattern'), fail),
    decision: readDecision(given.get('decision') ?? 'allow', fail),
    justification: readJustification(given.get('justification') ?? undefined, fail),
  };
  for (const example of readExamples('match', given.get('match'), fail)) {
    if (!matchesRule(rule, example)) fail(`the rule does not match its example \`${example.join(' ')}\``);
  }
  for (const example of readExamples('not_match', given.get('not_match'), fail)) {
    if (matchesRule(rule, example)) fail(`the rule matches \`${example.join(' ')}\`, which not_match rules out`);
  }
  return rule;
}

type Fail = (message: string) => never;

function bindArguments({ positional, named }: Call, fail: Fail): ReadonlyMap<Parameter, Literal> {
  const given = new Map<Parameter, Literal>();
  if (positional.length > parameters.length) fail('too many arguments');
  for (const [index, value] of positional.entries()) given.set(parameters[index] as Parameter, value);
  for (const [name, value] of named) {
    const parameter = parameters.find((one) => one === name);
    if (parameter === undefined) fail(`prefix_rule has no parameter \`${name}\``);
    if (given.has(parameter as Parameter)) fail(`\`${name}\` is given twice`);
    given.set(parameter as Parameter, value);
  }
  if (!given.has('pattern')) fail('`pattern` is missing');
  return given;
}

function readPattern(value: Literal | undefined, fail: Fail): string[][] {
  if (!Array.isArray(value)) return fail('`pattern` must be a list');
  if (value.length === 0) fail('pattern cannot be empty');
  return value.map((element: Literal) => {
    const alternatives = Array.isArray(element) ? element : [element];
    if (alternatives.length === 0) fail('pattern alternatives cannot be empty');
    return alternatives.map((one) =>
      typeof one === 'string' ? one : fail('pattern elements are strings or lists of strings'),
    );
  });
}

function readDecision(value: Literal, fail: Fail): Decision {
  return decisions.find((one) => one === value) ?? fail(`invalid decision: ${String(value)}`);
}

function readJustification(value: Literal | undefined, fail: Fail): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== 'string') return fail('`justification` must be a string');
  return value.trim() === '' ? fail('justification cannot be empty') : value;
}

/** An example is a command line, or its words. */
function readExamples(name: Parameter, value: Literal | undefined, fail: Fail): string[][] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) return fail(`\`${name}\` must be a list`);
  return value.map((example: Literal) => {
    const words = typeof example === 'string' ? splitWords(example) : Array.isArray(example) ? [...example] : [];
    const plain = words.flatMap((word) => (typeof word === 'string' ? [word] : []));
    return plain.length > 0 && plain.length === words.length
      ? plain
      : fail(`\`${name}\` holds something that is no command`);
  });
}

function splitWords(line: string): readonly string[] {
  const plain = splitPlainCommands(line);
  return plain?.length === 1 ? (plain[0]?.argv ?? []) : line.split(/\s+/).filter((word) => word !== '');
}
