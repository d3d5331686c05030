// thread/metadata/update, thread/memoryMode/set, thread/readState/update: single facts about a thread.
import { randomUUID } from 'node:crypto';
import type { ThreadMemoryModeSetParams } from '@codex/protocol/thread/memory-mode.ts';
import type {
  ThreadMetadataGitInfoUpdateParams,
  ThreadMetadataUpdateParams,
  ThreadMetadataUpdateResponse,
} from '@codex/protocol/thread/metadata.ts';
import type {
  ThreadReadState,
  ThreadReadStateUpdateParams,
  ThreadReadStateUpdateResponse,
} from '@codex/protocol/thread/read-state.ts';
import type { GitInfo } from '@codex/protocol/thread/thread.ts';
import { assignProject, findProject, projectOfThread } from '../annotations/projects.ts';
import { initialReadState, readReadState, writeReadState } from '../annotations/read-states.ts';
import { writeFacts } from '../annotations/thread-facts.ts';
import { EngineError, invalidRequest } from '../errors.ts';
import { reachThread, refuseEphemeral, tellEverybody, wireThread } from './stored-thread.ts';
import { parseThreadId } from './thread-id.ts';
import type { World } from './world.ts';

export async function updateMetadata(
  world: World,
  params: ThreadMetadataUpdateParams,
): Promise<ThreadMetadataUpdateResponse> {
  const threadId = parseThreadId(params.threadId);
  const { projectId, gitInfo, daybreakEnabled } = params;
  if (projectId == null && gitInfo == null && daybreakEnabled == null) {
    throw invalidRequest('thread metadata update must include at least one field');
  }
  const changes = gitInfo && checkedGitInfo(gitInfo);
  refuseEphemeral(world.loaded.find(threadId), 'metadata updates');
  const before = await wireThread(world, threadId, 'no rollout found for thread id ');
  if (projectId) requireKnownProject(world, projectId);
  writeFacts(world.annotations, threadId, {
    ...(changes && { gitInfo: changedGitInfo(before.gitInfo ?? null, changes) }),
    ...(daybreakEnabled != null && { daybreakEnabled }),
  });
  if (projectId != null) moveToProject(world, threadId, projectId === '' ? null : projectId);
  return { thread: { ...(await wireThread(world, threadId)), canAcceptDirectInput: null } };
}

const gitFields = ['sha', 'branch', 'originUrl'] as const;

function checkedGitInfo(changes: ThreadMetadataGitInfoUpdateParams): ThreadMetadataGitInfoUpdateParams {
  if (gitFields.every((field) => changes[field] === undefined)) {
    throw invalidRequest('gitInfo must include at least one field');
  }
  for (const field of gitFields) {
    if (changes[field]?.trim() === '') throw invalidRequest(`gitInfo.${field} must not be empty`);
  }
  return changes;
}

function changedGitInfo(before: GitInfo | null, changes: ThreadMetadataGitInfoUpdateParams): GitInfo | null {
  const pick = (field: (typeof gitFields)[number]) => {
    const change = changes[field];
    return change === undefined ? (before?.[field] ?? null) : (change?.trim() ?? null);
  };
  const after = { sha: pick('sha'), branch: pick('branch'), originUrl: pick('originUrl') };
  return gitFields.every((field) => after[field] === null) ? null : after;
}

export function requireKnownProject(world: World, projectId: string): void {
  if (!findProject(world.annotations, projectId)) throw invalidRequest(`project not found: ${projectId}`);
}

function moveToProject(world: World, threadId: string, projectId: string | null): void {
  if (projectOfThread(world.annotations, threadId) === projectId) return;
  assignProject(world.annotations, threadId, projectId);
  tellEverybody(world, { method: 'thread/project/updated', params: { threadId, projectId } });
}

export async function setMemoryMode(world: World, params: ThreadMemoryModeSetParams): Promise<Record<string, never>> {
  const threadId = parseThreadId(params.threadId);
  refuseEphemeral(world.loaded.find(threadId), 'metadata updates');
  await reachThread(world, threadId, () => invalidRequest(`no rollout found for thread id ${threadId}`));
  writeFacts(world.annotations, threadId, { memoryMode: params.mode });
  return {};
}

/** Followers are told before it returns. Throws EngineError when somebody else changed the state meanwhile. */
export async function updateReadState(
  world: World,
  params: ThreadReadStateUpdateParams,
): Promise<ThreadReadStateUpdateResponse> {
  const threadId = parseThreadId(params.threadId);
  const refusal = () => invalidRequest(`thread not loaded: ${threadId}`);
  const live = await reachThread(world, threadId, refusal, { archivedToo: true });
  const known = live ? live.state.readState : readReadState(world.annotations, threadId);
  const before = known ?? (live && !live.materialised ? null : initialReadState(threadId));
  if (!before) throw invalidRequest('thread read state unavailable');
  if (before.revision !== params.expectedRevision) {
    throw new EngineError('invalid_request', 'read state changed', { reason: 'readStateConflict', readState: before });
  }
  const firstUnread = params.operation.type === 'read' ? null : { type: 'threadStart' as const };
  const readState: ThreadReadState = { firstUnread, revision: randomUUID() };
  writeReadState(world.annotations, threadId, readState);
  live?.announce({ method: 'thread/readState/changed', params: { threadId, readState } });
  return { readState };
}
