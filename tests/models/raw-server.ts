// A provider that answers with exactly the bytes a test wants, when it wants.
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface RawServer extends AsyncDisposable {
  readonly baseUrl: string;
  /** Connections opened so far. */
  readonly connections: () => number;
}

export async function startRawServer(answer: (res: ServerResponse, n: number) => void): Promise<RawServer> {
  let requests = 0;
  let connections = 0;
  const server = createServer((req, res) => {
    req.resume();
    req.on('end', () => answer(res, ++requests));
  });
  server.on('connection', () => connections++);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    connections: () => connections,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function sse(...events: readonly object[]): string {
  return events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('');
}

export const completed = { type: 'response.completed', response: { id: 'resp_1' } };
