// The parameters of thread/list, checked and ready for the index; and its cursors.
import path from 'node:path';
import type { ThreadListParams, ThreadSourceKind } from '@codex/protocol/thread/list.ts';
import { invalidRequest } from '../errors.ts';
import type { Place } from './place.ts';
import type { ThreadRow } from './thread-row.ts';

export type ListSort = 'created_at' | 'updated_at' | 'recency_at';

export interface ListQuery {
  readonly sort: ListSort;
  readonly descending: boolean;
  readonly limit: number;
  /** Rows after this place. */
  readonly after: Place | null;
  readonly archived: boolean;
  /** Null filters nothing. */
  readonly providers: readonly string[] | null;
  readonly kinds: readonly string[] | null;
  readonly cwds: readonly string[] | null;
  readonly excluded: readonly string[] | null;
  readonly searchTerm: string | null;
  readonly parentId: string | null;
  readonly ancestorId: string | null;
  /** Of all threads, or those of a section or project. */
  readonly ids: readonly string[] | null;
  /** Threads that are kept beside others: all, none, or those of one thread. */
  readonly attached: boolean;
  readonly attachedTo: string | null;
  /** A text somebody said. */
  readonly text: string | null;
}

/** What other places know of the threads that are wanted. */
export interface ListScope {
  readonly ids?: readonly string[] | null;
  readonly text?: string;
  /** Threads whose files may have grown since they were looked at. */
  readonly live?: readonly string[];
}

const defaultLimit = 25;
const maxLimit = 100;
const interactiveKinds: readonly ThreadSourceKind[] = ['cli', 'vscode'];
const subAgentKinds: readonly ThreadSourceKind[] = [
  'subAgentReview',
  'subAgentCompact',
  'subAgentThreadSpawn',
  'subAgentOther',
];

/** Throws EngineError `invalid_request` for a cursor that is none and for filters that cannot match here. */
export function parseListQuery(params: ThreadListParams, scope: ListScope = {}): ListQuery {
  refuseUnsupported(params);
  const sort = params.sortKey === 'section_position' ? 'created_at' : (params.sortKey ?? 'created_at');
  return {
    sort: sort as ListSort,
    descending: params.sortDirection !== 'asc',
    limit: Math.min(Math.max(params.limit ?? defaultLimit, 1), maxLimit),
    after: typeof params.cursor === 'string' ? parseCursor(params.cursor) : null,
    archived: params.archived ?? false,
    providers: params.modelProviders?.length ? params.modelProviders : null,
    kinds: kindsOf(params),
    cwds: cwdsOf(params.cwd),
    excluded: params.excludedThreadIds?.length ? params.excludedThreadIds : null,
    searchTerm: params.searchTerm || null,
    parentId: params.parentThreadId ?? null,
    ancestorId: params.ancestorThreadId ?? null,
    ids: scope.ids ?? null,
    attached: (params.includeAttachedThreads ?? false) || params.attachedToThreadId != null,
    attachedTo: params.attachedToThreadId ?? null,
    text: scope.text ?? null,
  };
}

function refuseUnsupported(params: ThreadListParams): void {
  if (params.originators?.length) {
    throw invalidRequest('originator filtering is not supported by the local app-server');
  }
  if (params.sortKey === 'section_position' && !params.sectionId) {
    throw invalidRequest('section-position sorting requires a section filter');
  }
}

/** Children of a thread are listed whatever made them. */
function kindsOf(params: ThreadListParams): readonly string[] | null {
  if (params.sourceKinds?.length) {
    return params.sourceKinds.flatMap((kind) => (kind === 'subAgent' ? subAgentKinds : [kind]));
  }
  return params.parentThreadId || params.ancestorThreadId ? null : interactiveKinds;
}

function cwdsOf(cwd: ThreadListParams['cwd']): readonly string[] | null {
  if (cwd === null || cwd === undefined) return null;
  return (Array.isArray(cwd) ? cwd : [cwd]).map(withoutTrailingSlash);
}

/** The form in which rows hold working directories. */
export function withoutTrailingSlash(folder: string): string {
  return folder.length > 1 ? path.normalize(folder).replace(/\/+$/, '') : folder;
}

const cursorPattern =
  /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d))(?:\|([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}))?$/i;

function parseCursor(text: string): Place {
  const match = cursorPattern.exec(text);
  const ms = match ? Date.parse(match[1] ?? '') : Number.NaN;
  if (Number.isNaN(ms)) throw invalidRequest(`invalid cursor: ${text}`);
  return { ms, id: match?.[2] ?? null };
}

/** Creation times are compared in whole seconds, as the official server does. */
export function sortTime(row: ThreadRow, sort: ListSort): number {
  if (sort === 'created_at') return Math.floor(row.createdAtMs / 1000) * 1000;
  return sort === 'updated_at' ? row.updatedAtMs : row.recencyAtMs;
}

/** With the opposite direction, leads from `row` (the first of a page) the other way. */
export function backwardsCursor(row: ThreadRow, query: ListQuery): string {
  const ms = query.sort === 'created_at' ? row.createdAtMs : sortTime(row, query.sort);
  return new Date(ms + (query.descending ? -1 : 1)).toISOString();
}
