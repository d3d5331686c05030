import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Channel } from './channel.ts';
import { channelPair } from './channels/pair.ts';
import type { Message } from './message.ts';
import { approximateBytes, type MergeRules, Outbound } from './outbound.ts';

const mergeRules: MergeRules = { 'x/delta': { same: ['item', 'part'], append: 'delta' } };

interface Params {
  readonly item: string;
  readonly part?: number;
  readonly delta?: string;
}

function fieldsOf(message: Message): Params {
  return 'params' in message ? (message.params as Params) : { item: 'none' };
}

/** A sequence of messages as its smallest parts: single characters of deltas, and everything else whole. */
function atoms(messages: readonly Message[]): string[] {
  return messages.flatMap((message) => {
    const { item, part, delta } = fieldsOf(message);
    if (delta === undefined) return [JSON.stringify(message)];
    return [...delta].map((character) => `${item}/${part}/${character}`);
  });
}

const message = fc.oneof(
  fc.record({
    method: fc.constant('x/delta'),
    params: fc.record({ item: fc.constantFrom('a', 'b'), part: fc.nat(1), delta: fc.string({ minLength: 1 }) }),
  }),
  fc.record({ method: fc.constantFrom('x/started', 'x/ask'), params: fc.record({ item: fc.string() }) }),
  fc.record({ id: fc.nat(), result: fc.constant({}) }),
);

async function collect(channel: Channel): Promise<Message[]> {
  const all: Message[] = [];
  for await (const received of channel.messages) all.push(received);
  return all;
}

describe('Outbound', () => {
  it('loses nothing and keeps the order while the reader lags', () =>
    fc.assert(
      fc.asyncProperty(fc.array(message, { minLength: 100, maxLength: 300 }), async (messages) => {
        const [near, far] = channelPair();
        const outbound = new Outbound(near, { mergeRules, limitBytes: 10_000_000, pressureBytes: 1 });
        for (const sent of messages) outbound.push(sent);
        const reading = collect(far);
        for (let room = outbound.pressure(); room; room = outbound.pressure()) await room;
        await near.close();
        const received = await reading;
        expect(atoms(received)).toEqual(atoms(messages));
        expect(received.length).toBeLessThanOrEqual(messages.length);
      }),
      { numRuns: 50 },
    ));

  it('joins neighbouring deltas of one item while it waits, and only those', async () => {
    const [near, far] = channelPair();
    const outbound = new Outbound(near, { mergeRules, limitBytes: 1_000_000 });
    const delta = (item: string, text: string): Message => ({ method: 'x/delta', params: { item, delta: text } });
    const filler = Array.from({ length: 64 }, (_, id): Message => ({ id, result: {} }));
    for (const sent of [...filler, delta('a', '1'), delta('a', '2'), delta('b', '3'), delta('a', '4')])
      outbound.push(sent);
    const reading = collect(far);
    setImmediate(() => near.close());
    expect((await reading).slice(64)).toEqual([delta('a', '12'), delta('b', '3'), delta('a', '4')]);
  });

  it('never changes a message that others share', () => {
    const [near] = channelPair();
    const outbound = new Outbound(near, { mergeRules, limitBytes: 1_000_000 });
    const shared: Message = { method: 'x/delta', params: { item: 'a', delta: '1' } };
    for (let i = 0; i < 100; i++) outbound.push(shared);
    expect(shared).toEqual({ method: 'x/delta', params: { item: 'a', delta: '1' } });
  });

  it('closes a connection whose queue is full, and lets nobody wait for it', async () => {
    const [near, far] = channelPair();
    const outbound = new Outbound(near, { mergeRules, limitBytes: 10_000, pressureBytes: 5_000 });
    for (let id = 0; id < 100; id++) outbound.push({ id, result: 'x'.repeat(200) });
    const waiting = outbound.pressure();
    for (let id = 0; id < 100; id++) outbound.push({ id, result: 'x'.repeat(200) });
    expect((await near.closed).code).toBe('slow');
    expect((await far.closed).code).toBe('slow');
    await waiting;
    expect(outbound.pressure()).toBeUndefined();
  });
});

it('approximateBytes is close to the length of the text', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: true }), (value) => {
      const text = JSON.stringify(value);
      expect(approximateBytes(value)).toBeLessThanOrEqual(10 * text.length + 20);
      expect(approximateBytes(value)).toBeGreaterThanOrEqual(text.length / 8);
    }),
  );
});
