// thread/list, thread/search: pages of stored threads. Those in memory are shown as memory knows them.
import type { ThreadListParams, ThreadListResponse } from '@codex/protocol/thread/list.ts';
import type { ThreadSearchParams, ThreadSearchResponse } from '@codex/protocol/thread/search.ts';
import { requireProject, threadsOfProject } from '../annotations/projects.ts';
import { initialReadState, readReadStates } from '../annotations/read-states.ts';
import { threadsOfSection } from '../annotations/sections.ts';
import { annotate } from '../annotations/thread-facts.ts';
import { invalidRequest } from '../errors.ts';
import { type ThreadRow, threadFromRow } from '../rollouts/thread-row.ts';
import { snapshot } from './thread-state.ts';
import type { World } from './world.ts';

export async function listThreads(world: World, params: ThreadListParams): Promise<ThreadListResponse> {
  const scope = { ids: threadsAsked(world, params), live: world.loaded.ids() };
  const index = await world.index();
  const inOrder = params.sortKey === 'section_position' && params.sectionId;
  return listResponse(world, await (inOrder ? index.listInOrder(params, scope) : index.list(params, scope)));
}

export async function searchThreads(world: World, params: ThreadSearchParams): Promise<ThreadSearchResponse> {
  if (params.searchTerm.trim() === '') throw invalidRequest('thread/search requires a non-empty searchTerm');
  const { searchTerm, ...filters } = params;
  const found = await (await world.index()).search(filters, searchTerm, world.loaded.ids());
  const { data, nextCursor, backwardsCursor } = listResponse(world, found);
  return {
    data: data.map((thread, index) => ({ thread, snippet: found.snippets[index] ?? '' })),
    nextCursor,
    backwardsCursor,
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
