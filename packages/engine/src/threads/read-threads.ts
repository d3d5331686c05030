// Reading one thread without loading it: the thread itself, its turns, its items. What is in memory is shown as memory
// knows it.
import type { ThreadReadState } from '@codex/protocol/thread/read-state.ts';
import { initialReadState, readReadState } from '../annotations/read-states.ts';
import type { ThreadStore } from '../engine.ts';
import { EngineError, invalidRequest } from '../errors.ts';
import { baseLocator } from '../rollouts/history-base.ts';
import type { StoredTurn } from '../rollouts/turns.ts';
import { pageOfOccurrences } from './occurrences.ts';
import { wireThread } from './stored-thread.ts';
import { pageOfItems, pageOfTurns, readTurns, withLastTurn } from './stored-turns.ts';
import type { Thread } from './thread.ts';
import { parseThreadId } from './thread-id.ts';
import { lastTurn } from './thread-state.ts';
import { itemsById, pageOfTimeline } from './timeline.ts';
import type { World } from './world.ts';

type Readers = Pick<ThreadStore, 'read' | 'turnsList' | 'itemsList' | 'itemsRead' | 'timeline' | 'occurrences'>;

export function readThreads(world: World): Readers {
  return {
    async read(params) {
      const threadId = parseThreadId(params.threadId);
      const thread = await wireThread(world, threadId, 'thread not loaded: ');
      const turns = params.includeTurns ? await allTurns(world, threadId, refuseFullRead) : [];
      return { thread: { ...thread, turns: turns.map(({ turn }) => turn) }, readState: readStateOf(world, threadId) };
    },

    async turnsList(params) {
      const threadId = parseThreadId(params.threadId);
      return pageOfTurns(threadId, await allTurns(world, threadId, refuseTurnsList), params);
    },

    async itemsList(params) {
      // `deferOutput` is left aside, as the official server does with its own threads: outputs are always there.
      const threadId = parseThreadId(params.threadId);
      if ((await historyMode(world, threadId)) !== 'paginated') throw itemsUnsupported();
      return pageOfItems(threadId, await allTurns(world, threadId, refuseItemsList), params);
    },

    async timeline(params) {
      const threadId = parseThreadId(params.threadId);
      return pageOfTimeline(threadId, await paginatedTurns(world, threadId, 'thread/timeline/list'), params);
    },

    async itemsRead(params) {
      const threadId = parseThreadId(params.threadId);
      return itemsById(await paginatedTurns(world, threadId, 'thread/items/read'), params);
    },

    async occurrences(params) {
      if (params.searchTerm.trim() === '') {
        throw invalidRequest('thread/searchOccurrences requires a non-empty searchTerm');
      }
      const threadId = parseThreadId(params.threadId);
      const turns = await paginatedTurns(world, threadId, 'thread/searchOccurrences');
      return pageOfOccurrences(threadId, turns, params);
    },
  };
}

/** `refuse` throws for a thread in memory whose turns cannot be read that way. */
async function allTurns(
  world: World,
  threadId: string,
  refuse: (live: Thread) => void,
): Promise<readonly StoredTurn[]> {
  const live = world.loaded.find(threadId);
  if (live) refuse(live);
  const file = live ? live.state.thread.path : (await world.index()).find(threadId)?.path;
  if (!live && !file) throw invalidRequest(`thread not loaded: ${threadId}`);
  const turns = await readTurns(file ?? '', baseLocator(world.options.codexHome));
  return live ? withLastTurn(turns, lastTurn(live.state)) : turns;
}

/** Legacy threads and those without a file have no positions. */
async function paginatedTurns(world: World, threadId: string, method: string): Promise<readonly StoredTurn[]> {
  const isWritten = world.loaded.find(threadId)?.materialised ?? true;
  const isPaged = isWritten && (await historyMode(world, threadId)) === 'paginated';
  if (!isPaged) throw unsupported(`${method} is not supported yet`);
  return allTurns(world, threadId, () => {});
}

async function historyMode(world: World, threadId: string): Promise<'legacy' | 'paginated' | undefined> {
  const thread = world.loaded.find(threadId)?.state.thread ?? (await world.index()).find(threadId);
  return thread?.historyMode;
}

/** null: there is nothing to read yet. */
function readStateOf(world: World, threadId: string): ThreadReadState | null {
  const live = world.loaded.find(threadId);
  if (live && !live.materialised) return null;
  return live?.state.readState ?? readReadState(world.annotations, threadId) ?? initialReadState(threadId);
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
  if (!thread.materialised) throw itemsUnsupported();
}

/** The official wording, for threads whose items have no positions. */
function itemsUnsupported(): EngineError {
  return unsupported('thread/items/list is not supported yet');
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
