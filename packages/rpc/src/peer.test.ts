import { describe, expect, it } from 'vitest';
import { channelPair } from './channels/pair.ts';
import { isRequest, type RequestMessage } from './message.ts';
import { ConnectionClosedError, Peer, ResponseError } from './peer.ts';

describe('Peer', () => {
  it('matches a thousand answers that come in another order', async () => {
    const [near, far] = channelPair();
    const peer = new Peer(near);
    const answers = Array.from({ length: 1000 }, (_, n) => peer.request('square', { n }));
    const asked: RequestMessage[] = [];
    for await (const message of far.messages) {
      if (isRequest(message)) asked.push(message);
      if (asked.length === 1000) break;
    }
    for (const { id, params } of asked.toReversed()) {
      const { n } = params as { n: number };
      void far.send({ id, result: n * n });
    }
    expect(await Promise.all(answers)).toEqual(Array.from({ length: 1000 }, (_, n) => n * n));
  });
});

describe('Peer, when things go wrong', () => {
  it('rejects with the code, the text and the data of a refusal', async () => {
    const [near, far] = channelPair();
    const refused = new Peer(near).request('m', {});
    void far.send({ id: 0, error: { code: -32602, message: 'no', data: { why: 1 } } });
    await expect(refused).rejects.toThrow(ResponseError);
    await expect(refused).rejects.toMatchObject({ code: -32602, message: 'no', data: { why: 1 } });
  });

  it('rejects what is pending, and what comes later, when the connection ends', async () => {
    const [near, far] = channelPair();
    const peer = new Peer(near);
    const pending = peer.request('m', {});
    await far.close();
    await expect(pending).rejects.toThrow(ConnectionClosedError);
    await expect(peer.request('m', {})).rejects.toMatchObject({ reason: { code: 'ended' } });
  });

  it('still delivers answers and notifications that were sent before the end', async () => {
    const [near, far] = channelPair();
    const peer = new Peer(near);
    const answered = peer.request('m', {});
    void far.send({ method: 'a' });
    void far.send({ id: 0, result: 1 });
    void far.send({ method: 'b' });
    await far.close();
    expect(await answered).toBe(1);
    const seen: string[] = [];
    for await (const message of peer.incoming) seen.push(message.method);
    expect(seen).toEqual(['a', 'b']);
  });

  it('settles requests at the end even if nobody takes what came in', async () => {
    const [near, far] = channelPair();
    const peer = new Peer(near);
    const pending = peer.request('m', {});
    for (let n = 0; n < 1200; n++) void far.send({ method: 'flood' });
    await far.close();
    await expect(pending).rejects.toThrow(ConnectionClosedError);
  });

  it('gives up a request with the reason of its signal', async () => {
    const [near, far] = channelPair();
    const peer = new Peer(near);
    const given = new AbortController();
    const first = peer.request('m', {}, given.signal);
    given.abort(new Error('enough'));
    await expect(first).rejects.toThrow('enough');
    const second = peer.request('m', {});
    void far.send({ id: 0, result: 'late' });
    void far.send({ id: 1, result: 'right' });
    expect(await second).toBe('right');
  });
});
