// Whether bubblewrap is there and may make namespaces. Found out once per process, by doing it.
import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { plainEnvironment } from '../plain-environment.ts';
import { bubblewrapArgs } from './bubblewrap.ts';
import { SandboxError } from './sandbox-error.ts';

export type ProbeResult =
  | { readonly path: string; readonly fault: undefined }
  /** `fault` says what is wrong, `remedy` what to do about it. */
  | { readonly path: string | undefined; readonly fault: string; readonly remedy: string };

let probed: Promise<ProbeResult> | undefined;

/** Path of a bubblewrap that works here. Throws SandboxError. */
export async function requireBubblewrap(): Promise<string> {
  probed ??= probeBubblewrap(process.env.PATH ?? '');
  const result = await probed;
  if (result.fault === undefined) return result.path;
  throw new SandboxError(`${result.fault}. ${result.remedy}`);
}

export async function probeBubblewrap(searchPath: string): Promise<ProbeResult> {
  const path = findProgram('bwrap', searchPath);
  if (path === undefined) {
    const remedy = 'Install it, for example with `apt-get install bubblewrap`, or choose danger-full-access.';
    return { path, fault: 'bubblewrap (bwrap) is not installed, so commands cannot be sandboxed', remedy };
  }
  const complaint = await tryIt(path);
  if (complaint === undefined) return { path, fault: undefined };
  return { path, fault: `bubblewrap cannot set up a sandbox here (${complaint})`, remedy: remedyFor(complaint) };
}

export function findProgram(name: string, searchPath: string): string | undefined {
  const folders = searchPath.split(delimiter).filter(isAbsolute);
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const TIMEOUT_MS = 10_000;

/** Resolves with what bubblewrap complained about. */
function tryIt(path: string): Promise<string | undefined> {
  const plan = {
    cwd: '/',
    network: false,
    writable: [],
    protected: [],
    placeholders: [],
    hidden: [],
    hiddenFolders: [],
    readable: null,
  };
  return new Promise((resolve) => {
    execFile(
      path,
      bubblewrapArgs(plan, ['true']),
      { env: plainEnvironment(), timeout: TIMEOUT_MS },
      (error, _, stderr) => {
        resolve(error ? stderr.trim().split('\n').at(-1) || error.message : undefined);
      },
    );
  });
}

function remedyFor(complaint: string): string {
  if (/namespace|uid map|Operation not permitted|Permission denied/i.test(complaint)) {
    return (
      'Allow user namespaces: on Ubuntu `sysctl kernel.apparmor_restrict_unprivileged_userns=0` or an AppArmor ' +
      'profile for bwrap, elsewhere `sysctl user.max_user_namespaces=15000`; in a container start it with ' +
      '`--security-opt seccomp=unconfined`. Or choose danger-full-access.'
    );
  }
  return 'See `codex doctor`, or choose danger-full-access.';
}
