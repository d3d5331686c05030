// The older way to ask about one thread without its history; `thread/read` is the newer one.
import type { Static } from 'typebox';
import { PathBuf } from '../config/paths.ts';
import { nullish, stringEnum, struct, union, variant } from '../schema.ts';
import { SubAgentSource, ThreadId } from '../thread/thread.ts';
import { Type } from '../type.ts';

/** The thread, by its id or by its rollout file; a relative path starts from the server's home. */
export const GetConversationSummaryParams = union('GetConversationSummaryParams', [
  Type.Object({
    rolloutPath: PathBuf,
  }),
  Type.Object({
    conversationId: ThreadId,
  }),
]);
export type GetConversationSummaryParams = Static<typeof GetConversationSummaryParams>;

/** The repository when the thread started. */
export const ConversationGitInfo = struct('ConversationGitInfo', {
  sha: nullish(Type.String()),
  branch: nullish(Type.String()),
  origin_url: nullish(Type.String()),
});
export type ConversationGitInfo = Static<typeof ConversationGitInfo>;

/** Work of the server itself. */
export const InternalSessionSource = stringEnum(['memory_consolidation', 'guardian']);
export type InternalSessionSource = Static<typeof InternalSessionSource>;

/** Which kind of client started a thread, in older words than `SessionSource` has. */
export const CoreSessionSource = union('SessionSource', [
  stringEnum(['cli', 'vscode', 'exec', 'mcp']),
  variant('custom', Type.String()),
  variant('internal', InternalSessionSource),
  variant('subagent', SubAgentSource),
  stringEnum(['unknown']),
]);
export type CoreSessionSource = Static<typeof CoreSessionSource>;

/** A thread in short. `timestamp` (its start) and `updatedAt` are RFC 3339; `path` is its rollout file. */
export const ConversationSummary = struct('ConversationSummary', {
  conversationId: ThreadId,
  path: Type.String(),
  preview: Type.String(),
  timestamp: nullish(Type.String()),
  updatedAt: nullish(Type.String()),
  modelProvider: Type.String(),
  cwd: Type.String(),
  cliVersion: Type.String(),
  source: CoreSessionSource,
  gitInfo: nullish(ConversationGitInfo),
});
export type ConversationSummary = Static<typeof ConversationSummary>;

/** What is known of the thread. */
export const GetConversationSummaryResponse = struct('GetConversationSummaryResponse', {
  summary: ConversationSummary,
});
export type GetConversationSummaryResponse = Static<typeof GetConversationSummaryResponse>;
