// `npm run build`: bundles the `codex` command into packages/cli/dist, one chunk per part that is loaded on its own,
// and starts it once per subcommand so that its compiled code is already cached when a user does.
import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'packages/cli/dist');
/** Built beside and then swapped, so that a server that starts meanwhile finds whole files. */
const fresh = `${dist}-${process.pid}`;

/** Loaded as they are from node_modules: they find binaries relative to themselves. */
const external = ['@lydell/node-pty', '@vscode/ripgrep', 'sharp'];

/** Files that are started by their path: the command, and workers (add their sources here). */
const entryPoints = { codex: 'packages/cli/src/codex.ts' };

/** CommonJS dependencies ask for `require`, which modules do not have. */
const banner = `import { createRequire as codexRequire } from 'node:module'; const require = codexRequire(import.meta.url);`;

await build({
  absWorkingDir: root,
  entryPoints,
  outdir: fresh,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  external,
  banner: { js: banner },
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  logLevel: 'warning',
});
rmSync(dist, { recursive: true, force: true });
renameSync(fresh, dist);
for (const subcommand of ['app-server', 'web-server']) warmUp(subcommand);

/** `--help` compiles all that a start loads. */
function warmUp(subcommand: string): void {
  const home = join(dist, 'warm-up');
  mkdirSync(home, { recursive: true });
  const env = { ...process.env, CODEX_HOME: home };
  execFileSync(process.execPath, [join(dist, 'codex.js'), subcommand, '--help'], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  rmSync(home, { recursive: true });
}
