// What a server says of its configuration when it starts: refuse, warn, or nothing.
import { type ConfigRequest, readLayers } from './layers.ts';
import { loadConfig } from './load.ts';
import { disabledWarning } from './project-layers.ts';
import { readRequirements } from './requirements.ts';
import { ConfigError, type Table } from './toml.ts';
import type { Span } from './toml-position.ts';

/** Parameters of a `configWarning` notification. */
export interface StartupWarning {
  readonly summary: string;
  readonly details: string | null;
  readonly path?: string;
  readonly range?: Span;
}

export interface StartupCheck {
  /** Why the server must not start: print `Error: <fatal>` to stderr and exit with 1. */
  readonly fatal: string | null;
  /** Sent to each client after `initialize`. */
  readonly warnings: readonly StartupWarning[];
  /** The table of that name; undefined also when the configuration has mistakes. */
  readonly otel?: Table | undefined;
}

/**
 * Mistakes in a file do not stop the server (thread/start will name them), unless `strictConfig`. Mistakes in `-c` do:
 * whoever typed them is still there.
 */
export async function checkStartupConfig(request: ConfigRequest): Promise<StartupCheck> {
  try {
    await readRequirements(request).catch(stop);
    const { all, merged } = await readLayers(request);
    if (merged.approval_policy === 'untrusted') {
      return { fatal: 'approval_policy = "untrusted" is no longer supported; remove this setting', warnings: [] };
    }
    const { warnings } = await loadConfig(request);
    const disabled = disabledWarning(all);
    const summaries = disabled === null ? warnings : [disabled, ...warnings];
    const otel = merged.otel as Table | undefined;
    return { fatal: null, warnings: summaries.map((summary) => ({ summary, details: null })), otel };
  } catch (error) {
    if (error instanceof RequirementsError) return { fatal: error.message, warnings: [] };
    if (!(error instanceof ConfigError)) throw error;
    if (request.strictConfig || (await isFlagMistake(request))) return { fatal: error.detail.trimEnd(), warnings: [] };
    return { fatal: null, warnings: [invalid(error)] };
  }
}

/** A rule of the administrator that is not understood. */
class RequirementsError extends Error {}

function stop(error: unknown): never {
  throw error instanceof ConfigError ? new RequirementsError(error.detail.trimEnd()) : error;
}

async function isFlagMistake(request: ConfigRequest): Promise<boolean> {
  if (request.overrides.length === 0) return false;
  return loadConfig({ ...request, overrides: [] }).then(
    () => true,
    () => false,
  );
}

function invalid(error: ConfigError): StartupWarning {
  const warning = { summary: 'Invalid configuration; using defaults.', details: error.detail };
  return error.path !== null && error.span ? { ...warning, path: error.path, range: error.span } : warning;
}
