// The environment of a login shell, as the commands of a call need it: found out in their own sandbox, because login
// files may lie where commands can write.
import { randomUUID } from 'node:crypto';
import { secretNames } from '../config/child-env.ts';
import type { Config } from '../config/config.ts';
import type { EnforcedPolicy } from '../enforced-policy.ts';
import { killTree } from '../exec/kill-tree.ts';
import type { Launch } from '../exec/launch.ts';
import { type Environment, LoginShells } from '../exec/login-shells.ts';
import { launchOnPipes } from '../exec/process.ts';
import { confine } from '../sandbox/confine.ts';
import type { ToolCall } from './tool.ts';

const PATIENCE_MS = 10_000;
/** More than any environment can hold. */
const MAX_CHARS = 4 * 1024 * 1024;

/** Undefined: it is not known, start a login shell. `policy: null`: outside of the sandbox. Rejects when interrupted. */
export function loginEnvironment(
  shell: string,
  policy: EnforcedPolicy | null,
  { context, signal }: Pick<ToolCall, 'context' | 'signal'>,
): Promise<Environment | undefined> {
  const { cwd, childEnv: env, codexHome, loginShells } = context;
  return loginShells.environment(shell, JSON.stringify(policy), async (argv) => {
    const confined = policy
      ? await confine({ argv, cwd, env, policy, workspace: cwd, codexHome }).catch(() => undefined)
      : { argv, env, release() {} };
    // Without a sandbox the command itself will say what is wrong.
    if (!confined) return undefined;
    try {
      return await runShell({ ...confined, cwd }, signal);
    } finally {
      confined.release();
    }
  });
}

/** What the user's files start in the background is theirs and stays. */
async function runShell(
  shell: Pick<Launch, 'argv' | 'env' | 'cwd'>,
  interrupt: AbortSignal,
): Promise<string | undefined> {
  const callId = randomUUID();
  let printed = '';
  const onOutput = (text: string) => {
    if (printed.length < MAX_CHARS) printed += text;
  };
  const started = await launchOnPipes({ ...shell, callId, onOutput }).catch(() => undefined);
  if (!started) return undefined;
  const { pid, exited } = started;
  const over = AbortSignal.any([interrupt, AbortSignal.timeout(PATIENCE_MS)]);
  const stop = () => void killTree({ pid, callId });
  over.addEventListener('abort', stop, { once: true });
  if (over.aborted) stop();
  const code = await exited;
  over.removeEventListener('abort', stop);
  interrupt.throwIfAborted();
  return code === 0 ? printed : undefined;
}

/** Those of one thread. */
export function loginShellsOf({ features, providers, shellEnvironmentPolicy }: Config): LoginShells {
  const secrets = secretNames(providers);
  return new LoginShells({
    isEnabled: features.shell_snapshot ?? true,
    isSecret: (name) => secrets.has(name.toUpperCase()),
    fixed: shellEnvironmentPolicy.set,
  });
}
