// `npm run setup`: what the tests want beyond npm. System packages (as root on Debian or Ubuntu) and the official
// binary, in a cache outside the workspace. Repeating it is quick; what cannot be had is one line each.
// `--strict` makes a gap the exit status.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { officialCodex, officialVersion, peersFolder } from './peers.ts';
import { run } from './run.ts';

/** Command to look for, package that brings it, and what is missed without it. */
const systemNeeds = [
  { command: 'bwrap', package: 'bubblewrap', without: 'sandboxed commands' },
  { command: 'tmux', package: 'tmux', without: 'tests with a real terminal' },
  { command: 'jq', package: 'jq', without: 'the shell examples of the README' },
] as const;

type Need = (typeof systemNeeds)[number];

function onPath(command: string): boolean {
  return (process.env.PATH ?? '').split(path.delimiter).some((folder) => existsSync(path.join(folder, command)));
}

function aptUsable(): boolean {
  const osRelease = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  return process.getuid?.() === 0 && /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(osRelease) && onPath('apt-get');
}

async function installSystemPackages(needs: readonly Need[]): Promise<string> {
  if (!aptUsable()) return 'needs root on Debian or Ubuntu';
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-qq'], { env });
  const names = needs.map((need) => need.package);
  const { output } = await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], { env });
  return lastLine(output);
}

async function setUpSystem(): Promise<string[]> {
  const missing = systemNeeds.filter((need) => !onPath(need.command));
  if (missing.length === 0) return [];
  const outcome = await installSystemPackages(missing);
  return missing
    .filter((need) => !onPath(need.command))
    .map((need) => `${need.package}: not installed (${outcome}); without it: ${need.without}`);
}

async function setUpOfficialCodex(): Promise<string[]> {
  if (officialCodex() !== undefined) return [];
  mkdirSync(peersFolder, { recursive: true });
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error', '--no-save'];
  const spec = `@openai/codex@${officialVersion}`;
  const { output } = await run('npm', ['install', '--prefix', peersFolder, ...quiet, spec], { cwd: peersFolder });
  if (officialCodex() !== undefined) return [];
  return [`${spec}: not installed (${lastLine(output)}); without it: comparisons with the official server`];
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}

const gaps = [...(await setUpSystem()), ...(await setUpOfficialCodex())];
for (const gap of gaps) console.log(gap);
console.log(gaps.length === 0 ? `ready; peers are in ${peersFolder}` : `${gaps.length} not available`);
if (process.argv.includes('--strict') && gaps.length > 0) process.exitCode = 1;
