// model/list: the known models in the order to offer them, with what clients show of them.
import type { Model, ModelListParams, ModelListResponse } from '@codex/protocol/model/list.ts';
import { EngineError } from '../errors.ts';
import { pageOf } from '../page.ts';
import { defaultModel, modelInfo } from './catalog.ts';

/** What the catalogue of the provider says for people; what a row leaves out is common. */
interface ListedModel {
  readonly description: string;
  /** The last of the efforts, from low on. */
  readonly hardestEffort: 'high' | 'xhigh' | 'max' | 'ultra';
  readonly hidden?: true;
  readonly specialty?: string;
  /** Default v2. */
  readonly multiAgentVersion?: 'v1' | null;
  readonly upgrade?: keyof typeof upgrades;
  /** About the fast tier; null: there is none. */
  readonly fast: string | null;
  readonly defaultServiceTier?: 'priority';
  readonly news?: string;
}

const efforts = {
  low: 'Fast responses with lighter reasoning',
  medium: 'Balances speed and reasoning depth for everyday tasks',
  high: 'Greater reasoning depth for complex problems',
  xhigh: 'Extra high reasoning depth for complex problems',
  max: 'Maximum reasoning depth for the hardest problems',
  ultra: 'Maximum reasoning with automatic task delegation',
};

/** What is shown to users of a model that has a successor. */
const upgrades = {
  'gpt-6-sol':
    'Meet GPT-6 Sol\n\nOur latest Sol is more intelligent and more efficient so your usage limits go further. This model is a great daily driver for complex tasks, especially coding.\n',
  'gpt-6-luna':
    "Meet GPT-6 Luna\n\nOur latest Luna is significantly more efficient, so your usage limits go even further. Reach for it for any job that doesn't require frontier intelligence.\n",
};

const listed: Readonly<Record<string, ListedModel>> = {
  'gpt-6.1-sol': {
    description: 'Latest workhorse model for coding and everyday work.',
    hardestEffort: 'ultra',
    fast: '2x speed, increased usage',
    news: 'Maximize usage with GPT-6.1 Sol. Try it on complex work for near-Astra performance at a lower cost.',
  },
  'gpt-6-astra': {
    description: 'Frontier intelligence for the most demanding work.',
    hardestEffort: 'ultra',
    fast: '2x speed, increased usage',
  },
  'gpt-6-sol': {
    description: 'Previous generation workhorse model.',
    hardestEffort: 'ultra',
    fast: '1.5x speed',
    defaultServiceTier: 'priority',
  },
  'gpt-6-luna': {
    description: 'Fast and affordable model for easier tasks.',
    hardestEffort: 'max',
    fast: '1.5x speed',
    defaultServiceTier: 'priority',
  },
  'gpt-5.6-sol': {
    description: 'Older generation workhorse model.',
    hardestEffort: 'ultra',
    upgrade: 'gpt-6-sol',
    fast: '1.5x speed, increased usage',
  },
  'gpt-6.1-terra': {
    description: 'GPT-6.1 Terra Codex model.',
    hardestEffort: 'ultra',
    fast: '1.5x speed',
  },
  'gpt-5.6-terra': {
    description: 'Older balanced model for straightforward work.',
    hardestEffort: 'ultra',
    upgrade: 'gpt-6-sol',
    fast: '1.5x speed, increased usage',
  },
  'gpt-5.6-luna': {
    description: 'Older fast and efficient model.',
    hardestEffort: 'max',
    multiAgentVersion: 'v1',
    upgrade: 'gpt-6-luna',
    fast: '1.5x speed, increased usage',
  },
  'gpt-daybreak-blue-latest': {
    description: 'Latest frontier agentic coding model for broad defensive cybersecurity work.',
    hardestEffort: 'ultra',
    hidden: true,
    specialty: 'cyber',
    fast: null,
  },
  'gpt-daybreak-red-latest': {
    description:
      'Cyber-permissive variant of our latest frontier agentic coding model for advanced, authorized cybersecurity research.',
    hardestEffort: 'ultra',
    hidden: true,
    specialty: 'cyber',
    fast: null,
  },
  'gpt-5.5': {
    description: 'Legacy coding model.',
    hardestEffort: 'xhigh',
    multiAgentVersion: null,
    upgrade: 'gpt-6-sol',
    fast: '1.5x speed, increased usage',
  },
  'codex-auto-review': {
    description: 'Automatic approval review model for Codex.',
    hardestEffort: 'max',
    hidden: true,
    multiAgentVersion: 'v1',
    fast: '1.5x speed, increased usage',
  },
};

