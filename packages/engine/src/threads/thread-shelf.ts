// Where threads stand for the user: sections of a sidebar, projects, and attachments.
import type {
  ThreadAttachmentAddParams,
  ThreadAttachmentAddResponse,
  ThreadAttachmentListParams,
  ThreadAttachmentListResponse,
  ThreadAttachmentOwnerListParams,
  ThreadAttachmentOwnerListResponse,
  ThreadAttachmentRemoveParams,
} from '@codex/protocol/thread/attachment.ts';
import type { ThreadSectionMoveParams } from '@codex/protocol/thread/section.ts';
import type {
  ThreadSectionCreateParams,
  ThreadSectionCreateResponse,
  ThreadSectionDeleteParams,
  ThreadSectionListParams,
  ThreadSectionListResponse,
  ThreadSectionUpdateParams,
  ThreadSectionUpdateResponse,
} from '@codex/protocol/thread-section/thread-section.ts';
import {
  addAttachment,
  listAttachments,
  listOwners,
  removeAttachment,
  requireNames,
} from '../annotations/attachments.ts';
import { createSection, deleteSection, listSections, moveThread, updateSection } from '../annotations/sections.ts';
import type { Deferred } from '../engine.ts';
import { EngineError } from '../errors.ts';
import { refuseEphemeral, tellEverybody, wireThread } from './stored-thread.ts';
import { parseThreadId } from './thread-id.ts';
import type { World } from './world.ts';

type Empty = Record<string, never>;

export interface ThreadSections {
  list(params: ThreadSectionListParams): ThreadSectionListResponse;
  create(params: ThreadSectionCreateParams): ThreadSectionCreateResponse;
  update(params: ThreadSectionUpdateParams): ThreadSectionUpdateResponse;
  remove(params: ThreadSectionDeleteParams): Empty;
  move(params: ThreadSectionMoveParams): Promise<Deferred<Empty>>;
}

export function threadSections(world: World): ThreadSections {
  const file = world.annotations;
  return {
    list: ({ cursor, limit }) => listSections(file, cursor ?? null, limit ?? null),
    create: ({ name, appearance }) => ({ section: createSection(file, name, appearance) }),
    update: ({ sectionId, name, appearance }) => ({ section: updateSection(file, sectionId, name, appearance) }),
    remove({ sectionId }) {
      deleteSection(file, sectionId);
      return {};
    },

    async move(params) {
      const threadId = parseThreadId(params.threadId);
      refuseEphemeral(world.loaded.find(threadId), 'section moves');
      await wireThread(world, threadId);
      await world.loaded.find(threadId)?.materialise();
      const { sectionId, beforeThreadId = null } = params;
      moveThread(file, threadId, sectionId, beforeThreadId);
      const message = { method: 'thread/section/changed' as const, params: { threadId, sectionId } };
      return { response: {}, begin: () => tellEverybody(world, message) };
    },
  };
}

export interface ThreadAttachments {
  add(params: ThreadAttachmentAddParams): Promise<Deferred<ThreadAttachmentAddResponse>>;
  list(params: ThreadAttachmentListParams): ThreadAttachmentListResponse;
  remove(params: ThreadAttachmentRemoveParams): Promise<Deferred<Empty>>;
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
