// `codex app-server`: reads the command line, puts engine and channels together, takes them apart in order.
import { createEngine } from '@codex/engine/create-engine.ts';
import { checkStartup } from '@codex/engine/sandbox/check-startup.ts';
import { startTracing, stopTracing } from '@codex/telemetry/tracing.ts';
import { findCodexHome } from './codex-home.ts';
import { type CommandLine, help, readCommandLine } from './command-line.ts';
import { exitStatusOf } from './exit-status.ts';
import type { Subcommand } from './options.ts';
import { selfCommand } from './self-command.ts';
import { tellHowToSignIn } from './sign-in-hint.ts';
import { firstSignal } from './signals.ts';
import { transportOf } from './transport.ts';
import { protocolVersion } from './version.ts';

/** Runs until the client leaves or a signal comes; returns the exit status. */
export async function main(argv: readonly string[]): Promise<number> {
  return exitStatusOf(async () => {
    const commandLine = readCommandLine(argv);
    if (commandLine.help) process.stdout.write(help);
    else if (commandLine.subcommand) await exportDocuments(commandLine.subcommand);
    else await run(commandLine);
  });
}

async function exportDocuments(subcommand: Subcommand): Promise<void> {
  const documents = await import('./export-documents.ts');
  documents.exportDocuments(subcommand);
}

async function run(commandLine: CommandLine): Promise<void> {
  if (process.platform === 'win32') throw new Error('this server does not run on Windows; use WSL');
  const { overrides, strictConfig } = commandLine;
  const request = {
    codexHome: findCodexHome(process.env),
    cwd: process.cwd(),
    env: process.env,
    overrides,
    strictConfig,
  };
  const { fatal, warnings, otel } = await checkStartup(request);
  if (fatal !== null) throw new Error(fatal);
  await startTracing(otel, process.env);
  const listen = await transportOf(commandLine, request.codexHome);
  const engine = await createEngine({ ...request, version: protocolVersion, selfCommand: selfCommand() });
  const served = listen(engine, { startupWarnings: warnings, stop: firstSignal() });
  await Promise.all([served, tellHowToSignIn(engine)]);
  await stopTracing();
}