/** What every Claude model has in common here. */
const CLAUDE = { hardestEffort: 'high', multiAgentVersion: null, fast: null } as const;

/** Models that a provider of our own has; those of all others are OpenAI's, as the official server lists them. */
const listedElsewhere: Readonly<Record<string, Readonly<Record<string, ListedModel>>>> = {
  anthropic: {
    'claude-sonnet-4-5': { ...CLAUDE, description: 'For coding and everyday work.' },
    'claude-opus-5-5': { ...CLAUDE, description: 'For the most demanding work.', hardestEffort: 'max' },
    'claude-sonnet-5-5': { ...CLAUDE, description: 'For complex work at a lower price.', hardestEffort: 'max' },
    'claude-haiku-4-5': { ...CLAUDE, description: 'Fast, for easier tasks.' },
  },
};

/** Of a provider. Throws EngineError for a cursor that is none. */
export function listModels(
  { cursor, limit, includeHidden }: ModelListParams,
  provider: string = 'openai',
): ModelListResponse {
  const rows = (Object.hasOwn(listedElsewhere, provider) && listedElsewhere[provider]) || listed;
  const preset = defaultModel(rows === listed ? 'openai' : provider);
  const models = Object.entries(rows).filter(([, { hidden }]) => includeHidden || !hidden);
  const page = pageOf(models, { cursor, limit, what: 'models' });
  return {
    data: page.data.map(([slug, model]) => describe(slug, model, slug === preset)),
    nextCursor: page.nextCursor,
  };
}

/** Throws when no such provider is configured. */
export function refuseUnknownProvider(providers: Readonly<Record<string, unknown>>, id: string): void {
  if (Object.hasOwn(providers, id)) return;
  throw new EngineError(
    'invalid_request',
    `This chat uses model provider “${id}”, which is no longer configured. Restore this provider’s configuration to continue.`,
    { type: 'modelProviderNotConfigured', modelProvider: id },
  );
}

function describe(slug: string, model: ListedModel, isDefault: boolean): Model {
  const { displayName, defaultReasoningEffort } = modelInfo(slug, { modelContextWindow: null });
  const { upgrade, fast } = model;
  const names = Object.keys(efforts) as Array<keyof typeof efforts>;
  const supported = names.slice(0, names.indexOf(model.hardestEffort) + 1);
  return {
    id: slug,
    model: slug,
    upgrade: upgrade ?? null,
    upgradeInfo: upgrade ? upgradeInfo(upgrade) : null,
    availabilityNux: model.news === undefined ? null : { message: model.news },
    displayName,
    description: model.description,
    modelSpecialty: model.specialty ?? null,
    hidden: model.hidden ?? false,
    supportedReasoningEfforts: supported.map((name) => ({ reasoningEffort: name, description: efforts[name] })),
    defaultReasoningEffort: defaultReasoningEffort ?? 'medium',
    inputModalities: ['text', 'image'],
    supportsPersonality: false,
    multiAgentVersion: model.multiAgentVersion === undefined ? 'v2' : model.multiAgentVersion,
    additionalSpeedTiers: fast === null ? [] : ['fast'],
    serviceTiers: fast === null ? [] : [{ id: 'priority', name: 'Fast', description: fast }],
    defaultServiceTier: model.defaultServiceTier ?? null,
    availableAccessPrograms: null,
    isDefault,
  };
}

function upgradeInfo(model: keyof typeof upgrades) {
  return { model, upgradeCopy: null, modelLink: null, migrationMarkdown: upgrades[model], retirementAt: null };
}
