// Requests from before there were threads. Their names have no resource, and the official JSON Schema leaves them out.
import type { RequestTable } from '../method-table.ts';
import { GetAuthStatusParams, GetAuthStatusResponse } from './auth-status.ts';
import { GetConversationSummaryParams, GetConversationSummaryResponse } from './conversation-summary.ts';
import { GitDiffToRemoteParams, GitDiffToRemoteResponse } from './git-diff.ts';

export const legacyRequests = {
  getConversationSummary: { params: GetConversationSummaryParams, result: GetConversationSummaryResponse },
  gitDiffToRemote: { params: GitDiffToRemoteParams, result: GitDiffToRemoteResponse },
  getAuthStatus: { params: GetAuthStatusParams, result: GetAuthStatusResponse },
} as const satisfies RequestTable;
