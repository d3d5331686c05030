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
import { tellEverybody } from './stored-thread.ts';
import { parseThreadId } from './thread-id.ts';
import type { World } from './world.ts';

export interface ThreadAttachments {
  add(params: ThreadAttachmentAddParams): Promise<Deferred<ThreadAttachmentAddResponse>>;
  list(params: ThreadAttachmentListParams): ThreadAttachmentListResponse;
  remove(params: ThreadAttachmentRemoveParams): Promise<Deferred<Record<string, never>>>;
  owners(params: ThreadAttachmentOwnerListParams): Promise<ThreadAttachmentOwnerListResponse>;
}

export function threadAttachments(world: World): ThreadAttachments {
  const file = world.annotations;

  async function requireThread(threadIdText: string): Promise<string> {
    const threadId = parseThreadId(threadIdText);
    const live = world.loaded.find(threadId);
    const isKept = live ? !live.state.thread.ephemeral : (await world.index()).find(threadId) !== undefined;
    if (!isKept) throw new EngineError('invalid_params', `thread not found: ${threadId}`);
    return threadId;
  }

  function changed(threadId: string, attachmentId: string, names: Names, operation: 'created' | 'deleted'): void {
    const params = { threadId, ...names, attachmentId, operation };
    tellEverybody(world, { method: 'thread/attachment/updated', params });
  }

  return {
    async add(params) {
      requireNames(params.attachmentType, params.identityKey);
      const threadId = await requireThread(params.threadId);
      const response = addAttachment(file, threadId, params);
      const isNew = response.outcome === 'created';
      return { response, begin: () => isNew && changed(threadId, response.attachment.id, namesOf(params), 'created') };
    },

    list: ({ threadId, cursor, limit }) =>
      listAttachments(file, parseThreadId(threadId), cursor ?? null, limit ?? null),

    async remove(params) {
      requireNames(params.attachmentType, params.identityKey);
      const threadId = await requireThread(params.threadId);
      const gone = removeAttachment(file, threadId, params.attachmentType, params.identityKey);
      return { response: {}, begin: () => gone && changed(threadId, gone.id, namesOf(params), 'deleted') };
    },

    async owners(params) {
      const index = await world.index();
      const isArchived = (threadId: string) => index.find(threadId)?.archived ?? false;
      const isWanted = (threadId: string) => params.archived == null || isArchived(threadId) === params.archived;
      const page = listOwners(file, params, isWanted);
      return { ...page, data: page.data.map((threadId) => ({ threadId, archived: isArchived(threadId) })) };
    },
  };
}

type Names = Pick<ThreadAttachmentAddParams, 'attachmentType' | 'identityKey'>;

function namesOf({ attachmentType, identityKey }: Names): Names {
  return { attachmentType, identityKey };
}
