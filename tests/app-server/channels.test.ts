// One contract over every wire: order, size, backpressure, and what each side learns of the end.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Channel } from '@codex/rpc/channel.ts';
import { channelPair } from '@codex/rpc/channels/pair.ts';
import { processChannel } from '@codex/rpc/channels/process.ts';
import { connectWebSocket, webSocketAcceptor } from '@codex/rpc/channels/websocket.ts';
import { isRequest, type Message } from '@codex/rpc/message.ts';
import { ConnectionClosedError, Peer } from '@codex/rpc/peer.ts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { echo } from './echo.ts';

const echoProgram = join(import.meta.dirname, 'echo.ts');

/** A channel to something that answers each request with its parameters, and leaves when it is told `leave`. */
const wires: Readonly<Record<string, () => Promise<Channel>>> = {
  async 'in-process pair'() {
    const [near, far] = channelPair();
    void echo(far);
    return near;
  },
  async 'child process'() {
    return processChannel(process.execPath, [echoProgram]);
  },
  async WebSocket() {
    const accept = await webSocketAcceptor();
    const server = createServer();
    server.on('upgrade', async (...upgrade) => echo(await accept(...upgrade)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    return connectWebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  },
};

async function open(wire: string): Promise<Channel> {
  const channel = await (wires[wire] as () => Promise<Channel>)();
  onTestFinished(() => channel.close());
  return channel;
}

describe.each(Object.keys(wires))('%s', (wire) => {
  it('carries a thousand requests and large texts, each answered once and in order', async () => {
    const channel = await open(wire);
    const texts = Array.from({ length: 1000 }, (_, n) => `${n} é🎈\n\u2028`);
    texts[500] = 'ü'.repeat(3 * 1024 * 1024);
    texts.forEach((text, id) => void channel.send({ method: 'echo', id, params: { text } }));
    let next = 0;
    for await (const message of channel.messages) {
      if (!('result' in message)) throw new Error('no answer');
      expect(message.id).toBe(next);
      expect((message.result as { text: string }).text === texts[next]).toBe(true);
      next += 1;
      if (next === texts.length) break;
    }
  });

  it('asks a sender to wait while nobody reads, and lets it go on afterwards', async () => {
    const channel = await open(wire);
    const text = 'x'.repeat(64 * 1024);
    let sent = 0;
    let room: Promise<void> | undefined;
    while (!room && sent < 5000) room = channel.send({ method: 'echo', id: sent++, params: { text } });
    expect(room).toBeInstanceOf(Promise);
    let received = 0;
    for await (const _ of channel.messages) if (++received === sent) break;
    await room;
  });

  it('rejects what is pending when the other side leaves', async () => {
    const peer = new Peer(await open(wire));
    expect(await peer.request('echo', { a: 1 })).toEqual({ a: 1 });
    const pending = peer.request('silence', {});
    peer.notify('leave');
    await expect(pending).rejects.toThrow(ConnectionClosedError);
    expect(['ended', 'lost']).toContain((await peer.closed).code);
  });

  it('can be closed twice, ends the messages, and drops what is sent later', async () => {
    const channel = await open(wire);
    const seen: Message[] = [];
    const reading = (async () => {
      for await (const message of channel.messages) seen.push(message);
    })();
    await Promise.all([channel.close(), channel.close()]);
    await reading;
    expect((await channel.closed).code).toBe('local');
    expect(channel.send({ method: 'late' })).toBeUndefined();
    expect(seen.filter(isRequest)).toEqual([]);
  });
});

it('a child process that cannot be started, or dies, is told as such', async () => {
  const missing = processChannel('/no/such/program', []);
  await expect(new Peer(missing).request('m', {})).rejects.toThrow('ENOENT');
  const dying = processChannel(process.execPath, ['-e', 'process.exit(3)']);
  await expect(new Peer(dying).request('m', {})).rejects.toThrow('the process ended with code 3');
});

it('nobody answers at the WebSocket address', async () => {
  await expect(connectWebSocket('ws://127.0.0.1:1/')).rejects.toThrow();
});
