// Reading threads without loading them: the list, one thread, its turns. Live threads are shown as memory knows them.
import type { ThreadListParams, ThreadListResponse } from '@codex/protocol/thread/list.ts';
import type { ThreadReadState } from '@codex/protocol/thread/read-state.ts';
import { requireProject, threadsOfProject } from '../annotations/projects.ts';
import { initialReadState, readReadState, readReadStates } from '../annotations/read-states.ts';
import { threadsOfSection } from '../annotations/sections.ts';
import { annotate } from '../annotations/thread-facts.ts';
import type { ThreadStore } from '../engine.ts';
import { EngineError, invalidRequest } from '../errors.ts';
import { baseLocator } from '../rollouts/history-base.ts';
import { type ThreadRow, threadFromRow } from '../rollouts/thread-row.ts';
import type { StoredTurn } from '../rollouts/turns.ts';
import { wireThread } from './stored-thread.ts';
import { pageOfItems, pageOfTurns, readTurns, withLastTurn } from './stored-turns.ts';
import type { Thread } from './thread.ts';
import { parseThreadId } from './thread-id.ts';
import { lastTurn, snapshot } from './thread-state.ts';
import { itemsById, pageOfTimeline } from './timeline.ts';
import type { World } from './world.ts';

type Readers = Pick<ThreadStore, 'list' | 'search' | 'read' | 'turnsList' | 'itemsList' | 'itemsRead' | 'timeline'>;

type ListReaders = Pick<Readers, 'list' | 'search'>;

export function readThreads(world: World): Readers {
  return { ...readLists(world), ...readHistories(world) };
}

function readLists(world: World): ListReaders {
  return {
    async list(params) {
      const live = world.loaded.ids();
      const scope = { ids: threadsAsked(world, params), live };
      const index = await world.index();
      const inOrder = params.sortKey === 'section_position' && params.sectionId;
      return listResponse(world, await (inOrder ? index.listInOrder(params, scope) : index.list(params, scope)));
    },

    async search(params) {
      if (params.searchTerm.trim() === '') throw invalidRequest('thread/search requires a non-empty searchTerm');
      const { searchTerm, ...filters } = params;
      const found = await (await world.index()).search(filters, searchTerm, world.loaded.ids());
      const { data, nextCursor, backwardsCursor } = listResponse(world, found);
      return {
        data: data.map((thread, index) => ({ thread, snippet: found.snippets[index] ?? '' })),
        nextCursor,
        backwardsCursor,
      };
    },
  };
}

function readHistories(world: World): Omit<Readers, keyof ListReaders> {
  const find = (threadId: string) => world.loaded.find(threadId);
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

  /** null: there is nothing to read yet. */
  function readStateOf(threadId: string, live: Thread | undefined): ThreadReadState | null {
    if (live && !live.materialised) return null;
    return live?.state.readState ?? readReadState(world.annotations, threadId) ?? initialReadState(threadId);
  }

  /** Legacy threads and those without a file have no positions. */
  async function paginatedTurns(threadId: string, method: string): Promise<readonly StoredTurn[]> {
    const live = find(threadId);
    const thread = live?.state.thread ?? (await world.index()).find(threadId);
    const isPaged = thread?.historyMode === 'paginated' && (live?.materialised ?? true);
    if (!isPaged) throw unsupported(`${method} is not supported yet`);
    return allTurns(threadId, () => {});
  }

  return {
    async read(params) {
      const threadId = parseThreadId(params.threadId);
      const live = find(threadId);
      const thread = await wireThread(world, threadId, 'thread not loaded');
      const turns = params.includeTurns ? await allTurns(threadId, refuseFullRead) : [];
      return {
        thread: { ...thread, turns: turns.map(({ turn }) => turn) },
        readState: readStateOf(threadId, live),
      };
    },

    async turnsList(params) {
      const threadId = parseThreadId(params.threadId);
      return pageOfTurns(threadId, await allTurns(threadId, refuseTurnsList), params);
    },

    async itemsList(params) {
      if (params.deferOutput) throw unsupported('thread/items/list.deferOutput is not supported by this server');
      const threadId = parseThreadId(params.threadId);
      const thread = find(threadId)?.state.thread ?? (await world.index()).find(threadId);
      if (thread?.historyMode === 'legacy') throw itemsUnsupported();
      return pageOfItems(threadId, await allTurns(threadId, refuseItemsList), params);
    },

    async timeline(params) {
      const threadId = parseThreadId(params.threadId);
      return pageOfTimeline(threadId, await paginatedTurns(threadId, 'thread/timeline/list'), params);
    },

    async itemsRead(params) {
      const threadId = parseThreadId(params.threadId);
      return itemsById(await paginatedTurns(threadId, 'thread/items/read'), params);
    },
  };
}

/** Threads of the section or project that is asked for; null: of any. */
function threadsAsked(world: World, { sectionId, projectId }: ThreadListParams): string[] | null {
  const file = world.annotations;
  if (projectId) requireProject(file, projectId);
  const ofProject = projectId ? threadsOfProject(file, projectId) : null;
  const ofSection = sectionId ? threadsOfSection(file, sectionId) : null;
  return ofSection && ofProject ? ofSection.filter((id) => ofProject.includes(id)) : (ofSection ?? ofProject);
}

interface FoundRows {
  readonly rows: readonly ThreadRow[];
  readonly nextCursor: string | null;
  readonly backwardsCursor: string | null;
}

/** Lists do not say what a thread was forked from. */
function listResponse(world: World, { rows, nextCursor, backwardsCursor }: FoundRows): ThreadListResponse {
  const threads = rows.map((row) => {
    const live = world.loaded.find(row.id);
    const thread = live ? { ...snapshot(live.state), canAcceptDirectInput: null } : threadFromRow(row);
    return { ...thread, forkedFromId: null };
  });
  const ids = rows.map(({ id }) => id);
  return {
    data: annotate(world.annotations, threads),
    readStates: {
      ...Object.fromEntries(ids.map((id) => [id, initialReadState(id)])),
      ...readReadStates(world.annotations, ids),
    },
    nextCursor,
    backwardsCursor,
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
