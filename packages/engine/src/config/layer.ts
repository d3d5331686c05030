// One layer of the configuration: where it comes from and what it says.
import type { ConfigLayer, ConfigLayerMetadata, ConfigLayerSource } from '@codex/protocol/config/layers.ts';
import { layerVersion } from './layer-version.ts';
import { isTable } from './rules.ts';
import { parseFile, readText, type Table } from './toml.ts';

export interface Layer {
  readonly source: ConfigLayerSource;
  /** How warnings call it. */
  readonly label: string;
  /** null: no file has it. `text` is empty for a file that is missing. */
  readonly file: { readonly path: string; readonly text: string } | null;
  /** As written, with absolute paths once all layers are read. */
  readonly table: Table;
  /** What the paths in it are relative to. */
  readonly base: string;
  /** Why it does not count; null: it does. */
  readonly disabledReason: string | null;
  /** Names of keys that this kind of layer may not set; taken out of `table`. */
  readonly ignoredKeys: readonly string[];
}

/** Missing files are empty layers. Throws `ConfigError`. */
export async function readLayerFile(
  path: string,
  layer: Pick<Layer, 'source' | 'label' | 'base'> & Partial<Layer>,
): Promise<Layer> {
  const text = (await readText(path)) ?? '';
  return { disabledReason: null, ignoredKeys: [], ...layer, file: { path, text }, table: await parseFile(path, text) };
}

export function describeLayer({ source, table, disabledReason }: Layer): ConfigLayer {
  const otel = isTable(table.otel) ? { otel: withoutSecrets(table.otel) } : {};
  const layer = { name: source, version: layerVersion(table), config: { ...table, ...otel } };
  return disabledReason === null ? layer : { ...layer, disabledReason };
}

/** Headers of telemetry carry tokens, which no client needs to see. */
function withoutSecrets(value: unknown, isHeader = false): unknown {
  if (!isTable(value)) return isHeader ? '[redacted]' : value;
  const members = Object.entries(value).map(([key, member]) => [
    key,
    withoutSecrets(member, isHeader || key === 'headers'),
  ]);
  return Object.fromEntries(members);
}

/** By dotted key, the layer that set it last. Elements of lists count as keys. */
export function originsOf(layers: readonly Layer[]): Record<string, ConfigLayerMetadata> {
  const origins: Record<string, ConfigLayerMetadata> = {};
  for (const layer of layers) {
    if (layer.disabledReason !== null) continue;
    const metadata = { name: layer.source, version: layerVersion(layer.table) };
    for (const key of leafKeys(layer.table)) origins[key] = metadata;
  }
  return origins;
}

function leafKeys(value: unknown): string[] {
  const parts = isTable(value) || Array.isArray(value) ? Object.entries(value) : null;
  if (!parts) return [''];
  return parts.flatMap(([key, part]) => leafKeys(part).map((rest) => (rest === '' ? key : `${key}.${rest}`)));
}

const names: {
  readonly [T in ConfigLayerSource['type']]: (source: Extract<ConfigLayerSource, { type: T }>) => string;
} = {
  packagedDefaults: ({ file }) => `packaged defaults: ${file}`,
  mdm: ({ domain, key }) => `managed preferences: ${domain} (${key})`,
  system: ({ file }) => `system config: ${file}`,
  enterpriseManaged: ({ name }) => `enterprise-managed config: ${name}`,
  user: ({ file }) => `user config: ${file}`,
  project: ({ dotCodexFolder }) => `project config: ${dotCodexFolder}`,
  sessionFlags: () => 'session flags',
  legacyManagedConfigTomlFromFile: ({ file }) => `legacy managed_config.toml: ${file}`,
  legacyManagedConfigTomlFromMdm: () => 'legacy managed preferences',
};

/** For people: where a value comes from that goes over theirs. */
export function layerName(source: ConfigLayerSource): string {
  return (names[source.type] as (source: ConfigLayerSource) => string)(source);
}
