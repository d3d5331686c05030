// getConversationSummary: one stored thread in short, by its id or its file.
import path from 'node:path';
import type {
  GetConversationSummaryParams,
  GetConversationSummaryResponse,
} from '@codex/protocol/legacy/conversation-summary.ts';
import { invalidRequest } from '../errors.ts';
import { baseLocator } from '../rollouts/history-base.ts';
import { sourceLine } from '../rollouts/meta.ts';
import { plainPath, statStored } from '../rollouts/packed.ts';
import { readThreadRow } from '../rollouts/row-reader.ts';
import type { ThreadRow } from '../rollouts/thread-row.ts';
import { parseThreadId } from './thread-id.ts';
import type { World } from './world.ts';

export async function summarise(
  world: World,
  params: GetConversationSummaryParams,
): Promise<GetConversationSummaryResponse> {
  const row =
    'rolloutPath' in params ? rowOfFile(world, params.rolloutPath) : await rowOfId(world, params.conversationId);
  const { gitInfo } = row;
  return {
    summary: {
      conversationId: row.id,
      path: row.path,
      preview: row.preview,
      timestamp: new Date(row.createdAtMs).toISOString(),
      updatedAt: new Date(row.updatedAtMs).toISOString(),
      modelProvider: row.modelProvider,
      cwd: row.cwd,
      cliVersion: row.cliVersion,
      source: sourceLine(row.source),
      gitInfo: gitInfo && { sha: gitInfo.sha, branch: gitInfo.branch, origin_url: gitInfo.originUrl },
    },
  };
}

function rowOfFile(world: World, asked: string): ThreadRow {
  const { codexHome } = world.options;
  const file = plainPath(path.resolve(codexHome, asked));
  if (!statStored(file)) throw invalidRequest(`failed to resolve rollout path \`${asked}\`: file does not exist`);
  const row = readThreadRow(file, false, baseLocator(codexHome))?.row;
  if (!row) throw invalidRequest(`failed to read rollout \`${asked}\`: it holds no conversation`);
  return row;
}

async function rowOfId(world: World, id: string): Promise<ThreadRow> {
  const threadId = parseThreadId(id);
  const row = (await world.index()).find(threadId);
  if (!row) throw invalidRequest(`no rollout found for conversation id ${threadId}`);
  return row;
}
