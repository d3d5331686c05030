// threadSection/*: sections of a sidebar; thread/section/move: which section a thread stands in, and where.
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
import { createSection, deleteSection, listSections, moveThread, updateSection } from '../annotations/sections.ts';
import type { Deferred } from '../engine.ts';
import { refuseEphemeral, tellEverybody, wireThread } from './stored-thread.ts';
import { parseThreadId } from './thread-id.ts';
import type { World } from './world.ts';

export interface ThreadSections {
  list(params: ThreadSectionListParams): ThreadSectionListResponse;
  create(params: ThreadSectionCreateParams): ThreadSectionCreateResponse;
  update(params: ThreadSectionUpdateParams): ThreadSectionUpdateResponse;
  remove(params: ThreadSectionDeleteParams): Record<string, never>;
  move(params: ThreadSectionMoveParams): Promise<Deferred<Record<string, never>>>;
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
