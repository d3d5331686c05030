// `codex app-server`: reads the command line, puts engine and channels together, takes them apart in order.
import type { Server } from 'node:net';
import { createEngine } from '@codex/engine/create-engine.ts';
import type { Engine } from '@codex/engine/engine.ts';
import { checkStartup } from '@codex/engine/sandbox/check-startup.ts';
import { checkAuthFlags } from './auth-flags.ts';
import { findCodexHome } from './codex-home.ts';
import { type CommandLine, help, readCommandLine } from './command-line.ts';
import { exitStatusOf } from './exit-status.ts';
import type { Subcommand } from './options.ts';
import type { ServeOptions } from './serve.ts';
import { firstSignal } from './signals.ts';
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
  const { fatal, warnings } = await checkStartup(request);
  if (fatal !== null) throw new Error(fatal);
  const listen = await transportOf(commandLine, request.codexHome);
  const engine = await createEngine({ ...request, version: protocolVersion });
  await listen(engine, { startupWarnings: warnings, stop: firstSignal() });
}

/** Serves until the client leaves or `stop` aborts; the engine is closed when it resolves. */
type Transport = (engine: Engine, options: ServeOptions & { readonly stop: AbortSignal }) => Promise<void>;

async function transportOf({ listen, auth }: CommandLine, codexHome: string): Promise<Transport> {
  checkAuthFlags(auth);
  if (listen.kind === 'off') throw new Error('no transport configured; use --listen or enable remote control');
  if (listen.kind === 'stdio') return (await import('./run-stdio.ts')).runStdio;
  const { runWebSocket } = await import('./run-websocket.ts');
  if (listen.kind === 'unix') {
    const { listenOnPath, defaultSocket } = await import('./unix-socket.ts');
    const path = listen.path ?? defaultSocket(codexHome);
    const bind = (server: Server) => listenOnPath(server, path);
    return (engine, options) => runWebSocket(engine, { ...options, bind, check: undefined, reachedByPages: false });
  }
  const { listenOnPort, refuseOpenPort } = await import('./tcp-socket.ts');
  refuseOpenPort(listen, auth.mode !== undefined);
  const check = (await import('./websocket-auth.ts')).readTokenCheck(auth);
  const bind = (server: Server) => listenOnPort(server, listen);
  return (engine, options) => runWebSocket(engine, { ...options, bind, check, reachedByPages: true });
}
