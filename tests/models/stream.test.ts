import { functionCall, message, reasoning } from '@codex/testkit/ev.ts';
import { reply, replyWithUsage, startMockModel } from '@codex/testkit/mock-model-server.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ask, collect, failure } from './client.ts';
import { completed, sse, startRawServer } from './raw-server.ts';

test('items, deltas and usage in their order', async () => {
  const model = await startMockModel(
    replyWithUsage(
      { inputTokens: 100, cachedTokens: 40, outputTokens: 7, reasoningTokens: 3 },
      message('Hello', { deltas: ['Hel', 'lo'], id: 'msg_1' }),
      functionCall('exec_command', { cmd: 'ls' }, 'call_1'),
    ),
  );
  const events = await collect(ask(model.baseUrl));
  expect(events.map(({ type }) => type)).toEqual([
    'itemAdded',
    'textDelta',
    'textDelta',
    'itemDone',
    'itemDone',
    'completed',
  ]);
  expect(events[1]).toEqual({ type: 'textDelta', itemId: 'msg_1', delta: 'Hel' });
  expect(events[4]).toMatchObject({ item: { type: 'function_call', call_id: 'call_1', arguments: '{"cmd":"ls"}' } });
  expect(events[5]).toEqual({
    type: 'completed',
    responseId: 'resp_1',
    endTurn: null,
    rawUsage: expect.objectContaining({ input_tokens: 100, input_tokens_details: { cached_tokens: 40 } }),
    usage: {
      inputTokens: 100,
      cachedInputTokens: 40,
      cacheWriteInputTokens: 0,
      outputTokens: 7,
      reasoningOutputTokens: 3,
      totalTokens: 107,
    },
  });
  await model.close();
});

test('reasoning', async () => {
  const model = await startMockModel(reply(reasoning(['Plan', 'More'])));
  const types = (await collect(ask(model.baseUrl))).map(({ type }) => type);
  expect(types.filter((type) => type === 'reasoningSummaryPartAdded')).toHaveLength(2);
  expect(types.filter((type) => type === 'reasoningSummaryDelta')).toHaveLength(2);
  await model.close();
});

test('unknown events, unknown items, malformed items and noise are skipped', async () => {
  await using server = await startRawServer((res) => {
    res.writeHead(200, { 'content-type': 'text/event-stream' });
    res.write(': a comment\n\ndata: {not json\n\ndata: null\n\nevent: ping\ndata: {"type":"ping"}\n\n');
    res.write(
      sse({ type: 'constructor' }, { type: 'response.output_item.done', item: { type: 'from_the_future', id: 'x' } }),
    );
    res.write(sse({ type: 'response.output_item.done', item: { type: 'function_call', name: 'no_call_id' } }));
    res.end(sse({ type: 'error', message: 'noise' }, completed));
  });
  expect((await collect(ask(server.baseUrl))).map(({ type }) => type)).toEqual(['completed']);
});

test('bytes may be split anywhere', async () => {
  const bytes = Buffer.from(sse({ type: 'response.output_text.delta', item_id: 'é', delta: 'größe 🎉\n' }, completed));
  await using server = await startRawServer(async (res) => {
    res.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const part of parts.splice(0)) {
      res.write(part);
      await new Promise((resolve) => setImmediate(resolve));
    }
    res.end();
  });
  let parts: Buffer[] = [];
  const cuts = fc.uniqueArray(fc.integer({ min: 1, max: bytes.length - 1 }), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(cuts, async (places) => {
      const ends = [...places.sort((a, b) => a - b), bytes.length];
      parts = ends.map((end, i) => bytes.subarray(i === 0 ? 0 : ends[i - 1], end));
      const [delta, end] = await collect(ask(server.baseUrl));
      expect(delta).toEqual({ type: 'textDelta', itemId: 'é', delta: 'größe 🎉\n' });
      expect(end?.type).toBe('completed');
    }),
    { numRuns: 40 },
  );
});

