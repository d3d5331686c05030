// The way clients reach the server: stdin and stdout, a port or a Unix socket.
import type { Server } from 'node:net';
import type { Engine } from '@codex/engine/engine.ts';
import { checkAuthFlags } from './auth-flags.ts';
import type { CommandLine } from './command-line.ts';
import type { ServeOptions } from './serve.ts';

/** Serves until the client leaves or `stop` aborts; the engine is closed when it resolves. */
export type Transport = (engine: Engine, options: ServeOptions & { readonly stop: AbortSignal }) => Promise<void>;

/** What `--listen` names. Only that is loaded; secrets of clients are read. Throws where the flags make no sense. */
export async function transportOf({ listen, auth }: CommandLine, codexHome: string): Promise<Transport> {
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
