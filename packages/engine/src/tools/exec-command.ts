// The tool `exec_command`: reads what the model wants, refuses what it may not want, and has the rest decided and run.
import { resolve } from 'node:path';
import { chooseShell } from '../exec/shells.ts';
import { describePolicy, mayAsk } from '../sandbox/policy.ts';
import { asksForNothing, type PermissionsWish, readWish, wishFields, wishSchema } from './additional-permissions.ts';
import { fields, parseArguments } from './arguments.ts';
import { authorizeCommand } from './authorize-command.ts';
import { CommandItem } from './command-item.ts';
import { interceptPatch } from './intercept-patch.ts';
import { runCommand } from './run-command.ts';
import type { Tool, ToolCall, ToolContext, ToolOutput, ToolSpec } from './tool.ts';

export interface ExecArguments {
  readonly cmd: string;
  readonly workdir?: string;
  readonly shell?: string;
  readonly login?: boolean;
  readonly tty?: boolean;
  readonly yield_time_ms?: number;
  readonly max_output_tokens?: number;
  readonly sandbox_permissions?: 'use_default' | 'require_escalated' | 'with_additional_permissions';
  readonly justification?: string;
  readonly prefix_rule?: readonly string[];
  readonly additional_permissions?: PermissionsWish | null;
}

/** What configuration makes of the tool. */
export interface ExecVariant {
  /** `allow_login_shell`. */
  readonly loginShell: boolean;
  /** `[features] exec_permission_approvals`. */
  readonly additionalPermissions: boolean;
}

const argumentTable = {
  cmd: fields.string(),
  workdir: fields.string('nullable'),
  shell: fields.string('nullable'),
  login: fields.boolean(),
  tty: fields.boolean(),
  yield_time_ms: fields.unsigned('absent'),
  max_output_tokens: fields.unsigned('nullable'),
  sandbox_permissions: fields.oneOf(['use_default', 'require_escalated', 'with_additional_permissions']),
  justification: fields.string('nullable'),
  prefix_rule: fields.strings(),
  additional_permissions: fields.struct('AdditionalPermissionProfile', wishFields, { optional: 'nullable' }),
};

const text = (type: string, description: string) => ({ type, description });

const additional = {
  additional_permissions: {
    ...wishSchema,
    description: 'With with_additional_permissions only: what the command needs beyond the sandbox.',
  },
  sandbox_permissions: {
    type: 'string',
    enum: ['use_default', 'with_additional_permissions', 'require_escalated'],
    description:
      'with_additional_permissions asks the user for what additional_permissions names, and stays in the sandbox; require_escalated asks to run without it. use_default unless given.',
  },
};

/** In the order of the names. */
function specOf({ loginShell, additionalPermissions }: ExecVariant): ToolSpec {
  const { login: _, ...withoutLogin } = parameters.properties;
  const shown = loginShell ? parameters.properties : withoutLogin;
  const all = Object.entries({ ...shown, ...(additionalPermissions && additional) });
  const properties = Object.fromEntries(all.sort(([a], [b]) => (a < b ? -1 : 1)));
  return { ...spec, parameters: { ...parameters, properties } };
}

const parameters = {
  type: 'object',
  properties: {
    cmd: text('string', 'The command, as a shell script.'),
    justification: text(
      'string',
      'With require_escalated only: the question to the user, in one sentence, whether this may run outside the sandbox.',
    ),
    login: text('boolean', 'Start the shell as a login shell. True unless given.'),
    max_output_tokens: text('number', 'Longer output is cut in the middle to this many tokens. 10000 unless given.'),
    prefix_rule: {
      type: 'array',
      items: { type: 'string' },
      description:
        'With require_escalated only: leading words of the command that the user may allow for good, for example ["npm", "test"]. Keep it specific.',
    },
    sandbox_permissions: {
      type: 'string',
      enum: ['use_default', 'require_escalated'],
      description: 'require_escalated asks the user to run the command without the sandbox. use_default unless given.',
    },
    shell: text('string', "The shell to use; the user's own unless given."),
    tty: text('boolean', 'Give the command a terminal, which is needed to type into it later. False unless given.'),
    workdir: text(
      'string',
      'Where to run, relative to the working directory of the turn; that directory unless given.',
    ),
    yield_time_ms: text(
      'number',
      'How long to wait for the command before returning, in milliseconds. 10000 unless given.',
    ),
  },
  required: ['cmd'],
  additionalProperties: false,
};

