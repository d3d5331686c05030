// How hard a Claude model is asked to think, from the engine's reasoning effort.
import { type ClaudeModel, claudeModel, type Effort } from '../claude-models.ts';
import type { ChatTurn } from '../conversation.ts';
import type { Prompt } from '../model-client.ts';
import { unseal } from '../sealed-reasoning.ts';
import type { Thinking } from './request-schema.ts';

export interface ThinkingOptions {
  readonly thinking: Thinking | null;
  readonly effort: Effort | null;
  readonly maxTokens: number;
}

/** What an answer may be long beside its thoughts. */
const ANSWER_TOKENS = 32_000;
/** Thinks up to its own limit, which counts as output. */
const ADAPTIVE_TOKENS = 64_000;

/** By effort: tokens of thought for models with a budget, and the effort that the others are told. */
const levels: Readonly<Record<string, { readonly budget: number; readonly effort: Effort }>> = {
  minimal: { budget: 1_024, effort: 'low' },
  low: { budget: 4_096, effort: 'low' },
  medium: { budget: 10_240, effort: 'medium' },
  high: { budget: 24_576, effort: 'high' },
  xhigh: { budget: 32_000, effort: 'xhigh' },
  max: { budget: 32_000, effort: 'max' },
  ultra: { budget: 32_000, effort: 'max' },
};

/** Without an effort, and for `none`, it is not asked to think at all. */
export function thinkingOptions({ model, reasoning }: Prompt, turns: readonly ChatTurn[]): ThinkingOptions {
  const facts = claudeModel(model) ?? claudeModel('claude-');
  const wish = reasoning?.effort ?? 'none';
  const level = Object.hasOwn(levels, wish) ? levels[wish] : undefined;
  const most = facts?.maxOutput ?? ANSWER_TOKENS;
  if (!facts || !level || facts.thinking === null) {
    return { thinking: null, effort: null, maxTokens: Math.min(most, ANSWER_TOKENS) };
  }
  if (facts.thinking === 'adaptive') {
    const maxTokens = Math.min(most, ADAPTIVE_TOKENS);
    return { thinking: { type: 'adaptive', display: 'summarized' }, effort: allowed(level.effort, facts), maxTokens };
  }
  const maxTokens = Math.min(most, level.budget + ANSWER_TOKENS);
  const budget = Math.min(level.budget, Math.floor(maxTokens / 2));
  const thinking = mayThink(turns) ? { type: 'enabled' as const, budget_tokens: budget } : null;
  return { thinking, effort: null, maxTokens };
}

/** The wish, or the most that the model takes. */
function allowed(wish: Effort, { efforts }: ClaudeModel): Effort | null {
  return efforts.includes(wish) ? wish : (efforts.at(-1) ?? null);
}

/**
 * With a budget, the API refuses a conversation that goes on from calls which no thought of its own precedes: those that
 * another model made, or this one while it did not think.
 */
function mayThink(turns: readonly ChatTurn[]): boolean {
  const last = turns.at(-1);
  if (last?.role !== 'user' || last.results.length === 0) return true;
  const caller = turns.at(-2);
  const [first] = caller?.role === 'assistant' ? caller.parts : [];
  if (first?.kind !== 'thought') return false;
  return unseal('anthropic-signature', first.item) !== null || unseal('anthropic-redacted', first.item) !== null;
}
