// codex doctor: says what works here and how to mend what does not. Fails when something the server needs is missing.
import { findCodexHome } from '@codex/app-server/codex-home.ts';
import { overrideOf } from '@codex/app-server/command-line.ts';
import { exitStatusOf } from '@codex/app-server/exit-status.ts';
import { type ParsedOptions, parseOptions } from '@codex/app-server/options.ts';
import { protocolVersion } from '@codex/app-server/version.ts';
import { checks, type DoctorRequest, type Finding, type Health } from '../doctor-checks.ts';

const usage = 'Usage: codex doctor [OPTIONS]';

const help = `Say what works here, and how to mend what does not

${usage}

Options:
      --json                Print the findings as JSON
  -c, --config <key=value>  Override a value of config.toml
      --enable <FEATURE>    Same as -c features.<FEATURE>=true
      --disable <FEATURE>   Same as -c features.<FEATURE>=false
  -h, --help                Print help
`;

const options = {
  json: {},
  config: { short: 'c', value: '<key=value>', repeats: true },
  enable: { value: '<FEATURE>', repeats: true },
  disable: { value: '<FEATURE>', repeats: true },
  help: { short: 'h' },
} as const;

const labels: Readonly<Record<Health, string>> = { ok: '[ok]', warning: '[!!]', failure: '[XX]' };

type Report = ReadonlyArray<readonly [name: string, finding: Finding]>;

export async function doctor(argv: readonly string[]): Promise<number> {
  let healthy = true;
  const mistake = await exitStatusOf(async () => {
    const parsed = parseOptions(argv, options, usage);
    if (parsed.has('help')) process.stdout.write(help);
    else healthy = await tell(parsed);
  });
  return mistake || (healthy ? 0 : 1);
}

/** Whether nothing is missing that the server needs. */
async function tell(parsed: ParsedOptions): Promise<boolean> {
  const request = { cwd: process.cwd(), env: process.env, overrides: parsed.given.flatMap(overrideOf) };
  const report = await examine({ ...request, codexHome: findCodexHome(process.env) });
  process.stdout.write(parsed.has('json') ? asJson(report) : asText(report));
  return report.every(([, { health }]) => health !== 'failure');
}

function examine(request: DoctorRequest): Promise<Report> {
  return Promise.all(Object.entries(checks).map(async ([name, check]) => [name, await check(request)] as const));
}

function asJson(report: Report): string {
  return `${JSON.stringify({ version: protocolVersion, checks: Object.fromEntries(report) }, null, 2)}\n`;
}

function asText(report: Report): string {
  const lines = report.flatMap(([name, { health, summary, remedy }]) => [
    `${labels[health]} ${name.padEnd(12)} ${summary}`,
    ...(remedy === undefined ? [] : [`     ${''.padEnd(12)} -> ${remedy}`]),
  ]);
  return `${lines.join('\n')}\n`;
}
