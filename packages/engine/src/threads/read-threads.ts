// Reading threads without loading them: the list, one thread, its turns. Live threads are shown as memory knows them.
import type { ThreadListResponse } from '@codex/protocol/thread/list.ts';
import type { ThreadStore } from '../engine.ts';
import { EngineError, invalidRequest } from '../errors.ts';
import { baseLocator } from '../rollouts/history-base.ts';
import { type ThreadRow, threadFromRow } from '../rollouts/thread-row.ts';
import type { StoredTurn } from '../rollouts/turns.ts';
import { pageOfItems, pageOfTurns, readTurns, withLastTurn } from './stored-turns.ts';
import type { Thread } from './thread.ts';
import { parseThreadId } from './thread-id.ts';
import { lastTurn, snapshot } from './thread-state.ts';
import type { World } from './world.ts';

type Readers = Pick<ThreadStore, 'list' | 'read' | 'turnsList' | 'itemsList' | 'goal'>;

export function readThreads(world: World, find: (threadId: string) => Thread | undefined): Readers {
  const locate = baseLocator(world.options.codexHome);

  async function stored(threadId: string): Promise<ThreadRow> {
    const row = (await world.index()).find(threadId);
    if (!row) throw invalidRequest(`thread not loaded: ${threadId}`);
    return row;
  }

  async function allTurns(threadId: string, refuse: (live: Thread) => void): Promise<readonly StoredTurn[]> {
    const live = find(threadId);
    if (!live) return readTurns((await stored(threadId)).path, locate);
    refuse(live);
    const turns = await readTurns(live.state.thread.path ?? '', locate);
    return withLastTurn(turns, lastTurn(live.state));
  }

  return {
    async list(params) {
      const page = await (await world.index()).list(params);
      return listResponse(page, find);
    },

    async read(params) {
      const threadId = parseThreadId(params.threadId);
      const live = find(threadId);
      const thread = live ? snapshot(live.state) : threadFromRow(await stored(threadId));
      const turns = params.includeTurns ? await allTurns(threadId, refuseFullRead) : [];
      return { thread: { ...thread, turns: turns.map(({ turn }) => turn) }, readState: live?.state.readState ?? null };
    },

    async turnsList(params) {
      const threadId = parseThreadId(params.threadId);
      return pageOfTurns(threadId, await allTurns(threadId, refuseTurnsList), params);
    },

    async itemsList(params) {
      if (params.deferOutput) throw unsupported('thread/items/list.deferOutput is not supported by this server');
      const threadId = parseThreadId(params.threadId);
      return pageOfItems(threadId, await allTurns(threadId, refuseItemsList), params);
    },

    /** No thread of this server has a goal; the thread must exist all the same. */
    async goal(params) {
      const threadId = parseThreadId(params.threadId);
      if (!find(threadId)) await stored(threadId);
      return { goal: null };
    },
  };
}

function listResponse(
  page: { rows: readonly ThreadRow[]; nextCursor: string | null; backwardsCursor: string | null },
  find: (threadId: string) => Thread | undefined,
): ThreadListResponse {
  const threads = page.rows.map((row) => ({ row, live: find(row.id) }));
  const readStates = threads.flatMap(({ row, live }) =>
    live?.state.readState ? [[row.id, live.state.readState]] : [],
  );
  return {
    data: threads.map(({ row, live }) =>
      live ? { ...snapshot(live.state), canAcceptDirectInput: null } : threadFromRow(row),
    ),
    readStates: Object.fromEntries(readStates),
    nextCursor: page.nextCursor,
    backwardsCursor: page.backwardsCursor,
  };
}

function refuseFullRead(thread: Thread): void {
  if (thread.state.thread.ephemeral) throw invalidRequest('ephemeral threads do not support includeTurns');
  if (!thread.materialised) throw notMaterialised();
}

/** The official wording for reading all turns of a thread that has none. */
export function notMaterialised(): EngineError {
  return unsupported('list_turns is not supported yet');
}

function refuseItemsList(thread: Thread): void {
  if (thread.state.thread.ephemeral) throw invalidRequest('ephemeral threads do not support thread/items/list');
  if (!thread.materialised) throw unsupported('thread/items/list is not supported yet');
}

function refuseTurnsList(thread: Thread): void {
  if (thread.state.thread.ephemeral) throw invalidRequest('ephemeral threads do not support thread/turns/list');
  if (thread.materialised) return;
  throw invalidRequest(
    `thread ${thread.id} is not materialized yet; thread/turns/list is unavailable before first user message`,
  );
}

function unsupported(message: string): EngineError {
  return new EngineError('unsupported', message);
}
