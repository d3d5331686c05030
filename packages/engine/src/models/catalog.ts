// What is known of a model by its slug: a table of facts, the fallback for everything else, and the lookup.
import type { Config } from '../config/config.ts';
import { claudeModel } from './claude-models.ts';

/** Facts of one model that the turn loop needs. */
export interface ModelInfo {
  readonly slug: string;
  readonly displayName: string;
  /** Tokens; clients are told `effectiveContextWindow` of it as `modelContextWindow`. */
  readonly contextWindow: number;
  /** What `model_context_window` may raise it to; null: anything. */
  readonly maxContextWindow: number | null;
  /** Effort sent when none is configured; null: none is sent. */
  readonly defaultReasoningEffort: string | null;
  readonly supportsReasoningSummaries: boolean;
  /** Summary asked for when none is configured; null: the parameter is left out. */
  readonly defaultReasoningSummary: string | null;
  /** False: no verbosity is sent, whatever config says. */
  readonly supportsVerbosity: boolean;
  readonly defaultVerbosity: string | null;
  readonly supportsParallelToolCalls: boolean;
  /** How much of its earlier reasoning it is given (`reasoning.context`); null: the parameter is left out. */
  readonly reasoningContext: 'all_turns' | null;
  /** `freeform`: apply_patch is offered as a custom tool. */
  readonly applyPatch: 'freeform' | null;
  /** Finds tools by searching, so that it need not be shown all of them. */
  readonly toolSearch: boolean;
  /** Its web search may look for images too. */
  readonly webSearchImages: boolean;
  /** How closely it looks at images; larger ones are scaled down. */
  readonly imageDetail: 'high' | 'original';
  /** Tool output beyond this is cut for the model; tokens of 4 bytes. */
  readonly outputTokenLimit: number;
  /** Two models with different hashes cannot read each other's reasoning; null when unknown. */
  readonly compHash: string | null;
  /** False for unknown slugs, which work with fallback facts and a `warning` (`unknownModelWarning`). */
  readonly known: boolean;
}

type Facts = Partial<Omit<ModelInfo, 'slug' | 'known'>> & { displayName: string };

const COMMON: Omit<ModelInfo, 'slug' | 'displayName'> = {
  contextWindow: 272_000,
  maxContextWindow: 872_000,
  defaultReasoningEffort: 'medium',
  supportsReasoningSummaries: true,
  defaultReasoningSummary: null,
  supportsVerbosity: true,
  defaultVerbosity: 'low',
  supportsParallelToolCalls: false,
  reasoningContext: 'all_turns',
  applyPatch: 'freeform',
  toolSearch: false,
  webSearchImages: true,
  imageDetail: 'original',
  outputTokenLimit: 10_000,
  compHash: '3000',
  known: true,
};

/** Models that call tools one by one or side by side, and search for those they are not shown. */
const BEFORE_CODE_MODE = { supportsParallelToolCalls: true, reasoningContext: null, toolSearch: true };

/** Facts published by the provider's own catalogue; what a row leaves out is `COMMON`. */
const models: Readonly<Record<string, Facts>> = {
  'gpt-6.1-sol': { displayName: 'GPT-6.1-Sol', defaultReasoningEffort: 'low' },
  'gpt-6-astra': { displayName: 'GPT-6-Astra', defaultReasoningEffort: 'low' },
  'gpt-6-sol': { displayName: 'GPT-6-Sol' },
  'gpt-6-luna': { displayName: 'GPT-6-Luna' },
  'gpt-5.6-sol': { displayName: 'GPT-5.6-Sol', defaultReasoningEffort: 'low' },
  'gpt-6.1-terra': { displayName: 'GPT-6.1 Terra', defaultReasoningEffort: 'low', contextWindow: 500_000 },
  'gpt-5.6-terra': { displayName: 'GPT-5.6-Terra' },
  'gpt-5.6-luna': { displayName: 'GPT-5.6-Luna' },
  'gpt-daybreak-blue-latest': { displayName: 'Daybreak Blue', defaultReasoningEffort: 'low' },
  'gpt-daybreak-red-latest': {
    displayName: 'Daybreak Red',
    defaultVerbosity: 'high',
    contextWindow: 372_000,
    maxContextWindow: 372_000,
  },
  'gpt-5.5': { displayName: 'GPT-5.5', compHash: '2911', maxContextWindow: 272_000, ...BEFORE_CODE_MODE },
  'codex-auto-review': { displayName: 'Codex Auto Review' },
};

