// What is left of a refused request's body. A connection closed over unread bytes is reset, and the client, still
// sending, would never read why it was refused.
import type { IncomingMessage } from 'node:http';

const mostBytes = 64 * 1024 * 1024;
const mostMs = 10_000;

/** Reads and forgets the body until its end, or until it has gone on for too long. Never throws. */
export function drainBody(body: IncomingMessage): Promise<void> {
  if (body.readableEnded || body.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    let bytes = 0;
    const stop = () => {
      clearTimeout(timer);
      body.off('data', count).off('end', stop).off('close', stop).off('error', stop);
      resolve();
    };
    const count = (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > mostBytes) stop();
    };
    const timer = setTimeout(stop, mostMs);
    body.unpipe();
    body.on('data', count).once('end', stop).once('close', stop).once('error', stop).resume();
  });
}
