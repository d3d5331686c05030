// HTTP by hand: for requests that no client would send.
import { createConnection } from 'node:net';
import type { RestClient } from './client.ts';

/** What the server answers on a raw connection until it closes. */
export function rawAnswer(client: RestClient, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(Number(new URL(client.url).port), '127.0.0.1');
    let got = '';
    socket.on('data', (data) => (got += data));
    socket.on('close', () => resolve(got));
    socket.on('error', reject);
    socket.write(text);
  });
}
