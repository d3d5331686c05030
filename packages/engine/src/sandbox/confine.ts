// Turns a command into one that runs under a sandbox policy: an argument list that any launcher can start. Never gives
// more than the policy: what cannot be enforced is an error.
import { isUnrestricted } from '../enforced-policy.ts';
import { bubblewrapArgs } from './bubblewrap.ts';
import { requireBubblewrap } from './bubblewrap-probe.ts';
import { filterFile } from './filter-file.ts';
import { holdPlaceholders } from './placeholders.ts';
import { SandboxError } from './sandbox-error.ts';
import { planSandbox, type SandboxPlan, type SandboxRequest } from './sandbox-plan.ts';
import { seatbeltArgs } from './seatbelt.ts';

export interface Confined {
  readonly argv: readonly [string, ...string[]];
  readonly env: Readonly<Record<string, string>>;
  /** Call once, when the command has ended or could not be started. */
  release(): void;
}

export interface ConfineRequest extends SandboxRequest {
  readonly argv: readonly [string, ...string[]];
}

/** Policies without a sandbox of ours change nothing. Throws SandboxError. */
export async function confine(request: ConfineRequest): Promise<Confined> {
  const { argv, env, policy } = request;
  if (isUnrestricted(policy)) return { argv, env, release: () => {} };
  const wrap = platforms[process.platform];
  if (!wrap) throw new SandboxError(`there is no sandbox for ${process.platform}; choose danger-full-access`);
  return wrap(request);
}

const platforms: { readonly [P in NodeJS.Platform]?: (request: ConfineRequest) => Promise<Confined> } = {
  linux: confineOnLinux,
  darwin: confineOnMac,
};

async function confineOnLinux(request: ConfineRequest): Promise<Confined> {
  const bubblewrap = await requireBubblewrap();
  const plan = planSandbox(request);
  const filter = filterFile(plan.network);
  const release = holdPlaceholders(plan.placeholders);
  const args = bubblewrapArgs(plan, request.argv, filter === null ? undefined : FILTER_FD);
  return {
    argv: filter === null ? [bubblewrap, ...args] : withFilter(filter, [bubblewrap, ...args]),
    env: environment(plan, request),
    release,
  };
}

const FILTER_FD = 3;

/** A launcher hands over three descriptors only; the shell opens the fourth and is replaced by what it starts. */
function withFilter(file: string, argv: readonly string[]): [string, ...string[]] {
  return ['/bin/sh', '-c', `exec "$@" ${FILTER_FD}<"$0"`, file, ...argv];
}

async function confineOnMac(request: ConfineRequest): Promise<Confined> {
  const plan = planSandbox(request);
  const [program = '', ...args] = seatbeltArgs(plan, request.argv);
  const env = { ...environment(plan, request), CODEX_SANDBOX: 'seatbelt' };
  return { argv: [program, ...args], env, release: () => {} };
}

function environment({ network }: SandboxPlan, { env }: ConfineRequest): Record<string, string> {
  return network ? { ...env } : { ...env, CODEX_SANDBOX_NETWORK_DISABLED: '1' };
}
