import { type Static, Type } from 'typebox';
import { AbsolutePathBuf, AgentPath, LegacyAppPathString } from '../config/paths.ts';
import { ReasoningEffort } from '../model/reasoning.ts';
import { nullable, stringEnum } from '../schema.ts';
import { Turn } from '../turn/turn.ts';

export const SortDirection = stringEnum(['asc', 'desc']);
export type SortDirection = Static<typeof SortDirection>;

export const ThreadId = Type.String();
export type ThreadId = Static<typeof ThreadId>;

export const ThreadActiveFlag = stringEnum(['waitingOnApproval', 'waitingOnUserInput']);
export type ThreadActiveFlag = Static<typeof ThreadActiveFlag>;

export const ThreadStatus = Type.Union([
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

export const ThreadEnvironment = Type.Object({
  cwd: LegacyAppPathString,
  environmentId: Type.String(),
  runtimeWorkspaceRoots: Type.Array(LegacyAppPathString),
});
export type ThreadEnvironment = Static<typeof ThreadEnvironment>;

export const ThreadExtra = Type.Object({});
export type ThreadExtra = Static<typeof ThreadExtra>;

export const ThreadHistoryMode = stringEnum(['legacy', 'paginated']);
export type ThreadHistoryMode = Static<typeof ThreadHistoryMode>;

export const ThreadSectionAppearance = Type.Object({
  color: Type.Optional(nullable(Type.String())),
  icon: Type.Optional(nullable(Type.String())),
});
export type ThreadSectionAppearance = Static<typeof ThreadSectionAppearance>;

export const ThreadSection = Type.Object({
  appearance: Type.Optional(nullable(ThreadSectionAppearance)),
  id: Type.String(),
  name: Type.String(),
});
export type ThreadSection = Static<typeof ThreadSection>;

export const SubAgentSource = Type.Union([
  stringEnum(['review', 'compact', 'memory_consolidation']),
  Type.Object(
    {
      thread_spawn: Type.Object({
        agent_nickname: Type.Optional(nullable(Type.String())),
        agent_path: Type.Optional(nullable(AgentPath)),
        agent_role: Type.Optional(nullable(Type.String())),
        depth: Type.Integer({ format: 'int32' }),
        parent_thread_id: ThreadId,
      }),
    },
    { additionalProperties: false },
  ),
  Type.Object(
    {
      other: Type.String(),
    },
    { additionalProperties: false },
  ),
]);
export type SubAgentSource = Static<typeof SubAgentSource>;

export const SessionSource = Type.Union([
  stringEnum(['cli', 'vscode', 'exec', 'appServer', 'unknown']),
  Type.Object(
    {
      custom: Type.String(),
    },
    { additionalProperties: false },
  ),
  Type.Object(
    {
      subAgent: SubAgentSource,
    },
    { additionalProperties: false },
  ),
]);
export type SessionSource = Static<typeof SessionSource>;

export const ThreadSource = Type.String();
export type ThreadSource = Static<typeof ThreadSource>;

export const GitInfo = Type.Object({
  branch: Type.Optional(nullable(Type.String())),
  originUrl: Type.Optional(nullable(Type.String())),
  sha: Type.Optional(nullable(Type.String())),
});
export type GitInfo = Static<typeof GitInfo>;

export const Thread = Type.Object({
  agentNickname: Type.Optional(nullable(Type.String())),
  agentRole: Type.Optional(nullable(Type.String())),
  attachedToThreadId: Type.Optional(nullable(Type.String())),
  canAcceptDirectInput: Type.Optional(nullable(Type.Boolean())),
  cliVersion: Type.String(),
  createdAt: Type.Integer({ format: 'int64' }),
  cwd: AbsolutePathBuf,
  daybreakEnabled: Type.Optional(nullable(Type.Boolean())),
  environments: Type.Optional(nullable(Type.Array(ThreadEnvironment))),
  ephemeral: Type.Boolean(),
  extra: Type.Optional(nullable(ThreadExtra)),
  forkedFromId: Type.Optional(nullable(Type.String())),
  gitInfo: Type.Optional(nullable(GitInfo)),
  historyMode: Type.Optional(ThreadHistoryMode),
  id: Type.String(),
  model: Type.Optional(nullable(Type.String())),
  modelProvider: Type.String(),
  name: Type.Optional(nullable(Type.String())),
  originator: Type.Optional(nullable(Type.String())),
  parentThreadId: Type.Optional(nullable(Type.String())),
  path: Type.Optional(nullable(Type.String())),
  preview: Type.String(),
  projectId: nullable(Type.String()),
  reasoningEffort: Type.Optional(nullable(ReasoningEffort)),
  recencyAt: Type.Optional(nullable(Type.Integer({ format: 'int64' }))),
  section: Type.Optional(nullable(ThreadSection)),
  sectionEnteredAt: Type.Optional(nullable(Type.Integer({ format: 'int64' }))),
  sessionId: Type.String(),
  source: SessionSource,
  status: ThreadStatus,
  threadSource: Type.Optional(nullable(ThreadSource)),
  turns: Type.Array(Turn),
  updatedAt: Type.Integer({ format: 'int64' }),
});
export type Thread = Static<typeof Thread>;
