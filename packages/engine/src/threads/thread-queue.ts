// thread/queue/*: input that waits until the thread is idle.
import type { UserInput } from '@codex/protocol/item/user-input.ts';
import type {
  QueuedSubmission,
  ThreadQueueAddParams,
  ThreadQueueAddResponse,
  ThreadQueueDeleteParams,
  ThreadQueueDeleteResponse,
  ThreadQueueListParams,
  ThreadQueueListResponse,
  ThreadQueueReorderParams,
  ThreadQueueStartParams,
  ThreadQueueStartResponse,
  ThreadQueueUpdateParams,
  ThreadQueueUpdateResponse,
} from '@codex/protocol/thread/queue.ts';
import type { AnnotationFile } from '../annotations/annotation-file.ts';
import { dequeue, enqueue, findQueued, readQueue, reorderQueue, replaceQueued } from '../annotations/queue.ts';
import type { Deferred } from '../engine.ts';
import { EngineError, invalidRequest } from '../errors.ts';
import { findArchivedRollout } from '../rollouts/paths.ts';
import { messageOf, shownInput } from '../turns/user-input.ts';
import { archivedError } from './named-thread.ts';
import { reachThread } from './stored-thread.ts';
import type { Thread } from './thread.ts';
import { parseThreadId } from './thread-id.ts';
import type { World } from './world.ts';

export interface ThreadQueue {
  list(params: ThreadQueueListParams): Promise<ThreadQueueListResponse>;
  /** `begin` starts a turn with it when nothing runs. */
  add(params: ThreadQueueAddParams): Promise<Deferred<ThreadQueueAddResponse>>;
  update(params: ThreadQueueUpdateParams): Promise<Deferred<ThreadQueueUpdateResponse>>;
  remove(params: ThreadQueueDeleteParams): Promise<Deferred<ThreadQueueDeleteResponse>>;
  reorder(params: ThreadQueueReorderParams): Promise<Deferred<Record<string, never>>>;
  /** `begin` starts the turn. Throws EngineError while one runs. */
  start(params: ThreadQueueStartParams): Promise<Deferred<ThreadQueueStartResponse>>;
}

const maxPage = 100;

export function threadQueue(world: World): ThreadQueue {
  return {
    list: (params) => listQueued(world, params),
    add: (params) => addToQueue(world, params),
    update: (params) => updateQueued(world, params),
    remove: (params) => removeQueued(world, params),
    reorder: (params) => reorderQueued(world, params),
    start: (params) => startQueued(world, params),
  };
}

/** A queue, and how its followers are told that it has changed. */
interface ReachedQueue {
  readonly file: AnnotationFile;
  readonly threadId: string;
  readonly live: Thread | undefined;
  changed(): void;
}

async function reachQueue(world: World, threadIdText: string): Promise<ReachedQueue> {
  const threadId = parseThreadId(threadIdText);
  const isArchived = () => findArchivedRollout(world.options.codexHome, threadId) !== undefined;
  const refusal = () => (isArchived() ? archivedError(threadId) : unreadable(threadId));
  const live = await reachThread(world, threadId, refusal);
  const changed = () => live?.announce({ method: 'thread/queue/changed', params: { threadId } });
  return { file: world.annotations, threadId, live, changed };
}

function unreadable(threadId: string): EngineError {
  const reason = `invalid thread-store request: no rollout found for thread id ${threadId}`;
  return new EngineError('internal', `failed to read thread: ${reason}`);
}

async function listQueued(world: World, params: ThreadQueueListParams): Promise<ThreadQueueListResponse> {
  const { file, threadId } = await reachQueue(world, params.threadId);
  const offset = offsetOf(params.cursor);
  const limit = Math.max(1, Math.min(params.limit ?? maxPage, maxPage));
  const found = readQueue(file, threadId, offset, limit + 1);
  return { data: found.slice(0, limit), nextCursor: found.length > limit ? String(offset + limit) : null };
}

async function addToQueue(world: World, params: ThreadQueueAddParams): Promise<Deferred<ThreadQueueAddResponse>> {
  const { file, threadId, live, changed } = await reachQueue(world, params.threadId);
  const queuedSubmission = enqueue(file, threadId, {
    input: waitingInput(params.input),
    clientUserMessageId: params.clientUserMessageId,
    responsesapiClientMetadata: params.responsesapiClientMetadata ?? null,
  });
  const response = { queuedSubmission };
  if (!live || live.busy) return { response, begin: changed };
  changed();
  const first = live.scheduler.takeQueued();
  return { response, begin: () => first && live.scheduler.runQueued(first) };
}

async function updateQueued(
  world: World,
  params: ThreadQueueUpdateParams,
): Promise<Deferred<ThreadQueueUpdateResponse>> {
  const { file, threadId, changed } = await reachQueue(world, params.threadId);
  const known = requireQueued(file, threadId, params.queuedSubmissionId);
  const metadata = params.responsesapiClientMetadata;
  const isKept = !metadata || Object.keys(metadata).length === 0;
  const queuedSubmission = {
    ...known,
    input: waitingInput(params.input),
    ...(!isKept && { responsesapiClientMetadata: metadata }),
  };
  replaceQueued(file, queuedSubmission);
  return { response: { queuedSubmission }, begin: changed };
}

async function removeQueued(
  world: World,
  params: ThreadQueueDeleteParams,
): Promise<Deferred<ThreadQueueDeleteResponse>> {
  const { file, threadId, changed } = await reachQueue(world, params.threadId);
  const deleted = dequeue(file, threadId, params.queuedSubmissionId);
  return { response: { deleted }, begin: () => deleted && changed() };
}

async function reorderQueued(world: World, params: ThreadQueueReorderParams): Promise<Deferred<Record<string, never>>> {
  const { file, threadId, changed } = await reachQueue(world, params.threadId);
  if (!reorderQueue(file, threadId, params.queuedSubmissionIds)) {
    throw invalidRequest('queue reorder must include every queued submission exactly once');
  }
  return { response: {}, begin: changed };
}

async function startQueued(world: World, params: ThreadQueueStartParams): Promise<Deferred<ThreadQueueStartResponse>> {
  const { file, threadId, live, changed } = await reachQueue(world, params.threadId);
  if (!live) throw invalidRequest(`thread not found: ${threadId}`);
  if (live.busy) throw invalidRequest('thread already has an active or pending turn');
  const turn = live.scheduler.startQueued(takeOut(file, threadId, params.queuedSubmissionId ?? null));
  return {
    response: turn.response,
    begin() {
      changed();
      turn.begin();
    },
  };
}

function requireQueued(file: AnnotationFile, threadId: string, id: string): QueuedSubmission {
  const known = findQueued(file, threadId, id);
  if (!known) throw invalidRequest(`queued submission not found: ${id}`);
  return known;
}

/** The first when none is named. */
function takeOut(file: AnnotationFile, threadId: string, asked: string | null): QueuedSubmission {
  const queued = asked ? requireQueued(file, threadId, asked) : readQueue(file, threadId, 0, 1)[0];
  if (!queued) throw invalidRequest('queue is empty');
  dequeue(file, threadId, queued.id);
  return queued;
}

function waitingInput(input: readonly UserInput[]): UserInput[] {
  if (input.length === 0) throw invalidRequest('only user input can be added to the user-message queue');
  return shownInput(messageOf({ input: [...input] }).input);
}

function offsetOf(cursor: string | null | undefined): number {
  if (cursor == null) return 0;
  if (!/^\d+$/.test(cursor)) throw invalidRequest(`invalid cursor: ${cursor}`);
  return Number(cursor);
}
