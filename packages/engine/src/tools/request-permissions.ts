// The tool `request_permissions`: asks people to widen the sandbox for the turn or the session. What they grant beyond
// the request does not count; what is granted holds for the commands and patches that follow.
import { resolve, sep } from 'node:path';
import type { PermissionsRequestApprovalResponse } from '@codex/protocol/approval/permissions.ts';
import type { GrantedPermissionProfile } from '@codex/protocol/config/permissions.ts';
import {
  asksForNothing,
  type Permissions,
  type PermissionsWish,
  readWish,
  wireRequest,
  wishFields,
  wishSchema,
} from './additional-permissions.ts';
import { fields, parseArguments } from './arguments.ts';
import type { AskOutcome, Tool, ToolCall, ToolContext, ToolOutput, ToolSpec } from './tool.ts';

interface Arguments {
  readonly permissions: PermissionsWish;
  readonly reason?: string;
  readonly environment_id?: string;
}

const argumentTable = {
  permissions: fields.struct('RequestPermissionProfile', wishFields, { strict: true }),
  reason: fields.string('nullable'),
  environment_id: fields.string('nullable'),
};

const spec: ToolSpec = {
  type: 'function',
  name: 'request_permissions',
  description:
    'Asks the user for more permissions than the sandbox gives, before you need them. Returns what was granted, which ' +
    'may be less; later commands may use it.',
  strict: false,
  parameters: {
    type: 'object',
    properties: {
      environment_id: { type: 'string', description: 'The environment it is for; the only one unless given.' },
      permissions: wishSchema,
      reason: { type: 'string', description: 'What it is needed for, in one sentence for the user.' },
    },
    required: ['permissions'],
    additionalProperties: false,
  },
};

const nothing: Permissions = { network: null, read: [], write: [] };

async function run(call: ToolCall): Promise<ToolOutput> {
  const parsed = parseArguments<Arguments>(call.arguments, argumentTable);
  // The official server reads these by another way, which knows no positions.
  if ('refusal' in parsed) return { output: parsed.refusal.replace(/ at line \d+ column \d+$/, '') };
  const { environment_id: environment = 'local', reason = null, permissions } = parsed.value;
  if (environment !== 'local') return { output: `unknown turn environment id \`${environment}\`` };
  const wanted = readWish(permissions, call.context.cwd);
  if (asksForNothing(wanted)) {
    return { output: 'request_permissions requires at least one permission' };
  }
  if (!mayAskForPermissions(call.context)) return { output: describeGrant(nothing, 'turn') };
  const outcome = await call.ask('item/permissions/requestApproval', {
    itemId: call.callId,
    environmentId: environment,
    startedAtMs: Date.now(),
    cwd: call.context.cwd,
    reason,
    permissions: wireRequest(wanted),
  });
  const { granted, scope } = grantOf(outcome, wanted);
  call.context.grants.grant({ network: granted.network === true, write: granted.write, read: granted.read }, scope);
  return { output: describeGrant(granted, scope) };
}

function mayAskForPermissions({ approvalPolicy }: ToolContext): boolean {
  if (typeof approvalPolicy === 'string') return approvalPolicy !== 'never';
  return approvalPolicy.granular.request_permissions === true;
}

/** The part of the request that was granted and can be kept by the sandbox. */
function grantOf(outcome: AskOutcome<'item/permissions/requestApproval'>, wanted: Permissions) {
  const answer = 'result' in outcome ? (outcome.result as PermissionsRequestApprovalResponse | null) : null;
  const given = answer?.permissions;
  if (!given) return { granted: nothing, scope: 'turn' as const };
  const { read, write } = pathsOf(given);
  const network = given.network?.enabled === true && wanted.network === true ? true : null;
  const writable = write.filter((path) => isBelow(path, wanted.write));
  const readable = read.filter((path) => isBelow(path, [...wanted.read, ...wanted.write]));
  return { granted: { network, read: readable, write: writable }, scope: answer.scope ?? ('turn' as const) };
}

function pathsOf({ fileSystem }: GrantedPermissionProfile): { read: string[]; write: string[] } {
  const byEntry = (access: 'read' | 'write') =>
    (fileSystem?.entries ?? []).flatMap((entry) =>
      entry.access === access && entry.path.type === 'path' ? [entry.path.path] : [],
    );
  const all = (listed: string[] | null | undefined, entries: string[]) => [...new Set([...(listed ?? []), ...entries])];
  return { read: all(fileSystem?.read, byEntry('read')), write: all(fileSystem?.write, byEntry('write')) };
}

function isBelow(path: string, roots: readonly string[]): boolean {
  const inside = resolve(path) + sep;
  return roots.some((root) => inside.startsWith(root.endsWith(sep) ? root : root + sep));
}

function describeGrant({ network, read, write }: Permissions, scope: string): string {
  const files = { ...(read.length > 0 && { read }), ...(write.length > 0 && { write }) };
  const file_system = Object.keys(files).length > 0 ? files : null;
  return JSON.stringify({ permissions: { network: network ? { enabled: true } : null, file_system }, scope });
}

export const requestPermissions: Tool = {
  name: 'request_permissions',
  kind: 'function',
  needsEnvironment: true,
  spec,
  run,
};
