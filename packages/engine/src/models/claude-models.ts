// What is known of Claude models by their slugs, as their provider's documentation says: how long a conversation and an
// answer may be, and how thinking is asked for.

export interface ClaudeModel {
  readonly displayName: string;
  /** Tokens. */
  readonly contextWindow: number;
  /** Tokens of one answer, thinking included. */
  readonly maxOutput: number;
  /** `budget`: a number of tokens. `adaptive`: an effort, from which the model decides itself. null: it does not think. */
  readonly thinking: 'budget' | 'adaptive' | null;
  /** What `adaptive` models take, weakest first. */
  readonly efforts: readonly Effort[];
}

export type Effort = 'low' | 'medium' | 'high' | 'xhigh' | 'max';

const allEfforts: readonly Effort[] = ['low', 'medium', 'high', 'xhigh', 'max'];
const untilHigh: readonly Effort[] = ['low', 'medium', 'high'];

type Facts = Omit<ClaudeModel, 'displayName'>;
const budget = (contextWindow: number, maxOutput: number): Facts => ({
  contextWindow,
  maxOutput,
  thinking: 'budget',
  efforts: [],
});
const adaptive = (contextWindow: number, maxOutput: number, efforts = allEfforts): Facts => ({
  contextWindow,
  maxOutput,
  thinking: 'adaptive',
  efforts,
});
const withoutThought = (maxOutput: number): Facts => ({
  contextWindow: 200_000,
  maxOutput,
  thinking: null,
  efforts: [],
});

/** By the beginning of the slug; the longest that fits counts. */
const models: Readonly<Record<string, Facts>> = {
  // What is newer than this table.
  'claude-': adaptive(200_000, 64_000, untilHigh),
  'claude-3-': withoutThought(4_096),
  'claude-3-5-': withoutThought(8_192),
  'claude-3-7-sonnet': budget(200_000, 64_000),
  'claude-opus-4': budget(200_000, 32_000),
  'claude-sonnet-4': budget(200_000, 64_000),
  'claude-haiku-4-5': budget(200_000, 64_000),
  'claude-sonnet-4-5': budget(200_000, 64_000),
  'claude-opus-4-5': budget(200_000, 64_000),
  'claude-sonnet-4-6': adaptive(200_000, 64_000, untilHigh),
  'claude-opus-4-6': adaptive(200_000, 128_000, [...untilHigh, 'max']),
  'claude-opus-4-7': adaptive(200_000, 128_000),
  'claude-opus-4-8': adaptive(200_000, 128_000),
  'claude-opus-5': adaptive(1_000_000, 128_000),
  'claude-sonnet-5': adaptive(1_000_000, 128_000),
  'claude-haiku-5': adaptive(1_000_000, 128_000),
  'claude-fable-5': adaptive(1_000_000, 128_000),
  'claude-mythos-5': adaptive(1_000_000, 128_000),
};

/** null: the slug is no Claude model. A `provider/` in front of it does not count. */
export function claudeModel(slug: string): ClaudeModel | null {
  const name = slug.slice(slug.lastIndexOf('/') + 1);
  const rows = Object.entries(models).filter(([prefix]) => name.startsWith(prefix));
  const facts = rows.sort(([a], [b]) => b.length - a.length)[0]?.[1];
  return facts ? { displayName: displayNameOf(name), ...facts } : null;
}

/** `claude-sonnet-4-5-20250929` is shown as Claude Sonnet 4.5. */
function displayNameOf(name: string): string {
  const words = name.replace(/-(\d{8}|latest)$/, '').split('-');
  const numbers = words.filter((word) => /^\d+$/.test(word)).join('.');
  const names = words.filter((word) => !/^\d+$/.test(word)).map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return [...names, numbers].filter(Boolean).join(' ');
}
