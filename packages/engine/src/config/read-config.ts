// config/read: every key with its value or what stands for it, which layer set it, and the layers themselves.
import { resolve } from 'node:path';
import type { Config as WireConfig } from '@codex/protocol/config/config.ts';
import type { ConfigReadParams, ConfigReadResponse } from '@codex/protocol/config/read.ts';
import { EngineError } from '../errors.ts';
import { configToml } from './config-toml.ts';
import { describeLayer, originsOf } from './layer.ts';
import { type ConfigRequest, type Layers, readLayers } from './layers.ts';
import { loadConfig } from './load.ts';
import { isTable, show } from './rules.ts';
import { ConfigError, type Table } from './toml.ts';

export async function readConfig(request: ConfigRequest, params: ConfigReadParams): Promise<ConfigReadResponse> {
  const place = params.cwd == null ? { withoutProject: true } : { cwd: resolve(request.cwd, params.cwd) };
  const here = { ...request, ...place };
  const layers = await readable(readLayers(here));
  await usable(refuseRemoved(layers).then(() => loadConfig(here)));
  return {
    config: shown(layers, request),
    origins: originsOf(layers.all),
    ...(params.includeLayers ? { layers: layers.all.map(describeLayer).reverse() } : {}),
  };
}

function shown({ merged }: Layers, { enablement = {} }: ConfigRequest): WireConfig {
  const features = { ...enablement, ...(isTable(merged.features) ? merged.features : {}) };
  const table = Object.keys(features).length === 0 ? merged : { ...merged, features };
  const config = show(configToml, table) as Table;
  if (!isTable(merged.features)) delete (config.features as Table).network_proxy;
  const tools = isTable(merged.tools) ? merged.tools : {};
  return { ...config, client_search_provider: tools.client_search_provider ?? null } as WireConfig;
}

/** Mistakes in files, in the words of this request. */
async function readable(layers: Promise<Layers>): Promise<Layers> {
  try {
    return await layers;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const { key } = error;
    if (key) throw new EngineError('internal', `invalid configuration: ${wrongValue(error)}`);
    throw new EngineError('internal', `failed to read configuration layers: ${error.detail}`);
  }
}

/** A request may still ask for this policy, a file may not. */
async function refuseRemoved({ merged }: Layers): Promise<void> {
  if (merged.approval_policy !== 'untrusted') return;
  throw new ConfigError('approval_policy = "untrusted" is no longer supported; remove this setting');
}

async function usable(config: Promise<unknown>): Promise<void> {
  try {
    await config;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    if (error.key) throw new EngineError('internal', `invalid configuration: ${wrongValue(error)}`);
    throw new EngineError('internal', `failed to resolve feature override precedence: ${error.detail}`);
  }
}

/** What is wrong and with which key, as values are spoken of that did not come straight from a file. */
export function wrongValue({ reason, key }: ConfigError): string {
  const text = reason.replace('wanted string or table', 'invalid type: unit variant, expected string only');
  return key ? `${text}\nin \`${key.join('.')}\`\n` : text;
}
