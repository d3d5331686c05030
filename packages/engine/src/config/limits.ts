// What the administrator allows threads, also after they began: what a client asks for then is refused, and what a stored
// thread had falls back to the configuration.
import type { AskForApproval } from '@codex/protocol/config/approval-policy.ts';
import type { EnforcedPolicy } from '../enforced-policy.ts';

export type WebSearchMode = 'disabled' | 'cached' | 'indexed' | 'live';

export interface Limits {
  /** Names of `approval_policy`; null: all are allowed. */
  readonly approvalPolicies: readonly string[] | null;
  /** Names of `sandbox_mode`, and `external-sandbox`; null: all are allowed. */
  readonly sandboxModes: readonly string[] | null;
  /** `disabled` among them, which is always allowed; null: all are. */
  readonly webSearchModes: readonly WebSearchMode[] | null;
  /** The file that says so. */
  readonly source: string;
}

export interface Wish {
  readonly approvalPolicy?: AskForApproval | null | undefined;
  readonly sandboxPolicy?: EnforcedPolicy | null | undefined;
}

/** Why somebody may not have it, in the official words; null: they may. */
export function refusalOf({ approvalPolicy, sandboxPolicy }: Wish, limits: Limits): string | null {
  const approval = approvalPolicy && (typeof approvalPolicy === 'string' ? approvalPolicy : 'granular');
  const mode = sandboxPolicy && modeOf(sandboxPolicy);
  return (
    (approval ? outside('approval_policy', approval, limits.approvalPolicies, limits.source) : null) ??
    (mode ? outside('sandbox_mode', mode, limits.sandboxModes, limits.source) : null)
  );
}

/** A sentence about a value that is not among those allowed; null: it is. An empty list allows everything. */
export function outside(key: string, value: string, allowed: readonly string[] | null, source: string): string | null {
  if (!allowed || allowed.length === 0 || allowed.includes(value)) return null;
  const set = `[${allowed.map(pascal).join(', ')}]`;
  return `invalid value for \`${key}\`: \`${pascal(value)}\` is not in the allowed set ${set} (set by ${source})`;
}

/** As the official texts spell names. */
export function pascal(word: string): string {
  return word.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** Rules that let write almost everywhere have the name of a sandbox of others, which they are not. */
function modeOf({ type, rules }: EnforcedPolicy): string {
  return type === 'externalSandbox' && rules ? 'danger-full-access' : modes[type];
}

const modes: Readonly<Record<EnforcedPolicy['type'], string>> = {
  readOnly: 'read-only',
  workspaceWrite: 'workspace-write',
  dangerFullAccess: 'danger-full-access',
  externalSandbox: 'external-sandbox',
};
