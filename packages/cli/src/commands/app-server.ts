// codex app-server: the protocol on stdio or WebSocket.
import { main } from '@codex/app-server/main.ts';

export function appServer(argv: readonly string[]): Promise<number> {
  return main(argv);
}
