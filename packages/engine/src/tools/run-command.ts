// Runs a command that has its permission: in the sandbox first where it has to, outside of it when the sandbox kept it
// from its work and somebody allows that. Tells clients and the model about it.
import { type EnforcedPolicy, isUnrestricted } from '../enforced-policy.ts';
import { osErrorText } from '../exec/os-error.ts';
import type { ExecSession } from '../exec/session.ts';
import { confine } from '../sandbox/confine.ts';
import { looksDenied } from '../sandbox/denial.ts';
import { widened } from '../sandbox/permission-grants.ts';
import { judgeDenial } from '../sandbox/policy.ts';
import { SandboxError } from '../sandbox/sandbox-error.ts';
import type { Permissions } from './additional-permissions.ts';
import { authorizeRetry, type Permit } from './authorize-command.ts';
import type { CommandItem } from './command-item.ts';
import type { ExecArguments } from './exec-command.ts';
import { loginEnvironment } from './login-environment.ts';
import { describeReading, rejectedText } from './output-text.ts';
import { outputTokens } from './output-tokens.ts';
import type { ToolCall, ToolContext, ToolOutput } from './tool.ts';

const DEFAULT_YIELD_MS = 10_000;
const MIN_YIELD_MS = 250;
const MAX_YIELD_MS = 30_000;
/**
 * A command is announced when it has ended or has run for this long: what is over at once is one burst of messages, and
 * commands side by side are not interleaved.
 */
const ANNOUNCE_MS = 50;
/** In a sandbox longer: what the sandbox denies at once is not announced at all. */
const ANNOUNCE_SANDBOXED_MS = 150;
/** Longest for what somebody approved: it is announced already, and a denial that came late could not be retried. */
const ANNOUNCE_APPROVED_MS = 1_000;

/** What makes programs print plainly and never wait for a person. */
const plainOutput: Readonly<Record<string, string>> = {
  NO_COLOR: '1',
  TERM: 'dumb',
  LANG: 'C.UTF-8',
  LC_CTYPE: 'C.UTF-8',
  LC_ALL: 'C.UTF-8',
  COLORTERM: '',
  PAGER: 'cat',
  GIT_PAGER: 'cat',
  GH_PAGER: 'cat',
  CODEX_CI: '1',
};

export async function runCommand(
  call: ToolCall,
  args: ExecArguments,
  item: CommandItem,
  permit: Permit,
): Promise<ToolOutput> {
  call.signal.throwIfAborted();
  const started = await launch(call, args, item, permit);
  if ('failure' in started) return { output: started.failure };
  const { session } = started;
  const waitedMs = await session.wait(announceAfter(permit), call.signal);
  const { exitCode } = session;
  if (permit.sandboxed && !call.signal.aborted && exitCode !== undefined && looksDenied(exitCode, item.earlyOutput)) {
    return afterDenial({ call, args, item, permit, session, waitedMs });
  }
  return follow({ call, args, item, session, waitedMs });
}

function announceAfter({ sandboxed, approved }: Permit): number {
  if (!sandboxed) return ANNOUNCE_MS;
  return approved ? ANNOUNCE_APPROVED_MS : ANNOUNCE_SANDBOXED_MS;
}

/** Tells the model why nothing could be started. */
async function launch(
  call: ToolCall,
  args: ExecArguments,
  item: CommandItem,
  { sandboxed, wish }: Permit,
): Promise<{ session: ExecSession } | { failure: string }> {
  const { context } = call;
  const { script, cwd } = item.facts;
  const policy = sandboxed ? policyWith(wish, context) : null;
  try {
    const { argv, env } = await commandLine(call, item, policy);
    const confined = policy
      ? await confine({ argv, cwd, env, policy, workspace: context.cwd, codexHome: context.codexHome })
      : { argv, env, release: () => {} };
    const start = {
      itemId: call.callId,
      command: script,
      cwd,
      argv: confined.argv,
      env: confined.env,
      tty: args.tty ?? false,
    };
    const starting = context.processes.start({ ...start, onOutput: (delta) => item.printed(delta) });
    starting.then(({ ended }) => ended).then(confined.release, confined.release);
    return { session: await starting };
  } catch (error) {
    call.signal.throwIfAborted();
    const reason = error instanceof SandboxError ? error.message : osErrorText(error);
    const why = `Failed to create unified exec process: ${reason}`;
    item.failedToStart(why);
    return { failure: rejectedText(why) };
  }
}

function policyWith(wish: Permissions | undefined, { sandboxPolicy }: ToolContext): EnforcedPolicy {
  return wish ? widened(sandboxPolicy, { ...wish, network: wish.network === true }) : sandboxPolicy;
}

/** Shown as a login shell, started as a plain one where it is known what a login shell finds. */
async function commandLine(call: ToolCall, { facts }: CommandItem, policy: EnforcedPolicy | null) {
  const { context, callId } = call;
  const [shell, flag, script] = facts.argv;
  const known = flag === '-lc' ? await loginEnvironment(shell, policy, call) : undefined;
  const ids = { CODEX_THREAD_ID: context.threadId, CODEX_TOOL_CALL_ID: callId };
  const env = { ...(known ?? context.childEnv), ...plainOutput, ...ids };
  return { argv: known ? ([shell, '-c', script] as const) : facts.argv, env };
}

interface Run {
  readonly call: ToolCall;
  readonly args: ExecArguments;
  readonly item: CommandItem;
  readonly session: ExecSession;
  /** Time since its start that was already waited. */
  readonly waitedMs: number;
}

async function follow({ call, args, item, session, waitedMs }: Run): Promise<ToolOutput> {
  const { context, signal } = call;
  if (!signal.aborted) item.running(session);
  const yieldMs = Math.min(Math.max(args.yield_time_ms ?? DEFAULT_YIELD_MS, MIN_YIELD_MS), MAX_YIELD_MS);
  const wallMs = waitedMs + (await session.wait(yieldMs - waitedMs, signal));
  if (signal.aborted) {
    context.processes.forget(session.id);
    await session.discard();
    throw signal.reason;
  }
  return tell(call, args, session, wallMs);
}

function tell(call: ToolCall, args: ExecArguments, session: ExecSession, wallMs: number): ToolOutput {
  const reading = session.take(wallMs);
  if (reading.exitCode === undefined) session.promoted = true;
  else call.context.processes.forget(session.id);
  return { output: describeReading(reading, session.id, outputTokens(args.max_output_tokens, call.context)) };
}

async function afterDenial(run: Run & { permit: Permit }): Promise<ToolOutput> {
  const { call, args, item, permit, session, waitedMs } = run;
  const { approvalPolicy, sandboxPolicy } = call.context;
  const act = isUnrestricted(sandboxPolicy) ? 'tell' : judgeDenial(approvalPolicy, permit.approved);
  if (act === 'tell') {
    item.deniedBySandbox(session.exitCode ?? -1);
    return tell(call, args, session, waitedMs);
  }
  call.context.processes.forget(session.id);
  item.forgetOutput();
  const refused = act === 'ask' ? await authorizeRetry(call, args, item) : undefined;
  if (refused !== undefined) return { output: refused };
  return runCommand(call, args, item, { sandboxed: false, approved: true });
}
