// The layers of a configuration, from the weakest to the strongest, and how they become one table.
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { type ConfigToml, configToml } from './config-toml.ts';
import { type Layer, readLayerFile } from './layer.ts';
import { ignoredKeysWarnings, projectLayers } from './project-layers.ts';
import { isTable, type Path, replacePaths } from './rules.ts';
import { ConfigError, keyError, parseValue, type Table, valueError } from './toml.ts';
import { splitKey } from './toml-position.ts';

export interface ConfigRequest {
  readonly codexHome: string;
  /** Absolute; need not exist. */
  readonly cwd: string;
  /** `-c key=value`, in order. */
  readonly overrides: ReadonlyArray<readonly [key: string, value: string]>;
  /** The `config` map of a request and whatever else the request sets, under config.toml names; null values are unset. */
  readonly requestOverrides?: Readonly<Record<string, unknown>>;
  /** Layers `CODEX_HOME/<profile>.config.toml` over config.toml. */
  readonly profile?: string | null;
  /** Leaves out what the project around `cwd` says. */
  readonly withoutProject?: boolean;
  /** Unknown keys are errors. */
  readonly strictConfig: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Features switched for this process; config.toml goes over them. */
  readonly enablement?: Readonly<Record<string, boolean>>;
  /** What the machine's administrator wrote; default /etc/codex. */
  readonly systemDirectory?: string;
}

export interface Layers {
  /** Weakest first, disabled ones among them. */
  readonly all: readonly Layer[];
  /** Checked, with absolute paths. */
  readonly merged: Table;
  readonly warnings: readonly string[];
  /** The error of what `key` came to after merging; points at the strongest file that names it. */
  blame(key: string, message: string): ConfigError;
}

/** Reads, checks and merges. Throws `ConfigError`. Files that are missing are empty. */
export async function readLayers(request: ConfigRequest): Promise<Layers> {
  const all = await allLayers(request);
  const active = all.filter(({ disabledReason }) => disabledReason === null);
  const ignored = active.flatMap((layer) => checkLayer(layer, request));
  return {
    all,
    merged: active.map(({ table }) => table).reduce(merge, {}),
    warnings: [...ignoredKeysWarnings(all), ...ignoredWarning(ignored)],
    blame: (key, message) => {
      const file = active.findLast(({ file, table }) => file && Object.hasOwn(table, key))?.file;
      return file ? valueError(file.path, file.text, [key], message) : flagError([key], message);
    },
  };
}

async function allLayers(request: ConfigRequest): Promise<Layer[]> {
  return (await layersAsWritten(request)).map((layer) => ({
    ...layer,
    table: withAbsolutePaths(layer.table, layer.base),
  }));
}

async function layersAsWritten(request: ConfigRequest): Promise<Layer[]> {
  const below = [await systemLayer(request), ...(await userLayers(request))];
  const above = [...(await flagLayers(request)), ...(await managedLayers(request))];
  if (request.withoutProject) return [...below, ...above];
  const others = [...below, ...above].map(({ table }) => table).reduce(merge, {});
  const { codexHome, cwd } = request;
  const settings = projectSettings(others);
  return [...below, ...(await projectLayers({ codexHome, cwd, settings })), ...above];
}

/** These keys are read before anything was checked. */
function projectSettings({ projects, project_root_markers: markers }: Table): Pick<ConfigToml, 'projects'> {
  return {
    ...(isTable(projects) ? { projects: projects as NonNullable<ConfigToml['projects']> } : {}),
    ...(Array.isArray(markers) ? { project_root_markers: markers } : {}),
  };
}

export function systemFile({ systemDirectory = '/etc/codex' }: ConfigRequest, name: string): string {
  return join(systemDirectory, name);
}

function systemLayer(request: ConfigRequest): Promise<Layer> {
  const file = systemFile(request, 'config.toml');
  return readLayerFile(file, { source: { type: 'system', file }, label: 'system', base: resolve(file, '..') });
}

async function userLayers({ codexHome, profile }: ConfigRequest): Promise<Layer[]> {
  const read = (file: string, name: string | null) =>
    readLayerFile(file, { source: { type: 'user', file, profile: name }, label: 'user', base: codexHome });
  const own = await read(join(codexHome, 'config.toml'), null);
  return profile ? [own, await read(join(codexHome, `${profile}.config.toml`), profile)] : [own];
}

