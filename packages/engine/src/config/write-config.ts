// config/value/write and config/batchWrite: all edits of a request or none, only in the user's config.toml.

import { isAbsolute, join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type {
  ConfigBatchWriteParams,
  ConfigEdit,
  ConfigWriteResponse,
  OverriddenMetadata,
} from '@codex/protocol/config/write.ts';
import { EngineError } from '../errors.ts';
import { parseKeyPath } from './key-path.ts';
import { layerName } from './layer.ts';
import { layerVersion } from './layer-version.ts';
import { type ConfigRequest, merge, readLayers, unknownKeys, withAbsolutePaths } from './layers.ts';
import { modelProviders } from './providers.ts';
import { wrongValue } from './read-config.ts';
import { isTable, type Path } from './rules.ts';
import { ConfigError, parseFile, type Table, valueError } from './toml.ts';
import { removeKey, setKey } from './toml-edit.ts';
import { changeUserFile } from './user-file.ts';

/** The names that clients know refusals by. */
type WriteErrorCode = 'configLayerReadonly' | 'configVersionConflict' | 'configValidationError';

export async function writeConfig(
  request: ConfigRequest,
  { edits, filePath, expectedVersion }: ConfigBatchWriteParams,
): Promise<ConfigWriteResponse> {
  const file = join(request.codexHome, 'config.toml');
  if (filePath != null && !(isAbsolute(filePath) && resolve(filePath) === file)) {
    throw refusal('configLayerReadonly', 'Only writes to the user config are allowed');
  }
  const changes = edits.map((edit) => ({ ...edit, path: pathOf(edit) }));
  let written: Table = {};
  await changeUserFile(request.codexHome, async (text) => {
    const before = await parsed(file, text);
    if (expectedVersion != null && expectedVersion !== versionOf(request, before)) throw conflict();
    const after = changes.reduce(applyEdit, text);
    written = await parsed(file, after);
    const expected = changes.reduce(
      (table, { path, value, mergeStrategy }) => changed(table, path, value, mergeStrategy),
      before,
    );
    if (!isDeepStrictEqual(plain(written), plain(expected))) {
      throw new EngineError('internal', `${file} cannot be edited without changing more than was asked for`);
    }
    validate(file, after, written);
    return after;
  });
  const overridden = await overriddenBy(request, written, changes);
  const status = overridden ? 'okOverridden' : 'ok';
  return { status, version: versionOf(request, written), filePath: file, overriddenMetadata: overridden };
}

/** The same that config/read tells of the layer. */
function versionOf({ codexHome }: ConfigRequest, table: Table): string {
  return layerVersion(withAbsolutePaths(table, codexHome));
}

interface Change extends ConfigEdit {
  readonly path: Path;
}

function pathOf({ keyPath, value }: ConfigEdit): Path {
  if (hasNull(value, false)) throw invalid('invalid value: invalid type: null, expected any valid TOML value');
  try {
    const path = parseKeyPath(keyPath);
    if (path[0] !== 'profile') return path;
  } catch (error) {
    throw invalid((error as Error).message);
  }
  throw invalid(
    '`profile` is a legacy config selector and can no longer be written; use `--profile <name>` with `<name>.config.toml` instead',
  );
}

/** TOML has no null. At the top it stands for removing the key. */
function hasNull(value: unknown, isInside: boolean): boolean {
  if (value === null) return isInside;
  if (typeof value !== 'object') return false;
  return Object.values(value).some((part) => hasNull(part, true));
}

function applyEdit(text: string, { path, value, mergeStrategy }: Change): string {
  try {
    return value === null ? removeKey(text, path) : setKey(text, path, value, mergeStrategy);
  } catch (error) {
    throw invalid((error as Error).message);
  }
}

/** The same on the parsed file: what the edited text must come to. */
function changed(table: unknown, path: Path, value: unknown, strategy: 'replace' | 'upsert'): Table {
  const base = isTable(table) ? table : {};
  const [key, ...rest] = path;
  if (key === undefined) return base;
  const { [key]: old, ...others } = base;
  if (rest.length > 0) {
    if (value === null && !isTable(old)) return base;
    return { ...others, [key]: changed(old, rest, value, strategy) };
  }
  if (value === null) return others;
  const isMerged = strategy === 'upsert' && isTable(value) && isTable(old);
  return { ...others, [key]: isMerged ? merge(old, value) : value };
}

/** For comparing: without prototypes, and without tables that only their members made. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (!isTable(value)) return value;
  const members = Object.entries(value).map(([key, member]) => [key, plain(member)] as const);
  return Object.fromEntries(members.filter(([, member]) => !isTable(member) || Object.keys(member).length > 0));
}

async function parsed(file: string, text: string): Promise<Table> {
  try {
    return await parseFile(file, text);
  } catch (error) {
    throw error instanceof ConfigError ? new EngineError('internal', error.message) : error;
  }
}

function validate(file: string, text: string, table: Table): void {
  const wrong = (key: Path, message: string) => valueError(file, text, key, message);
  try {
    unknownKeys(table, wrong);
    modelProviders(table, {}, (message) => wrong(['model_providers'], message));
  } catch (error) {
    throw error instanceof ConfigError ? invalid(`Invalid configuration: ${wrongValue(error)}`) : error;
  }
  if (table.approval_policy !== 'untrusted') return;
  throw invalid('Invalid configuration: approval_policy = "untrusted" is no longer supported; remove this setting');
}

/** The first edit that a stronger layer overrules, and by what. */
async function overriddenBy(
  request: ConfigRequest,
  written: Table,
  changes: readonly Change[],
): Promise<OverriddenMetadata | null> {
  const { all, merged } = await readLayers({ ...request, withoutProject: true });
  for (const { path } of changes) {
    const effectiveValue = valueAt(merged, path);
    const layer = all.findLast(({ table }) => valueAt(table, path) !== undefined);
    if (!layer || layer.source.type === 'user' || layer.source.type === 'system') continue;
    if (isDeepStrictEqual(effectiveValue, valueAt(withAbsolutePaths(written, request.codexHome), path))) continue;
    const { source, table } = layer;
    const overridingLayer = { name: source, version: layerVersion(table) };
    return { message: `Overridden by ${layerName(source)}`, overridingLayer, effectiveValue };
  }
  return null;
}

function valueAt(table: unknown, path: Path): unknown {
  return path.reduce((inner, key) => (isTable(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined), table);
}

function refusal(code: WriteErrorCode, message: string): EngineError {
  return new EngineError('invalid_request', message, { config_write_error_code: code });
}

function invalid(message: string): EngineError {
  return refusal('configValidationError', message);
}

function conflict(): EngineError {
  return refusal(
    'configVersionConflict',
    'Configuration was modified since last read. Fetch latest version and retry.',
  );
}
