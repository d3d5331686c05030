// Many event streams on one server: how much memory each costs, and how long an event takes to reach all of them.
import { createConnection, type Socket } from 'node:net';

export interface Streams {
  /** Resolves with the time of each stream, in ms of `performance.now()`, at which it has seen the text `times` more. */
  seen(text: string): Promise<number[]>;
  close(): void;
}

/** Opens the streams a few at a time; each is open when its head has arrived. */
export async function openStreams(port: number, path: string, token: string, count: number): Promise<Streams> {
  const sockets: Socket[] = [];
  const waiting = new Map<Socket, { text: string; told: (at: number) => void }>();
  const request = `GET ${path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\n\r\n`;
  const open = () =>
    new Promise<void>((resolve, reject) => {
      const socket = createConnection(port, '127.0.0.1', () => socket.write(request));
      socket.once('data', (data) => {
        if (!data.toString('latin1', 0, 15).startsWith('HTTP/1.1 200'))
          reject(new Error(data.toString('latin1', 0, 200)));
        resolve();
      });
      socket.on('data', (data) => {
        const waiter = waiting.get(socket);
        if (waiter && data.includes(waiter.text)) waiter.told(performance.now());
      });
      socket.on('error', reject);
      sockets.push(socket);
    });
  for (let opened = 0; opened < count; opened += 100) {
    await Promise.all(Array.from({ length: Math.min(100, count - opened) }, open));
  }
  return {
    seen: (text) =>
      Promise.all(sockets.map((socket) => new Promise<number>((told) => waiting.set(socket, { text, told })))),
    close() {
      for (const socket of sockets) socket.destroy();
    },
  };
}
