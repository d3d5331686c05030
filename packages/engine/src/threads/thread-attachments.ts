// thread/attachment/*: what clients attach to threads, by type and identity.
import type {
  ThreadAttachmentAddParams,
  ThreadAttachmentAddResponse,
  ThreadAttachmentListParams,
  ThreadAttachmentListResponse,
  ThreadAttachmentOwnerListParams,
  ThreadAttachmentOwnerListResponse,
  ThreadAttachmentRemoveParams,
} from '@codex/protocol/thread/attachment.ts';
import {
  addAttachment,
  listAttachments,
  listOwners,
  removeAttachment,
  requireNames,
} from '../annotations/attachments.ts';
import type { Deferred } from '../engine.ts';
import { EngineError } from '../errors.ts';
import { reachThread, tellEverybody } from './stored-thread.ts';
import { parseThreadId } from './thread-id.ts';
import type { World } from './world.ts';

export interface ThreadAttachments {
  add(params: ThreadAttachmentAddParams): Promise<Deferred<ThreadAttachmentAddResponse>>;
  list(params: ThreadAttachmentListParams): ThreadAttachmentListResponse;
  remove(params: ThreadAttachmentRemoveParams): Promise<Deferred<Record<string, never>>>;
  owners(params: ThreadAttachmentOwnerListParams): Promise<ThreadAttachmentOwnerListResponse>;
}

export function threadAttachments(world: World): ThreadAttachments {
  return {
    add: (params) => attach(world, params),
    list: ({ threadId, cursor, limit }) =>
      listAttachments(world.annotations, attachedId(threadId), cursor ?? null, limit ?? null),
    remove: (params) => detach(world, params),
    owners: (params) => pageOfOwners(world, params),
  };
}

async function attach(world: World, params: ThreadAttachmentAddParams): Promise<Deferred<ThreadAttachmentAddResponse>> {
  requireNames(params.attachmentType, params.identityKey);
  const threadId = await requireKept(world, params.threadId);
  const response = addAttachment(world.annotations, threadId, params);
  const isNew = response.outcome === 'created';
  return { response, begin: () => isNew && tellChange(world, threadId, response.attachment.id, params, 'created') };
}

async function detach(world: World, params: ThreadAttachmentRemoveParams): Promise<Deferred<Record<string, never>>> {
  requireNames(params.attachmentType, params.identityKey);
  const threadId = await requireKept(world, params.threadId);
  const gone = removeAttachment(world.annotations, threadId, params.attachmentType, params.identityKey);
  return { response: {}, begin: () => gone && tellChange(world, threadId, gone.id, params, 'deleted') };
}

async function pageOfOwners(
  world: World,
  params: ThreadAttachmentOwnerListParams,
): Promise<ThreadAttachmentOwnerListResponse> {
  const index = await world.index();
  const isArchived = (threadId: string) => index.find(threadId)?.archived ?? false;
  const isWanted = (threadId: string) => params.archived == null || isArchived(threadId) === params.archived;
  const page = listOwners(world.annotations, params, isWanted);
  return { ...page, data: page.data.map((threadId) => ({ threadId, archived: isArchived(threadId) })) };
}

/** These methods say of bad ids that the parameters are wrong. */
function attachedId(text: string): string {
  try {
    return parseThreadId(text);
  } catch (error) {
    throw new EngineError('invalid_params', error instanceof Error ? error.message : String(error));
  }
}

/** The id of a thread that is kept. Throws EngineError for others. */
async function requireKept(world: World, threadIdText: string): Promise<string> {
  const threadId = attachedId(threadIdText);
  const missing = () => new EngineError('invalid_params', `thread not found: ${threadId}`);
  const live = await reachThread(world, threadId, missing, { archivedToo: true });
  if (live?.state.thread.ephemeral) throw missing();
  return threadId;
}

type Names = Pick<ThreadAttachmentAddParams, 'attachmentType' | 'identityKey'>;

function tellChange(
  world: World,
  threadId: string,
  attachmentId: string,
  { attachmentType, identityKey }: Names,
  operation: 'created' | 'deleted',
): void {
  const params = { threadId, attachmentType, identityKey, attachmentId, operation };
  tellEverybody(world, { method: 'thread/attachment/updated', params });
}
