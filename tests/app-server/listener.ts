// A server that listens for WebSocket clients, and clients of it.
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import WebSocket from 'ws';
import { Client, exitOf, type Site, spawnServer } from './harness.ts';

export interface Listening {
  readonly address: string;
  readonly banner: readonly string[];
  stop(): Promise<{ code: number | null }>;
}

export async function listen(site: Site, args: readonly string[] = [], host = '127.0.0.1'): Promise<Listening> {
  const server = spawnServer(site, ['--listen', `ws://${host}:0`, ...args]);
  const banner: string[] = [];
  for await (const line of createInterface({ input: server.stderr as NodeJS.ReadableStream })) {
    banner.push(line);
    if (line.includes('note:')) break;
  }
  const port = /:(\d+)$/.exec(banner[1] ?? '')?.[1];
  return {
    address: `127.0.0.1:${port}`,
    banner,
    stop() {
      server.kill('SIGTERM');
      return exitOf(server);
    },
  };
}

export function openSocket(url: string, headers: Record<string, string> = {}): Promise<WebSocket> {
  const socket = new WebSocket(url, { headers });
  onTestFinished(() => socket.terminate());
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(socket));
    socket.once('error', reject);
  });
}

export async function connect(address: string, headers: Record<string, string> = {}): Promise<[Client, WebSocket]> {
  const socket = await openSocket(`ws://${address}/any/path?x=1`, headers);
  const client = new Client((text) => socket.send(text));
  socket.on('message', (data) => client.take(data.toString()));
  return [client, socket];
}
