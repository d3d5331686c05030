import type { Engine, LiveThread } from '@codex/engine/engine.ts';
import { invalidRequest } from '@codex/engine/errors.ts';
import { channelPair } from '@codex/rpc/channels/pair.ts';
import { Peer } from '@codex/rpc/peer.ts';
import { expect, it } from 'vitest';
import { serve } from './serve.ts';

/** An engine of one thread, whose reads end when the test says so. */
function slowEngine() {
  const gate = Promise.withResolvers<never>();
  const thread: Pick<LiveThread, 'id' | 'interruptTurn'> = {
    id: 't1',
    interruptTurn: () => ({ response: {}, begin() {} }),
  };
  const threads: Partial<Engine['threads']> = { read: () => gate.promise, loaded: () => thread as LiveThread };
  const engine: Partial<Engine> = {
    threads: threads as Engine['threads'],
    installationId: 'i',
    codexHome: '/home',
    follow: () => () => {},
  };
  return { engine: engine as Engine, fail: gate.reject };
}

async function connected(engine: Engine) {
  const [near, far] = channelPair();
  const served = serve(far, engine);
  const peer = new Peer(near);
  await peer.request('initialize', { clientInfo: { name: 'tester', version: '1' } });
  return { peer, served };
}

it('interrupts at once, whatever the thread is busy with', async () => {
  const { engine, fail } = slowEngine();
  const { peer, served } = await connected(engine);
  const reading = peer.request('thread/read', { threadId: 't1' });
  const second = peer.request('thread/read', { threadId: 't1' });
  expect(await peer.request('turn/interrupt', { threadId: 't1', turnId: 'x' })).toEqual({});
  fail(invalidRequest('enough'));
  await expect(reading).rejects.toMatchObject({ code: -32600, message: 'enough' });
  await expect(second).rejects.toMatchObject({ message: 'enough' });
  await peer.close();
  await served;
});

it('takes no more than it can hold from the only client, and answers all of it in the end', async () => {
  const { engine, fail } = slowEngine();
  const { peer } = await connected(engine);
  const answers = Array.from({ length: 300 }, (_, n) => peer.request('thread/read', { threadId: `t${n}` }));
  const late = peer.request('turn/interrupt', { threadId: 't1', turnId: 'x' });
  fail(invalidRequest('enough'));
  const settled = await Promise.allSettled(answers);
  expect(settled.every(({ status }) => status === 'rejected')).toBe(true);
  expect(await late).toEqual({});
  await peer.close();
});
