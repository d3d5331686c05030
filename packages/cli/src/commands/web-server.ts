// codex web-server: the protocol as REST and server-sent events.
import { main } from '@codex/web-server/main.ts';

export function webServer(argv: readonly string[]): Promise<number> {
  return main([...argv]);
}
