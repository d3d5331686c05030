// Thread: a conversation with its origin, place and state.
import type { Static } from 'typebox';
import { AbsolutePathBuf, AgentPath, LegacyAppPathString } from '../config/paths.ts';
import { ReasoningEffort } from '../model/reasoning.ts';
import { int32, int64, nullable, nullish, stringEnum, struct, union, variant } from '../schema.ts';
import { Turn } from '../turn/turn.ts';
import { Type } from '../type.ts';

/** Order of a list. */
export const SortDirection = stringEnum(['asc', 'desc']);
export type SortDirection = Static<typeof SortDirection>;

/** The UUIDv7 of a thread. */
export const ThreadId = Type.String({ title: 'ThreadId' });
export type ThreadId = Static<typeof ThreadId>;

/** What a busy thread is waiting for. */
export const ThreadActiveFlag = stringEnum(['waitingOnApproval', 'waitingOnUserInput']);
export type ThreadActiveFlag = Static<typeof ThreadActiveFlag>;

/** What a thread is doing now. */
export const ThreadStatus = union('ThreadStatus', [
  Type.Object({
    type: Type.Literal('notLoaded'),
  }),
  Type.Object({
    type: Type.Literal('idle'),
  }),
  Type.Object({
    type: Type.Literal('systemError'),
  }),
  Type.Object({
    type: Type.Literal('active'),
    activeFlags: Type.Array(ThreadActiveFlag),
  }),
]);
export type ThreadStatus = Static<typeof ThreadStatus>;

/** A machine the thread works on, and its folders there. */
export const ThreadEnvironment = struct('ThreadEnvironment', {
  environmentId: Type.String(),
  cwd: LegacyAppPathString,
  runtimeWorkspaceRoots: Type.Array(LegacyAppPathString),
});
export type ThreadEnvironment = Static<typeof ThreadEnvironment>;

/** Reserved; always empty. */
export const ThreadExtra = struct('ThreadExtra', {});
export type ThreadExtra = Static<typeof ThreadExtra>;

/** How history is stored: item by item, or in the older form that is read only as a whole. */
export const ThreadHistoryMode = stringEnum(['legacy', 'paginated']);
export type ThreadHistoryMode = Static<typeof ThreadHistoryMode>;

/** How a section looks in a sidebar. */
export const ThreadSectionAppearance = struct('ThreadSectionAppearance', {
  icon: nullish(Type.String()),
  color: nullish(Type.String()),
});
export type ThreadSectionAppearance = Static<typeof ThreadSectionAppearance>;

/** A named group of threads. */
export const ThreadSection = struct('ThreadSection', {
  id: Type.String(),
  name: Type.String(),
  appearance: nullish(ThreadSectionAppearance),
});
export type ThreadSection = Static<typeof ThreadSection>;

/** Why a sub-agent's thread exists. */
export const SubAgentSource = union('SubAgentSource', [
  stringEnum(['review', 'compact']),
  variant(
    'thread_spawn',
    struct('SubAgentSource::ThreadSpawn', {
      parent_thread_id: ThreadId,
      depth: int32,
      agent_path: nullish(AgentPath),
      agent_nickname: nullish(Type.String()),
      agent_role: nullish(Type.String()),
    }),
  ),
  stringEnum(['memory_consolidation']),
  variant('other', Type.String()),
]);
export type SubAgentSource = Static<typeof SubAgentSource>;

/** Which kind of client started a thread. */
export const SessionSource = union('SessionSource', [
  stringEnum(['cli', 'vscode', 'exec', 'appServer']),
  variant('custom', Type.String()),
  variant('subAgent', SubAgentSource),
  stringEnum(['unknown']),
]);
export type SessionSource = Static<typeof SessionSource>;

/** A label the client gave to the thread. */
export const ThreadSource = Type.String({ title: 'ThreadSource' });
export type ThreadSource = Static<typeof ThreadSource>;

/** The repository when the thread started. */
export const GitInfo = struct('GitInfo', {
  sha: nullish(Type.String()),
  branch: nullish(Type.String()),
  originUrl: nullish(Type.String()),
});
export type GitInfo = Static<typeof GitInfo>;

/** A conversation. Times are Unix seconds; `path` is its rollout file; `turns` is filled only where a method says. */
export const Thread = struct('Thread', {
  id: Type.String(),
  environments: nullish(Type.Array(ThreadEnvironment)),
  extra: nullish(ThreadExtra),
  sessionId: Type.String(),
  forkedFromId: nullish(Type.String()),
  attachedToThreadId: nullish(Type.String()),
  parentThreadId: nullish(Type.String()),
  preview: Type.String(),
  ephemeral: Type.Boolean(),
  section: nullish(ThreadSection),
  sectionEnteredAt: nullish(int64),
  projectId: nullable(Type.String()),
  historyMode: Type.Optional(ThreadHistoryMode),
  modelProvider: Type.String(),
  model: nullish(Type.String()),
  reasoningEffort: nullish(ReasoningEffort),
  createdAt: int64,
  updatedAt: int64,
  recencyAt: nullish(int64),
  status: ThreadStatus,
  path: nullish(Type.String()),
  cwd: AbsolutePathBuf,
  cliVersion: Type.String(),
  originator: nullish(Type.String()),
  source: SessionSource,
  canAcceptDirectInput: nullish(Type.Boolean()),
  threadSource: nullish(ThreadSource),
  agentNickname: nullish(Type.String()),
  agentRole: nullish(Type.String()),
  gitInfo: nullish(GitInfo),
  name: nullish(Type.String()),
  daybreakEnabled: nullish(Type.Boolean()),
  turns: Type.Array(Turn),
});
export type Thread = Static<typeof Thread>;
