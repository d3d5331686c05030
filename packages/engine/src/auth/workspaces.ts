// Which workspaces one may sign in to.
import { readClaims } from './jwt.ts';

/** Throws Error when the token is for none of them; null: all are allowed. */
export function checkWorkspace(idToken: string, allowed: readonly string[] | null): void {
  if (allowed === null) return;
  const accountId = readClaims(idToken)?.accountId;
  if (accountId == null) {
    throw new Error(
      'Login is restricted to a specific workspace, but the token did not include an chatgpt_account_id claim.',
    );
  }
  if (!allowed.includes(accountId)) throw new Error(`Login is restricted to workspace id(s) ${allowed.join(', ')}.`);
}
