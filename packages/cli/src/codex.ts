// The `codex` command: finds the subcommand and loads only that. Compiled code is kept, so that later starts are fast.
import { constants, enableCompileCache } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { startLogging } from '@codex/telemetry/logger.ts';

/** Exit status of one subcommand. */
type Main = (argv: readonly string[]) => Promise<number>;

const subcommands: Readonly<Record<string, () => Promise<Main>>> = {
  login: async () => (await import('./commands/login.ts')).login,
  logout: async () => (await import('./commands/logout.ts')).logout,
  /** Not among the commands of the help: it is what `apply_patch` on the PATH of commands runs. */
  apply_patch: async () => (await import('./commands/apply-patch.ts')).applyPatch,
  'app-server': async () => (await import('./commands/app-server.ts')).appServer,
  doctor: async () => (await import('./commands/doctor.ts')).doctor,
  execpolicy: async () => (await import('./commands/execpolicy.ts')).execpolicy,
  /** Not among the commands of the help: it is what `codex-app-server-protocol-export` runs. */
  'protocol-export': async () => (await import('./commands/protocol-export.ts')).protocolExport,
  sandbox: async () => (await import('./commands/sandbox.ts')).sandbox,
  'web-server': async () => (await import('./commands/web-server.ts')).webServer,
};

keepCompiledCode();
await startLogging(process.env);
const { readGlobals } = await import('./globals.ts');
const { options, subcommand, rest, exit } = readGlobals(process.argv.slice(2), Object.keys(subcommands));
const load = subcommand === undefined ? undefined : subcommands[subcommand];
const code = load ? await (await load())([...options, ...rest]) : exit;
// Whatever a subcommand left open must not keep the process, nor must a reader that does not read: what had to be
// written, the subcommand has written.
process.exit(code);

/** Beside the bundle, where the build has already filled it; in the user's cache when that place is read-only. */
function keepCompiledCode(): void {
  if (!import.meta.filename.endsWith('.js')) return;
  const { status } = enableCompileCache(join(import.meta.dirname, 'compile-cache'));
  if (status !== constants.compileCacheStatus.FAILED) return;
  enableCompileCache(join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'codex-web-server'));
}