const FALLBACK: Omit<ModelInfo, 'slug' | 'displayName'> = {
  ...COMMON,
  maxContextWindow: null,
  defaultReasoningEffort: null,
  defaultReasoningSummary: 'auto',
  supportsVerbosity: false,
  defaultVerbosity: null,
  applyPatch: null,
  toolSearch: false,
  webSearchImages: false,
  imageDetail: 'high',
  outputTokenLimit: 2_500,
  compHash: null,
  supportsParallelToolCalls: true,
  reasoningContext: null,
  known: false,
};

/** Slugs of what is known, best first. */
export const listedModels: readonly string[] = Object.keys(models);

/** Used when neither the request nor config names a model. */
export const DEFAULT_MODEL = 'gpt-6.1-sol';

/** The same for providers that do not have it. */
const defaultModels: Readonly<Record<string, string>> = {
  anthropic: 'claude-sonnet-4-5',
  ollama: 'gpt-oss:20b',
  lmstudio: 'openai/gpt-oss-20b',
};

export function defaultModel(provider: string): string {
  return defaultModels[provider] ?? DEFAULT_MODEL;
}

/**
 * The row of the slug, without a `provider/` in front of it; else the row of which the slug is a variant
 * (`gpt-5.5-2026-01-01`); else the fallback.
 */
export function modelInfo(slug: string, config: Pick<Config, 'modelContextWindow'>): ModelInfo {
  const name = slug.replace(/^[\w-]+\/(?!.*\/)/, '');
  const facts = factsOf(name) ?? otherFacts(name);
  const info = facts ? { ...COMMON, ...facts, slug } : { ...FALLBACK, displayName: slug, slug };
  if (config.modelContextWindow === null) return info;
  return {
    ...info,
    contextWindow: Math.min(config.modelContextWindow, info.maxContextWindow ?? Number.POSITIVE_INFINITY),
  };
}

/** Of models of other providers: what they have in common with each other, and with no model of the table. */
const OTHERS: Omit<Facts, 'displayName'> = {
  ...BEFORE_CODE_MODE,
  toolSearch: false,
  webSearchImages: false,
  imageDetail: 'high',
  supportsVerbosity: false,
  defaultVerbosity: null,
  compHash: null,
};

function otherFacts(slug: string): Facts | undefined {
  const claude = claudeModel(slug);
  if (claude) {
    const { displayName, contextWindow, thinking } = claude;
    const defaultReasoningEffort = thinking === null ? null : 'medium';
    return { ...OTHERS, displayName, contextWindow, maxContextWindow: 1_000_000, defaultReasoningEffort };
  }
  if (!slug.startsWith('gpt-oss')) return undefined;
  return { ...OTHERS, displayName: slug, contextWindow: 131_072, maxContextWindow: 131_072 };
}

function factsOf(slug: string): Facts | undefined {
  const rows = Object.entries(models).filter(([known]) => slug.startsWith(known));
  return rows.sort(([a], [b]) => b.length - a.length)[0]?.[1];
}

/** Tokens a conversation may really use: 95 %, the rest is room for the answer. */
export function effectiveContextWindow(info: ModelInfo): number {
  return Math.floor((info.contextWindow * 95) / 100);
}

export function unknownModelWarning(slug: string): string {
  return `Model metadata for \`${slug}\` not found. Defaulting to fallback metadata; this can degrade performance and cause issues.`;
}