async function managedLayers(request: ConfigRequest): Promise<Layer[]> {
  const file = systemFile(request, 'managed_config.toml');
  const source = { type: 'legacyManagedConfigTomlFromFile', file } as const;
  const layer = await readLayerFile(file, { source, label: 'managed', base: resolve(file, '..') });
  return layer.file?.text ? [layer] : [];
}

async function flagLayers({ overrides, requestOverrides, cwd }: ConfigRequest): Promise<Layer[]> {
  const table: Table = {};
  for (const [key, value] of overrides) assign(table, splitKey(key), await parseValue(value));
  for (const [key, value] of Object.entries(requestOverrides ?? {})) {
    if (value !== null && value !== undefined) assign(table, splitKey(key), value);
  }
  if (Object.keys(table).length === 0) return [];
  const source = { type: 'sessionFlags' } as const;
  return [{ source, label: 'session-flags', file: null, table, base: cwd, disabledReason: null, ignoredKeys: [] }];
}

/** Returns a line for each unknown key; with `strictConfig` the first of them is an error. */
function checkLayer(layer: Layer, { strictConfig }: ConfigRequest): string[] {
  const { file, label, table } = layer;
  const error = (key: Path, message: string) =>
    file ? valueError(file.path, file.text, key, message) : flagError(key, message);
  const unknown = unknownKeys(table, error);
  if (unknown[0] && strictConfig) throw unknownKeyError(layer, unknown[0]);
  const place = file ? `${label} (${file.path})` : label;
  return unknown.map((key) => `${place}: ${quoted(key)} is ignored.`);
}

function unknownKeyError({ file }: Layer, key: Path): ConfigError {
  const message = `unknown configuration field ${quoted(key)}`;
  return file ? keyError(file.path, file.text, key, message) : new ConfigError(`${message} in -c/--config override`);
}

function flagError(key: Path, message: string): ConfigError {
  return new ConfigError(`${message}\nin ${quoted(key)}\n`);
}

function quoted(key: Path): string {
  return `\`${key.join('.')}\``;
}

/** Throws `error` for the first wrong value; returns the unknown keys, sorted. */
export function unknownKeys(table: Table, error: (key: Path, message: string) => Error): Path[] {
  const unknown: Path[] = [];
  configToml(table, [], {
    wrong: (key, message) => {
      throw error(key, message);
    },
    unknown: (key) => unknown.push(key),
  });
  return unknown.sort((a, b) => (a.join('.') < b.join('.') ? -1 : 1));
}

function ignoredWarning(lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  const settings = `${lines.length} unrecognized configuration ${lines.length === 1 ? 'setting' : 'settings'}`;
  return [`Codex is ignoring ${settings}. Check for typos or deprecated settings.\n  ${lines.join('\n  ')}`];
}

/** Tables are merged key by key; everything else is replaced. Neither argument is changed. */
export function merge(below: Table, above: Table): Table {
  const result: Table = Object.assign(Object.create(null), below);
  for (const [key, value] of Object.entries(above)) {
    const under = result[key];
    result[key] = isTable(value) && isTable(under) ? merge(under, value) : value;
  }
  return result;
}

export function assign(table: Table, path: Path, value: unknown): void {
  let target = table;
  for (const key of path.slice(0, -1)) {
    const next = Object.hasOwn(target, key) ? target[key] : undefined;
    const inner: Table = isTable(next) ? next : Object.create(null);
    Object.defineProperty(target, key, { value: inner, enumerable: true, configurable: true, writable: true });
    target = inner;
  }
  const last = path.at(-1);
  if (last !== undefined)
    Object.defineProperty(target, last, { value, enumerable: true, configurable: true, writable: true });
}

/** Paths in a file are relative to its directory; `~` is the home directory. */
export function withAbsolutePaths(table: Table, base: string): Table {
  return replacePaths(configToml, table, (path) => absolute(path, base)) as Table;
}

function absolute(path: string, base: string): string {
  if (path === '~' || path.startsWith('~/')) return join(homedir(), path.slice(1));
  return isAbsolute(path) ? path : resolve(base, path);
}