test('silence for longer than stream_idle_timeout_ms ends the stream', async () => {
  await using server = await startRawServer((res) => {
    res.writeHead(200, { 'content-type': 'text/event-stream' });
    res.write(sse({ type: 'response.output_text.delta', item_id: 'm', delta: 'a' }));
  });
  const { error, before } = await failure(ask(server.baseUrl, { streamIdleTimeoutMs: 50 }));
  expect(before).toHaveLength(1);
  expect(error.message).toBe('stream disconnected before completion: idle timeout waiting for SSE');
  expect(error.retryable).toBe(true);
});

test('a slow consumer is not an idle provider', async () => {
  await using server = await startRawServer((res) => {
    res.writeHead(200, { 'content-type': 'text/event-stream' });
    res.write(sse({ type: 'response.output_text.delta', item_id: 'm', delta: 'a' }));
    setTimeout(() => res.end(sse(completed)), 150);
  });
  const seen: string[] = [];
  for await (const event of ask(server.baseUrl, { streamIdleTimeoutMs: 100 })) {
    seen.push(event.type);
    if (seen.length === 1) await new Promise((resolve) => setTimeout(resolve, 300));
  }
  expect(seen).toEqual(['textDelta', 'completed']);
});

test('nothing is read faster than it is consumed', async () => {
  const chunk = sse({ type: 'response.output_text.delta', item_id: 'm', delta: 'x'.repeat(60_000) });
  let written = 0;
  await using server = await startRawServer((res) => {
    res.writeHead(200, { 'content-type': 'text/event-stream' });
    const more = () => {
      while (written < 1000 && res.writable) {
        written++;
        if (!res.write(chunk)) return void res.once('drain', more);
      }
    };
    more();
  });
  const events = ask(server.baseUrl)[Symbol.asyncIterator]();
  await events.next();
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(written).toBeLessThan(500);
  await events.return?.();
});

test('an abort ends a stream, a request without answer and a wait for a retry, with the reason of the signal', async () => {
  await using server = await startRawServer((res, n) => {
    if (n === 1) res.writeHead(200).write(sse({ type: 'response.output_text.delta', item_id: 'm', delta: 'a' }));
    if (n === 3) res.writeHead(500).end();
  });
  const reason = new Error('interrupted');
  for (const afterMs of [100, 100, 100]) {
    const controller = new AbortController();
    const events = collect(ask(server.baseUrl, { signal: controller.signal, requestMaxRetries: 100 }));
    setTimeout(() => controller.abort(reason), afterMs);
    await expect(events).rejects.toBe(reason);
  }
  await expect(collect(ask(server.baseUrl, { signal: AbortSignal.abort(reason) }))).rejects.toBe(reason);
});

test('the connection is used again after a finished response', async () => {
  await using server = await startRawServer((res) => {
    res.writeHead(200, { 'content-type': 'text/event-stream' });
    res.write(sse(completed));
    setTimeout(() => res.end('data: [DONE]\n\n'), 5);
  });
  for (let i = 0; i < 3; i++) {
    await collect(ask(server.baseUrl));
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(server.connections()).toBe(1);
});

test('server errors and broken connections are asked again silently; 4xx are not', async () => {
  const answers = [500, 0, 503, 200, 429, 401];
  let requests = 0;
  await using server = await startRawServer((res) => {
    const status = answers[requests++] ?? 500;
    if (status === 0) return void res.destroy();
    res.writeHead(status);
    res.end(status === 200 ? sse(completed) : '{}');
  });
  await collect(ask(server.baseUrl, { requestMaxRetries: 3 }));
  expect(requests).toBe(4);
  await failure(ask(server.baseUrl, { requestMaxRetries: 3 }));
  await failure(ask(server.baseUrl, { requestMaxRetries: 3 }));
  expect(requests).toBe(6);
  await failure(ask(server.baseUrl, { requestMaxRetries: 1 }));
  expect(requests).toBe(8);
});
