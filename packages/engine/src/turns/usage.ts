// Arithmetic of token usage.
import type { ResponseItem } from '@codex/protocol/model/response-item.ts';
import type { TokenUsageBreakdown } from '@codex/protocol/thread/token-usage.ts';
import type { ModelUsage } from '../models/model-client.ts';

/** What the thread's requests cost so far; null until a provider reported it. */
export interface UsageSoFar {
  readonly total: TokenUsageBreakdown;
  readonly last: TokenUsageBreakdown;
}

export const noUsage: TokenUsageBreakdown = {
  totalTokens: 0,
  inputTokens: 0,
  cachedInputTokens: 0,
  cacheWriteInputTokens: 0,
  outputTokens: 0,
  reasoningOutputTokens: 0,
};

/** The members in the order in which clients are shown them. */
export function wireUsage(usage: ModelUsage): TokenUsageBreakdown {
  return {
    totalTokens: usage.totalTokens,
    inputTokens: usage.inputTokens,
    cachedInputTokens: usage.cachedInputTokens,
    cacheWriteInputTokens: usage.cacheWriteInputTokens,
    outputTokens: usage.outputTokens,
    reasoningOutputTokens: usage.reasoningOutputTokens,
  };
}

export function addUsage(a: TokenUsageBreakdown, b: TokenUsageBreakdown): TokenUsageBreakdown {
  return {
    totalTokens: a.totalTokens + b.totalTokens,
    inputTokens: a.inputTokens + b.inputTokens,
    cachedInputTokens: a.cachedInputTokens + b.cachedInputTokens,
    cacheWriteInputTokens: (a.cacheWriteInputTokens ?? 0) + (b.cacheWriteInputTokens ?? 0),
    outputTokens: a.outputTokens + b.outputTokens,
    reasoningOutputTokens: a.reasoningOutputTokens + b.reasoningOutputTokens,
  };
}

/** Bytes that an image counts for: what a model makes of it has nothing to do with the size of its file. */
const IMAGE_BYTES = 340;
const BYTES_PER_TOKEN = 4;

/** A guess at what the items cost as input, for when no provider has counted them. */
export function estimateTokens(items: readonly ResponseItem[]): number {
  return items.reduce((sum, item) => sum + Math.ceil(sizeOf(item) / BYTES_PER_TOKEN), 0);
}

function sizeOf(item: ResponseItem): number {
  // Encrypted thoughts are base64 with a fixed part that is no text.
  if (item.type === 'reasoning' && item.encrypted_content) {
    return Math.max(0, item.encrypted_content.length * 0.75 - 650);
  }
  return JSON.stringify(item, (key, value) => (key === 'image_url' ? 'x'.repeat(IMAGE_BYTES) : value)).length;
}
