// Where a client's program runs, with which variables, and in which sandbox.
import { resolve } from 'node:path';
import type { SandboxPolicy } from '@codex/protocol/config/sandbox.ts';
import { filteredEnvironment, withoutSecrets } from '../config/child-env.ts';
import type { Config } from '../config/config.ts';
import { refusalOf } from '../config/limits.ts';
import { loadConfig } from '../config/load.ts';
import { resolveProfile } from '../config/permission-profiles.ts';
import { ConfigError } from '../config/toml.ts';
import type { EnforcedPolicy } from '../enforced-policy.ts';
import type { EngineOptions } from '../engine.ts';
import { EngineError, invalidRequest } from '../errors.ts';
import type { HelperFolder } from '../exec/helper-folder.ts';
import { type Confined, type ConfineRequest, confine } from '../sandbox/confine.ts';
import { SandboxError } from '../sandbox/sandbox-error.ts';

type EnvironmentEdits = Readonly<Record<string, string | null>> | null | undefined;

export interface CommandWish {
  readonly argv: readonly [string, ...string[]];
  readonly cwd?: string | null;
  readonly env?: EnvironmentEdits;
  readonly sandboxPolicy?: SandboxPolicy | null;
  readonly permissionProfile?: string | null;
}

export interface ConfinedCommand extends Confined {
  readonly cwd: string;
}

/** What programs are started with. */
export interface ProgramSite {
  readonly options: EngineOptions;
  /** What is put on the PATH of every program, unless the client sets another. */
  readonly helpers: HelperFolder | null;
}

/** A command in its sandbox: the one it asks for, or the configured one. Throws EngineError. */
export async function confinedCommand(site: ProgramSite, wish: CommandWish): Promise<ConfinedCommand> {
  const { options } = site;
  const config = await loadConfig(options);
  const cwd = resolve(options.cwd, wish.cwd ?? '');
  const env = await edited(filteredEnvironment(options.env, config), wish.env, site);
  const confinement = confinementOf(wish, config, { cwd, workspace: options.cwd });
  const request = { argv: wish.argv, cwd, env, ...confinement, codexHome: options.codexHome };
  return { ...(await confineOrRefuse(request)), cwd };
}

/** The server's own variables without its secrets, which only config can name: without it nothing is started. */
export async function unconfinedEnvironment(
  site: ProgramSite,
  edits: EnvironmentEdits,
): Promise<Record<string, string>> {
  const { options } = site;
  const { providers } = await loadConfig(options);
  return edited(withoutSecrets(options.env, providers), edits, site);
}

async function edited(
  env: Record<string, string>,
  edits: EnvironmentEdits,
  { helpers }: ProgramSite,
): Promise<Record<string, string>> {
  const all = Object.entries({ ...((await helpers?.environment(env)) ?? env), ...edits });
  return Object.fromEntries(all.filter((entry): entry is [string, string] => entry[1] !== null));
}

type Confinement = Pick<ConfineRequest, 'policy' | 'workspace'>;

/** A policy speaks of the directory of the server, a profile of the one where the command runs. */
function confinementOf(
  { sandboxPolicy: wanted, permissionProfile: profile }: CommandWish,
  config: Config,
  { cwd, workspace }: { readonly cwd: string; readonly workspace: string },
): Confinement {
  if (wanted) return { policy: allowed(wanted, config, 'sandbox policy'), workspace };
  if (profile == null) return { policy: config.sandboxPolicy, workspace };
  try {
    const { sandboxPolicy } = resolveProfile(profile, config.permissionTables);
    return { policy: allowed(sandboxPolicy, config, 'permission profile'), workspace: cwd };
  } catch (error) {
    if (error instanceof ConfigError) throw invalidRequest(`invalid permission profile: ${error.detail}`);
    throw error;
  }
}

/** Throws EngineError for what the administrator forbids. */
function allowed(sandboxPolicy: EnforcedPolicy, { limits }: Config, what: string): EnforcedPolicy {
  const refusal = refusalOf({ sandboxPolicy }, limits);
  if (refusal) throw invalidRequest(`invalid ${what}: ${refusal}`);
  return sandboxPolicy;
}

/** What cannot be confined is not run. */
async function confineOrRefuse(request: ConfineRequest): Promise<Confined> {
  try {
    return await confine(request);
  } catch (error) {
    if (error instanceof SandboxError) throw new EngineError('internal', error.message);
    throw error;
  }
}
