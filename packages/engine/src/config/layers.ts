// The layers of a configuration, from the weakest to the strongest, and how they become one table.
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { configToml } from './config-toml.ts';
import { isTable, type Path } from './rules.ts';
import { ConfigError, keyError, parseFile, parseValue, type Table, valueError } from './toml.ts';
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
  /** Unknown keys are errors. */
  readonly strictConfig: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Default /etc/codex/config.toml. */
  readonly systemConfigFile?: string;
}

export interface Layers {
  readonly merged: Table;
  readonly warnings: readonly string[];
  /** The error of what `key` came to after merging; points at the strongest file that names it. */
  blame(key: string, message: string): ConfigError;
}

interface FileLayer {
  readonly label: string;
  readonly path: string;
  readonly text: string;
  readonly table: Table;
}

/** Reads, checks and merges. Throws `ConfigError`. Files that are missing are empty. */
export async function readLayers(request: ConfigRequest): Promise<Layers> {
  const files = await fileLayers(request);
  const flags = await flagLayer(request);
  const ignored = [...files.flatMap((file) => checkFile(file, request)), ...checkFlags(flags, request)];
  const tables = [
    ...files.map(({ table }) => resolvePaths(table, request.codexHome)),
    resolvePaths(flags, request.cwd),
  ];
  return {
    merged: tables.reduce(merge, {}),
    warnings: ignoredWarning(ignored),
    blame: (key, message) => {
      const file = files.findLast(({ table }) => Object.hasOwn(table, key));
      return file ? valueError(file.path, file.text, [key], message) : flagError([key], message);
    },
  };
}

async function fileLayers(request: ConfigRequest): Promise<FileLayer[]> {
  const layers: FileLayer[] = [];
  for (const [label, path] of configFiles(request)) {
    const text = await textOf(path);
    if (text !== null) layers.push({ label, path, text, table: await parseFile(path, text) });
  }
  return layers;
}

/** Returns a line for each unknown key; with `strictConfig` the first of them is an error. */
function checkFile({ label, path, text, table }: FileLayer, { strictConfig }: ConfigRequest): string[] {
  const unknown = check(table, (key, message) => valueError(path, text, key, message));
  if (unknown[0] && strictConfig)
    throw keyError(path, text, unknown[0], `unknown configuration field ${quoted(unknown[0])}`);
  return unknown.map((key) => `${label} (${path}): ${quoted(key)} is ignored.`);
}

function checkFlags(table: Table, { strictConfig }: ConfigRequest): string[] {
  const unknown = check(table, flagError);
  if (unknown[0] && strictConfig) {
    throw new ConfigError(`unknown configuration field ${quoted(unknown[0])} in -c/--config override`);
  }
  return unknown.map((key) => `session-flags: ${quoted(key)} is ignored.`);
}

function flagError(key: Path, message: string): ConfigError {
  return new ConfigError(`${message}\nin ${quoted(key)}\n`);
}

function quoted(key: Path): string {
  return `\`${key.join('.')}\``;
}

function configFiles({ codexHome, profile, systemConfigFile }: ConfigRequest): Array<[label: string, path: string]> {
  const files: Array<[string, string]> = [
    ['system', systemConfigFile ?? '/etc/codex/config.toml'],
    ['user', join(codexHome, 'config.toml')],
  ];
  if (profile) files.push(['user', join(codexHome, `${profile}.config.toml`)]);
  return files;
}

async function flagLayer({ overrides, requestOverrides }: ConfigRequest): Promise<Table> {
  const layer: Table = {};
  for (const [key, value] of overrides) assign(layer, splitKey(key), await parseValue(value));
  for (const [key, value] of Object.entries(requestOverrides ?? {})) {
    if (value !== null && value !== undefined) assign(layer, splitKey(key), value);
  }
  return layer;
}

/** Throws for the first wrong value; returns the unknown keys, sorted. */
function check(table: Table, error: (key: Path, message: string) => ConfigError): Path[] {
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

function assign(table: Table, path: Path, value: unknown): void {
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
function resolvePaths(table: Table, base: string): Table {
  const section = table.sandbox_workspace_write;
  const file = table.model_instructions_file;
  const result = { ...table };
  if (isTable(section) && Array.isArray(section.writable_roots)) {
    const roots = section.writable_roots.map((root) => absolute(String(root), base));
    result.sandbox_workspace_write = { ...section, writable_roots: roots };
  }
  if (typeof file === 'string') result.model_instructions_file = absolute(file, base);
  return result;
}

function absolute(path: string, base: string): string {
  if (path === '~' || path.startsWith('~/')) return join(homedir(), path.slice(1));
  return isAbsolute(path) ? path : resolve(base, path);
}

async function textOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new ConfigError(`Failed to read config file ${path}: ${(error as Error).message}`);
  }
}
