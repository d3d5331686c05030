// What `codex doctor` looks at: one function per thing, each saying what is and, where it is not well, what to do.
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readAuthFile } from '@codex/engine/auth/auth-file.ts';
import { findProgram, probeBubblewrap } from '@codex/engine/sandbox/bubblewrap-probe.ts';
import { checkStartup } from '@codex/engine/sandbox/check-startup.ts';

export type Health = 'ok' | 'warning' | 'failure';

export interface Finding {
  readonly health: Health;
  readonly summary: string;
  /** What to do about it. */
  readonly remedy?: string;
}

export interface DoctorRequest {
  readonly codexHome: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly overrides: ReadonlyArray<readonly [string, string]>;
}

type Check = (request: DoctorRequest) => Promise<Finding>;

/** By name, in the order in which they are told. */
export const checks: Readonly<Record<string, Check>> = {
  runtime: async () => ({
    health: 'ok',
    summary: `Node.js ${process.versions.node} on ${process.platform} ${process.arch}`,
  }),
  home: checkHome,
  config: checkConfig,
  sandbox: checkSandbox,
  git: checkGit,
  search: checkSearch,
  credentials: checkCredentials,
};

async function checkHome({ codexHome }: DoctorRequest): Promise<Finding> {
  const stats = statSync(codexHome, { throwIfNoEntry: false });
  if (!stats) return { health: 'failure', summary: `${codexHome} does not exist`, remedy: `mkdir -m 700 ${codexHome}` };
  if (!mayWrite(codexHome)) {
    return { health: 'failure', summary: `${codexHome} cannot be written`, remedy: `chown or chmod it for this user` };
  }
  if ((stats.mode & 0o022) !== 0) {
    return {
      health: 'warning',
      summary: `${codexHome} can be written by other users`,
      remedy: `chmod go-w ${codexHome}`,
    };
  }
  return { health: 'ok', summary: `${codexHome} can be written` };
}

function mayWrite(path: string): boolean {
  try {
    accessSync(path, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function checkConfig(request: DoctorRequest): Promise<Finding> {
  const { fatal, warnings } = await checkStartup({ ...request, strictConfig: false });
  if (fatal !== null)
    return { health: 'failure', summary: fatal, remedy: 'the server does not start before this is mended' };
  const [first] = warnings;
  if (!first) {
    const file = join(request.codexHome, 'config.toml');
    return {
      health: 'ok',
      summary: existsSync(file) ? `${file} and rules are read` : `defaults (there is no ${file})`,
    };
  }
  const texts = warnings.map(({ summary, details }) => (details === null ? summary : `${summary} ${details.trim()}`));
  return {
    health: 'warning',
    summary: texts.join('; '),
    remedy: `edit ${first.path ?? join(request.codexHome, 'config.toml')}`,
  };
}

async function checkSandbox({ env }: DoctorRequest): Promise<Finding> {
  if (process.platform === 'darwin') return { health: 'ok', summary: 'commands run under sandbox-exec' };
  if (process.platform !== 'linux')
    return { health: 'failure', summary: `there is no sandbox for ${process.platform}` };
  const result = await probeBubblewrap(env.PATH ?? '');
  if (result.fault === undefined) return { health: 'ok', summary: `bubblewrap works (${result.path})` };
  return { health: 'failure', summary: result.fault, remedy: result.remedy };
}

async function checkGit({ env }: DoctorRequest): Promise<Finding> {
  return program('git', env.PATH, 'diffs, reviews and thread metadata need it');
}

async function checkSearch({ env }: DoctorRequest): Promise<Finding> {
  return program('rg', env.PATH, 'models search files with it when they can');
}

function program(name: string, path: string | undefined, purpose: string): Finding {
  const found = findProgram(name, path ?? '');
  if (found !== undefined) return { health: 'ok', summary: found };
  return { health: 'warning', summary: `${name} is not installed`, remedy: `install it: ${purpose}` };
}

const keyVariables = ['CODEX_API_KEY', 'OPENAI_API_KEY', 'ANTHROPIC_API_KEY'];

/** Says where credentials are, never what they are. */
async function checkCredentials({ codexHome, env }: DoctorRequest): Promise<Finding> {
  const { credentials, warning } = await readAuthFile(codexHome);
  const places = [
    ...keyVariables.filter((name) => env[name]),
    ...(credentials === null ? [] : [join(codexHome, 'auth.json')]),
  ];
  if (warning !== null) return { health: 'warning', summary: 'credentials are readable by others', remedy: warning };
  if (places.length > 0) return { health: 'ok', summary: `present: ${places.join(', ')}` };
  const remedy = 'set OPENAI_API_KEY, or env_key of your model provider, or run: codex login';
  return { health: 'warning', summary: 'no credentials were found', remedy };
}
