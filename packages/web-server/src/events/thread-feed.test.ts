// thread-feed.ts, what no wire shows: asks of no thread do not wait for ever.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Backend } from '../backend/backend.ts';
import { EventLog } from './event-log.ts';
import type { ServerMessage } from './messages.ts';
import { ThreadFeed } from './thread-feed.ts';

test('an ask of no thread is listed while the backend may still wait for it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'codex-feed-'));
  const log = EventLog.open(join(folder, 'events.sqlite'), () => {});
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  onTestFinished(() => {
    vi.useRealTimers();
    log.close();
    rmSync(folder, { recursive: true });
  });
  const ask: ServerMessage = { method: 'account/chatgptAuthTokens/refresh', id: 1, params: { reason: 'unauthorized' } };
  const backend = { respond: () => true, incoming: [ask] } as unknown as Backend;
  const answered = { add() {}, has: () => false };
  const feed = new ThreadFeed(backend, log, answered, { timeoutMs: 0, isHeldElsewhere: () => false });
  await feed.run();
  vi.advanceTimersByTime(10_000);
  expect(feed.pending.listLoose()).toMatchObject([{ ask }]);
  vi.advanceTimersByTime(60_000);
  expect(feed.pending.listLoose()).toEqual([]);
});
