// The configuration as clients see and change it. Nothing is cached but the features that a client switched.
import type { ConfigReadParams, ConfigReadResponse } from '@codex/protocol/config/read.ts';
import type {
  ConfigBatchWriteParams,
  ConfigValueWriteParams,
  ConfigWriteResponse,
} from '@codex/protocol/config/write.ts';
import type { ConfigRequirementsReadResponse } from '@codex/protocol/config-requirements/read.ts';
import type { EngineOptions } from '../engine.ts';
import type { Config } from './config.ts';
import { alwaysShown } from './keys/features.ts';
import type { ConfigRequest } from './layers.ts';
import { loadConfig } from './load.ts';

export class ConfigStore {
  readonly #options: EngineOptions;
  #enablement: Readonly<Record<string, boolean>> = {};

  constructor(options: EngineOptions) {
    this.#options = options;
  }

  /** What threads and reads of the configuration start from. */
  get request(): ConfigRequest {
    const { codexHome, cwd, overrides, strictConfig, env, systemDirectory } = this.#options;
    const system = systemDirectory === undefined ? {} : { systemDirectory };
    return { codexHome, cwd, overrides, strictConfig, env, enablement: this.#enablement, ...system };
  }

  /** Throws ConfigError. Without `cwd` no project has a say. */
  load(cwd?: string): Promise<Config> {
    return loadConfig(cwd === undefined ? { ...this.request, withoutProject: true } : { ...this.request, cwd });
  }

  async read(params: ConfigReadParams): Promise<ConfigReadResponse> {
    const { readConfig } = await import('./read-config.ts');
    return readConfig(this.request, params);
  }

  async write(params: ConfigValueWriteParams): Promise<ConfigWriteResponse> {
    const { keyPath, value, mergeStrategy, ...rest } = params;
    return this.batchWrite({ edits: [{ keyPath, value, mergeStrategy }], ...rest });
  }

  /** New threads read the result. Loaded ones hold nothing that `reloadUserConfig` would renew: no skills, hooks or MCP servers. */
  async batchWrite(params: ConfigBatchWriteParams): Promise<ConfigWriteResponse> {
    const { writeConfig } = await import('./write-config.ts');
    return writeConfig(this.request, params);
  }

  async requirements(): Promise<ConfigRequirementsReadResponse> {
    const { readRequirements } = await import('./requirements.ts');
    const { wire } = await readRequirements(this.request);
    return { supportsIndependentSpeedModes: true, requirements: wire };
  }

  /** Switches features until the process ends. Returns those that can be switched so. */
  enable(wishes: Readonly<Record<string, boolean>>): Record<string, boolean> {
    const known = Object.entries(wishes).filter(([name]) => Object.hasOwn(alwaysShown, name));
    const accepted = Object.fromEntries(known);
    this.#enablement = { ...this.#enablement, ...accepted };
    return accepted;
  }
}
