// The app-server behind the routes, wherever it runs. Only what is chosen is loaded.

import type { Upgrade } from '../http/server.ts';
import type { Options } from '../options.ts';
import type { Backend } from './backend.ts';

/** An app-server, over REST and over WebSocket. */
export interface AppServer {
  readonly backend: Backend;
  /** Makes a JSON-RPC connection of a WebSocket upgrade; absent where there can be only one connection. */
  readonly upgrade?: Upgrade;
  /** Whether a JSON-RPC client has the ask. */
  isHeldElsewhere(askId: number | string): boolean;
  /** Tells on stderr how to sign in, when that is missing. */
  tellHowToSignIn(): Promise<void>;
  /** Ends all JSON-RPC connections. */
  closeUpgrades(): Promise<void>;
  /** Ends turns, then the connection. */
  stop(): Promise<void>;
  /** Of the demo model; after everything else. */
  closeDemo(): Promise<void>;
}

/** Throws when it cannot be started or reached. */
export async function openAppServer(options: Options): Promise<AppServer> {
  const { backend, codexHome } = options;
  if (backend.kind === 'in-process') return (await import('./in-process.ts')).startAppServer(options);
  return (await import('./out-of-process.ts')).connectAppServer(backend, codexHome);
}