const spec: ToolSpec = {
  type: 'function',
  name: 'exec_command',
  description:
    'Runs a shell command and returns what it printed. A command that takes longer than yield_time_ms keeps running; ' +
    'its session id is returned and can be given to write_stdin.',
  strict: false,
  parameters,
};

/** What the model may not ask for at all, as the sentence it is told. */
function refuseWish(args: ExecArguments, context: ToolContext, variant: ExecVariant): string | undefined {
  if (args.login === true && !variant.loginShell) {
    return 'login shell is disabled by config; omit `login` or set it to false.';
  }
  const { sandbox_permissions: permissions = 'use_default' } = args;
  if (args.justification !== undefined && args.sandbox_permissions === undefined) {
    return '`justification` requires an explicit `sandbox_permissions`; use `sandbox_permissions: "require_escalated"` for unsandboxed execution, or omit `justification`.';
  }
  if (permissions === 'use_default') return undefined;
  if (!mayAsk(context.approvalPolicy)) {
    const policy = describePolicy(context.approvalPolicy);
    return `approval policy is ${policy}; reject command — you cannot ask for escalated permissions if the approval policy is ${policy}`;
  }
  if (permissions === 'require_escalated') return undefined;
  if (variant.additionalPermissions) return refuseEmptyWish(args.additional_permissions);
  return 'additional permissions are disabled; enable `features.exec_permission_approvals` before using `with_additional_permissions`';
}

function refuseEmptyWish(wish: PermissionsWish | null | undefined): string | undefined {
  if (!wish) {
    return 'missing `additional_permissions`; provide at least one of `network` or `file_system` when using `with_additional_permissions`';
  }
  if (!asksForNothing(readWish(wish, '/'))) return undefined;
  return '`additional_permissions` must include at least one requested permission in `network` or `file_system`';
}

async function run(call: ToolCall, variant: ExecVariant): Promise<ToolOutput> {
  const parsed = parseArguments<ExecArguments>(call.arguments, argumentTable, 'struct ToolEnvironmentArgs');
  if ('refusal' in parsed) return { output: parsed.refusal };
  const args = withWish(parsed.value, variant);
  const refusal = refuseWish(args, call.context, variant);
  if (refusal !== undefined) return { output: refusal };
  const cwd = resolve(call.context.cwd, args.workdir ?? '');
  const patched = await interceptPatch(call, args.cmd, cwd);
  if (patched !== undefined) return patched;
  const shell = chooseShell(args.shell, call.context.shell, call.context.childEnv.PATH ?? '');
  const item = new CommandItem(call, {
    argv: [shell, (args.login ?? variant.loginShell) ? '-lc' : '-c', args.cmd],
    script: args.cmd,
    cwd,
  });
  const permit = await authorizeCommand(call, args, item);
  return 'refusal' in permit ? { output: permit.refusal } : runCommand(call, args, item, permit);
}

/** Permissions that are named are asked for, also without the word for it. */
function withWish(args: ExecArguments, { additionalPermissions }: ExecVariant): ExecArguments {
  const isMeant = additionalPermissions && args.additional_permissions && args.sandbox_permissions === undefined;
  return isMeant ? { ...args, sandbox_permissions: 'with_additional_permissions' } : args;
}

export function execCommand(variant: ExecVariant): Tool {
  return {
    name: 'exec_command',
    kind: 'function',
    needsEnvironment: true,
    spec: specOf(variant),
    run: (call) => run(call, variant),
  };
}
