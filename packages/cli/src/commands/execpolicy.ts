// codex execpolicy check: what rules files say about a command, as JSON.
import { exitStatusOf } from '@codex/app-server/exit-status.ts';
import { parseOptions, UsageError } from '@codex/app-server/options.ts';
import { matchRules, type RuleMatch, strictest } from '@codex/engine/sandbox/exec-policy.ts';
import { type RulesFault, readRuleFiles } from '@codex/engine/sandbox/rule-store.ts';
import { splitLeadingOptions } from '../leading-options.ts';

const usage = 'Usage: codex execpolicy check --rules <PATH> <COMMAND>...';

const help = `Check rules files against a command

${usage}

Options:
  -r, --rules <PATH>  Rules file; may be given more than once
      --pretty        Indent the JSON
  -h, --help          Print help
`;

const options = {
  rules: { short: 'r', value: '<PATH>', repeats: true },
  pretty: {},
  config: { short: 'c', value: '<key=value>', repeats: true },
  enable: { value: '<FEATURE>', repeats: true },
  disable: { value: '<FEATURE>', repeats: true },
  help: { short: 'h' },
} as const;

export async function execpolicy(argv: readonly string[]): Promise<number> {
  let status = 0;
  const mistake = await exitStatusOf(async () => {
    status = await check(argv);
  });
  return mistake || status;
}

async function check(argv: readonly string[]): Promise<number> {
  // What stands before the subcommand is for all subcommands; config has no part in this one.
  const { options: globals, command: words } = splitLeadingOptions(argv, options);
  const [verb, ...rest] = words;
  if (verb === undefined) {
    const asked = parseOptions(globals, options, usage).has('help');
    process.stdout.write(help);
    return asked ? 0 : 2;
  }
  if (verb !== 'check') throw new UsageError(`unrecognized subcommand '${verb}'`, usage);
  const { options: given, command } = splitLeadingOptions(rest, options);
  const parsed = parseOptions(given, options, usage);
  if (parsed.has('help')) process.stdout.write(help);
  else await report(parsed.values('rules'), command, parsed.has('pretty'));
  return 0;
}

async function report(files: readonly string[], command: readonly string[], pretty: boolean): Promise<void> {
  const missing = files.length === 0 ? '--rules <PATH>' : command.length === 0 ? '<COMMAND>...' : undefined;
  if (missing !== undefined) {
    throw new UsageError(`the following required arguments were not provided:\n  ${missing}`, usage);
  }
  const { rules, fault } = await readRuleFiles(files);
  if (fault) throw new Error(describeFault(fault));
  const matches = matchRules(rules, command);
  const decision = strictest(matches)?.rule.decision;
  const result = { matchedRules: matches.map(describeMatch), ...(decision && { decision }) };
  process.stdout.write(`${JSON.stringify(result, null, pretty ? 2 : undefined)}\n`);
}

function describeMatch({ rule, matchedPrefix }: RuleMatch) {
  const { decision, justification } = rule;
  return { prefixRuleMatch: { matchedPrefix, decision, ...(justification !== undefined && { justification }) } };
}

function describeFault({ path, message, start }: RulesFault): string {
  return `failed to parse policy at ${path}\n\nCaused by:\n    ${path}:${start.line}:${start.column}: ${message}`;
}
