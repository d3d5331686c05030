// A fork that is not stored: it remembers what its source had seen, and nothing is written of it.
import { randomUUIDv7 } from 'node:crypto';
import { invalidRequest } from '../errors.ts';
import { findCut } from '../rollouts/cut.ts';
import { baseLocator } from '../rollouts/history-base.ts';
import { resumeStateAt } from '../rollouts/resume-state.ts';
import { readThreadRow } from '../rollouts/row-reader.ts';
import { threadFromRow } from '../rollouts/thread-row.ts';
import type { ForkSource } from './fork-thread.ts';
import { restoreThread } from './restore-thread.ts';
import type { Thread } from './thread.ts';
import type { World } from './world.ts';

export async function loadEphemeralFork(world: World, source: ForkSource): Promise<Thread> {
  const locate = baseLocator(world.options.codexHome);
  const row = readThreadRow(source.file, false, locate)?.row;
  if (row?.historyMode === 'paginated' && !source.params.excludeTurns) {
    throw invalidRequest('ephemeral paginated thread/fork requires `excludeTurns: true`');
  }
  const cut = await findCut(source.file, locate, source.wish);
  const state = await resumeStateAt(source.file, locate, cut);
  if (!row || !state) throw invalidRequest(`no rollout found for thread id ${source.threadId}`);
  const id = randomUUIDv7();
  const now = Math.floor(Date.now() / 1000);
  const thread = {
    ...threadFromRow(row),
    id,
    sessionId: id,
    forkedFromId: source.threadId,
    ephemeral: true,
    path: null,
    status: { type: 'idle' as const },
    originator: source.client.name,
    createdAt: now,
    updatedAt: now,
    recencyAt: now,
  };
  return restoreThread(world, { wishes: source.params, client: source.client }, { thread, state, recorder: null });
}
