// codex sandbox: runs one command under a sandbox policy, as the agent's commands are run.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import path from 'node:path';
import { findCodexHome } from '@codex/app-server/codex-home.ts';
import { overrideOf } from '@codex/app-server/command-line.ts';
import { exitStatusOf } from '@codex/app-server/exit-status.ts';
import { type ParsedOptions, parseOptions } from '@codex/app-server/options.ts';
import { filteredEnvironment } from '@codex/engine/config/child-env.ts';
import { loadConfig } from '@codex/engine/config/load.ts';
import { resolveProfile } from '@codex/engine/config/permission-profiles.ts';
import { type Confined, confine } from '@codex/engine/sandbox/confine.ts';
import { splitLeadingOptions } from '../leading-options.ts';

const usage = 'Usage: codex sandbox [OPTIONS] [--] <COMMAND>...';

const help = `Run one command in the sandbox that the agent's commands run in

${usage}

The policy is that of config.toml (sandbox_mode, sandbox_workspace_write) unless a permissions profile is named.

Options:
  -P, --permission-profile <NAME>  :read-only, :workspace, :danger-full-access or one of config.toml
  -C, --cd <DIR>                   Where the command runs; the workspace of the policy
  -p, --profile <NAME>             Layer CODEX_HOME/<NAME>.config.toml over config.toml
  -c, --config <key=value>         Override a value of config.toml
      --enable <FEATURE>           Same as -c features.<FEATURE>=true
      --disable <FEATURE>          Same as -c features.<FEATURE>=false
  -h, --help                       Print help
`;

const options = {
  'permission-profile': { short: 'P', value: '<NAME>' },
  cd: { short: 'C', value: '<DIR>' },
  profile: { short: 'p', value: '<NAME>' },
  config: { short: 'c', value: '<key=value>', repeats: true },
  enable: { value: '<FEATURE>', repeats: true },
  disable: { value: '<FEATURE>', repeats: true },
  help: { short: 'h' },
} as const;

/** The exit status is that of the command. */
export async function sandbox(argv: readonly string[]): Promise<number> {
  let status = 0;
  const mistake = await exitStatusOf(async () => {
    const { options: given, command } = splitLeadingOptions(argv, options);
    const parsed = parseOptions(given, options, usage);
    const [file, ...args] = command;
    if (parsed.has('help')) process.stdout.write(help);
    else if (file === undefined) throw new Error('sandbox command must not be empty');
    else status = await run(parsed, [file, ...args]);
  });
  return mistake || status;
}

async function run(parsed: ParsedOptions, argv: [string, ...string[]]): Promise<number> {
  const cwd = path.resolve(parsed.values('cd')[0] ?? '.');
  const codexHome = findCodexHome(process.env);
  const config = await loadConfig({
    codexHome,
    cwd,
    overrides: parsed.given.flatMap(overrideOf),
    profile: parsed.values('profile')[0] ?? null,
    strictConfig: false,
    env: process.env,
  });
  const [profile] = parsed.values('permission-profile');
  const policy =
    profile === undefined ? config.sandboxPolicy : resolveProfile(profile, config.permissionTables).sandboxPolicy;
  const env = filteredEnvironment(process.env, config);
  const confined = await confine({ argv, cwd, workspace: cwd, codexHome, env, policy });
  try {
    return await runConfined(confined, cwd);
  } finally {
    confined.release();
  }
}

async function runConfined({ argv, env }: Confined, cwd: string): Promise<number> {
  const [file, ...args] = argv;
  const child = spawn(file, args, { cwd, env, stdio: 'inherit' });
  // The terminal sends an interrupt to the command as well; how that ends is for the command to say.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  return code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
}
