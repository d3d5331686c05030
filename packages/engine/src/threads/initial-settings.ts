// The settings a thread begins with: what the client asks for, else what config says, else the defaults.
import path from 'node:path';
import type { ThreadResumeParams } from '@codex/protocol/thread/resume.ts';
import type { ThreadStartParams } from '@codex/protocol/thread/start.ts';
import type { Config, ProviderConfig } from '../config/config.ts';
import { refusalOf } from '../config/limits.ts';
import { loadConfig } from '../config/load.ts';
import type { EngineOptions } from '../engine.ts';
import { EngineError, invalidRequest } from '../errors.ts';
import { defaultModel } from '../models/catalog.ts';
import { collaborationMode, environmentOverrides, permissionProfile, type Settings } from '../turns/settings.ts';
import type { World } from './world.ts';

/** What start and resume may ask for. */
export type Wishes = Pick<
  ThreadStartParams & ThreadResumeParams,
  | 'approvalPolicy'
  | 'approvalsReviewer'
  | 'baseInstructions'
  | 'config'
  | 'cwd'
  | 'developerInstructions'
  | 'environments'
  | 'model'
  | 'modelProvider'
  | 'permissions'
  | 'personality'
  | 'runtimeWorkspaceRoots'
  | 'sandbox'
  | 'serviceTier'
>;

export interface Beginning {
  readonly config: Config;
  readonly provider: ProviderConfig;
  readonly settings: Settings;
}

/** Reads the configuration of `cwd` with the wishes over it. Throws ConfigError `failed to load configuration: …`. */
export async function beginWith(world: World, wishes: Wishes, defaultCwd: string): Promise<Beginning> {
  const { options } = world;
  if (wishes.permissions && wishes.sandbox) throw invalidRequest('`permissions` cannot be combined with `sandbox`');
  if (wishes.model === '') {
    throw invalidRequest('No models are available. Set `model` explicitly or check your model catalog configuration.');
  }
  const cwd = path.resolve(options.cwd, wishes.cwd ?? defaultCwd);
  const config = await loadConfig({
    ...world.config.request,
    cwd,
    requestOverrides: { ...wishes.config, ...namedWishes(options.forcedProvider ? unprovided(wishes) : wishes) },
  });
  const provider = providerOf(options, config);
  return { config, provider, settings: settingsOf(wishes, config, cwd, provider.id) };
}

/** Config need not know a provider that will not be used. */
function unprovided(wishes: Wishes): Wishes {
  return { ...wishes, modelProvider: null };
}

/** Members of a request that mean the same as keys of config.toml; those that are left out are none. */
function namedWishes(wishes: Wishes): Record<string, unknown> {
  const named = {
    model: wishes.model,
    model_provider: wishes.modelProvider,
    approval_policy: wishes.approvalPolicy,
    approvals_reviewer: wishes.approvalsReviewer,
    sandbox_mode: wishes.sandbox,
    default_permissions: wishes.permissions,
    service_tier: wishes.serviceTier,
    developer_instructions: wishes.developerInstructions,
    instructions: wishes.baseInstructions,
  };
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value != null));
}

/** What of `service_tier` counts, by the names that config knows. */
const serviceTiers: Readonly<Record<string, string>> = {
  default: 'default',
  fast: 'priority',
  flex: 'flex',
  priority: 'priority',
};

function settingsOf(wishes: Wishes, config: Config, cwd: string, modelProvider: string): Settings {
  const model = config.model ?? defaultModel(modelProvider);
  const sandbox = sandboxOf(wishes, config);
  const policy = sandbox.sandboxPolicy;
  const extraRoots = policy.type === 'workspaceWrite' && !policy.rules ? (policy.writableRoots ?? []) : [];
  return {
    cwd,
    runtimeWorkspaceRoots: wishes.runtimeWorkspaceRoots ?? [cwd, ...extraRoots.filter((root) => root !== cwd)],
    approvalPolicy: config.approvalPolicy,
    approvalsReviewer: config.approvalsReviewer,
    ...sandbox,
    model,
    modelProvider,
    serviceTier: serviceTiers[config.serviceTier ?? ''] ?? null,
    reasoningEffort: config.modelReasoningEffort,
    reasoningSummary: config.modelReasoningSummary,
    collaborationMode: collaborationMode(null, model, config.modelReasoningEffort),
    personality: wishes.personality ?? config.personality,
    hasEnvironment: true,
    ...environmentOverrides(wishes.environments, cwd),
  };
}

/** A profile that the administrator does not allow gives way to what config came to. */
function sandboxOf({ permissions }: Wishes, config: Config) {
  const configured = { sandboxPolicy: config.sandboxPolicy, activePermissionProfile: config.permissionProfile };
  const wished = permissions ? permissionProfile(permissions, config.permissionTables) : configured;
  return refusalOf(wished, config.limits) === null ? wished : configured;
}

function providerOf(options: EngineOptions, config: Config): ProviderConfig {
  if (options.forcedProvider) return forcedProvider(options.forcedProvider);
  const provider = config.providers[config.modelProvider];
  if (!provider) throw new EngineError('internal', `model provider ${config.modelProvider} has no settings`);
  return provider;
}

/** A provider that needs nothing from the user: it answers from this machine. */
function forcedProvider({ baseUrl, name }: { baseUrl: string; name: string }): ProviderConfig {
  return {
    id: name,
    name,
    baseUrl,
    wireApi: 'responses',
    envKey: null,
    envKeyInstructions: null,
    experimentalBearerToken: null,
    httpHeaders: {},
    envHttpHeaders: {},
    queryParams: {},
    requestMaxRetries: 0,
    streamMaxRetries: 0,
    streamIdleTimeoutMs: 300_000,
    requiresOpenaiAuth: false,
  };
}
