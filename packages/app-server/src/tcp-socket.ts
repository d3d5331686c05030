// A port for WebSocket clients: not open to other machines without a token, and announced on stderr.
import type { AddressInfo, Server } from 'node:net';
import { authority, isLoopback } from './listen-url.ts';

export interface Endpoint {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
}

/** Throws for an address that other machines reach, when clients need no token. */
export function refuseOpenPort({ host, port }: Endpoint, hasToken: boolean): void {
  if (hasToken || isLoopback(host)) return;
  const advice = 'configure `--ws-auth capability-token` or `--ws-auth signed-bearer-token`';
  const address = authority(host, port);
  throw new Error(`refusing to start non-loopback websocket listener ${address} without auth; ${advice}`);
}

export async function listenOnPort(server: Server, { host, port }: Endpoint): Promise<void> {
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  process.stderr.write(banner(server.address() as AddressInfo));
}

function banner({ address, port }: AddressInfo): string {
  const at = authority(address, port);
  const note = isLoopback(address)
    ? 'binds localhost only (use SSH port-forwarding for remote access)'
    : 'websocket auth is required for non-localhost listeners';
  const lines = [
    `listening on: ws://${at}`,
    `readyz: http://${at}/readyz`,
    `healthz: http://${at}/healthz`,
    `note: ${note}`,
  ];
  return `codex app-server (WebSockets)\n${lines.map((line) => `  ${line}\n`).join('')}`;
}
