// Connections to a server under test: newline-delimited JSON on stdio, or WebSocket text frames.
import { spawn } from 'node:child_process';
import crypto from 'node:crypto';
import { EventEmitter } from 'node:events';
import net from 'node:net';

const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

/** Start the server process (its own process group, so that stop() can end helpers it left). */
export function startProcess(command, { cwd, env, extraArgs = '', stderrTo }) {
  const child = spawn('/bin/sh', ['-c', `exec ${command} ${extraArgs}`], {
    cwd,
    env,
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  child.stderr.on('data', (d) => stderrTo?.(d.toString()));
  child.stdin.on('error', () => {});
  child.exited = new Promise((r) => child.once('exit', (code, signal) => r({ code, signal })));
  return child;
}

/** End the server: closing stdin ends a stdio server, SIGTERM a listening one; SIGKILL after `graceMs`. */
export async function stopProcess(child, { graceMs = 1500, signal } = {}) {
  if (child.exitCode === null && child.signalCode === null) {
    child.stdin.end();
    if (signal) child.kill(signal);
    await Promise.race([child.exited, sleep(graceMs)]);
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    /* group already gone */
  }
  return child.exitCode !== null || child.signalCode !== null ? child.exited : Promise.race([child.exited, sleep(500)]);
}

/** One JSON-RPC connection: emits 'line' (text) for each message. */
export class StdioConnection extends EventEmitter {
  constructor(child) {
    super();
    this.child = child;
    let buf = '';
    child.stdout.setEncoding('utf8');
    child.stdout.on('data', (d) => {
      buf += d;
      const lines = buf.split('\n');
      buf = lines.pop();
      for (const line of lines) this.emit('line', line);
    });
    child.once('exit', () => this.emit('close'));
  }
  async open() {
    return this;
  }
  sendText(text) {
    this.child.stdin.write(`${text}\n`);
  }
  close() {}
}

/** A minimal RFC 6455 client (text frames only, no extensions). */
export class WsConnection extends EventEmitter {
  constructor(port) {
    super();
    this.port = port;
  }

  async open(timeoutMs = 8000) {
    const end = Date.now() + timeoutMs;
    for (;;) {
      try {
        await this.#connect();
        return this;
      } catch (e) {
        if (Date.now() > end) throw e;
        await sleep(60);
      }
    }
  }

  #connect() {
    return new Promise((resolve, reject) => {
      const sock = net.connect(this.port, '127.0.0.1');
      let buf = Buffer.alloc(0);
      let upgraded = false;
      sock.once('error', reject);
      sock.once('connect', () =>
        sock.write(
          `GET / HTTP/1.1\r\nHost: 127.0.0.1:${this.port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
            `Sec-WebSocket-Key: ${crypto.randomBytes(16).toString('base64')}\r\nSec-WebSocket-Version: 13\r\n\r\n`,
        ),
      );
      sock.on('data', (d) => {
        buf = Buffer.concat([buf, d]);
        if (!upgraded) {
          const i = buf.indexOf('\r\n\r\n');
          if (i < 0) return;
          if (!buf.subarray(0, i).toString().startsWith('HTTP/1.1 101')) {
            sock.destroy();
            return reject(new Error('no upgrade'));
          }
          upgraded = true;
          buf = buf.subarray(i + 4);
          this.sock = sock;
          sock.on('close', () => this.emit('close'));
          sock.on('error', () => {});
          resolve();
        }
        buf = this.#frames(buf);
      });
    });
  }

  #frames(buf) {
    for (;;) {
      if (buf.length < 2) return buf;
      const op = buf[0] & 15,
        fin = buf[0] & 128;
      let len = buf[1] & 127,
        off = 2;
      if (len === 126) {
        if (buf.length < 4) return buf;
        len = buf.readUInt16BE(2);
        off = 4;
      } else if (len === 127) {
        if (buf.length < 10) return buf;
        len = Number(buf.readBigUInt64BE(2));
        off = 10;
      }
      if (buf.length < off + len) return buf;
      const data = buf.subarray(off, off + len);
      buf = buf.subarray(off + len);
      if (op === 9) this.#write(10, data);
      else if (op === 8) {
        this.emit('wsClose', data.length >= 2 ? data.readUInt16BE(0) : null);
        this.sock.end();
      } else if (op <= 2) {
        this.partial = this.partial ? Buffer.concat([this.partial, data]) : data;
        if (fin) {
          const text = this.partial.toString('utf8');
          this.partial = null;
          this.emit('line', text);
        }
      }
    }
  }

  #write(op, data) {
    const mask = crypto.randomBytes(4);
    const head =
      data.length < 126
        ? Buffer.from([128 | op, 128 | data.length])
        : data.length < 65536
          ? Buffer.from([128 | op, 254, data.length >> 8, data.length & 255])
          : (() => {
              const b = Buffer.alloc(10);
              b[0] = 128 | op;
              b[1] = 255;
              b.writeBigUInt64BE(BigInt(data.length), 2);
              return b;
            })();
    const out = Buffer.from(data);
    for (let i = 0; i < out.length; i++) out[i] ^= mask[i & 3];
    this.sock.write(Buffer.concat([head, mask, out]));
  }

  sendText(text) {
    this.#write(1, Buffer.from(text));
  }
  close() {
    this.sock?.destroy();
  }
}

export function freePort() {
  return new Promise((resolve) => {
    const s = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = s.address();
      s.close(() => resolve(port));
    });
  });
}
