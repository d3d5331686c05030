// Load over HTTP with as little work as possible on this side: raw sockets, prepared requests, answers only counted.
import { createConnection, type Socket } from 'node:net';

export interface Load {
  readonly perSecond: number;
  /** 95th percentile of the time from a request to its answer, in milliseconds. */
  readonly p95: number;
}

export interface LoadRequest {
  readonly port: number;
  readonly path: string;
  readonly token: string;
  readonly connections: number;
  /** Requests that each connection has under way at once. */
  readonly depth: number;
  readonly seconds: number;
}

export async function loadHttp(load: LoadRequest): Promise<Load> {
  const times: number[] = [];
  const end = performance.now() + load.seconds * 1000;
  const began = performance.now();
  await Promise.all(Array.from({ length: load.connections }, () => drive(load, times, end)));
  const elapsed = (performance.now() - began) / 1000;
  const sorted = Float64Array.from(times).sort();
  return { perSecond: times.length / elapsed, p95: sorted[Math.floor(sorted.length * 0.95)] ?? 0 };
}

async function drive(load: LoadRequest, times: number[], end: number): Promise<void> {
  const socket = await connect(load.port);
  const request = Buffer.from(
    `GET ${load.path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${load.token}\r\n\r\n`,
  );
  const sent: number[] = [];
  const send = () => {
    sent.push(performance.now());
    socket.write(request);
  };
  await new Promise<void>((resolve, reject) => {
    const answers = new AnswerCounter(() => {
      times.push(performance.now() - (sent.shift() ?? 0));
      if (performance.now() < end) send();
      else if (sent.length === 0) resolve();
    });
    socket.on('data', (data) => answers.take(data));
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the server closed the connection')));
    for (let n = 0; n < load.depth; n += 1) send();
  });
  socket.removeAllListeners('close');
  socket.destroy();
}

function connect(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(port, '127.0.0.1', () => resolve(socket));
    socket.setNoDelay(true);
    socket.once('error', reject);
  });
}

/** Finds the ends of answers that say their length. */
class AnswerCounter {
  readonly #told: () => void;
  #rest: Buffer = Buffer.alloc(0);

  constructor(told: () => void) {
    this.#told = told;
  }

  take(data: Buffer): void {
    this.#rest = this.#rest.length === 0 ? data : Buffer.concat([this.#rest, data]);
    for (;;) {
      const head = this.#rest.indexOf('\r\n\r\n');
      if (head < 0) return;
      const text = this.#rest.toString('latin1', 0, head);
      if (!text.startsWith('HTTP/1.1 200')) throw new Error(text.split('\r\n')[0]);
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1]);
      const end = head + 4 + length;
      if (this.#rest.length < end) return;
      this.#rest = this.#rest.subarray(end);
      this.#told();
    }
  }
}
