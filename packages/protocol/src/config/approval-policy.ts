// When the server asks before acting, and who answers.
import type { Static } from 'typebox';
import { stringEnum, struct, union, variant } from '../schema.ts';
import { Type } from '../type.ts';

/** When to ask: always, when the model wants to leave the sandbox, by category, or never. */
export const AskForApproval = union('AskForApproval', [
  stringEnum(['untrusted', 'on-request']),
  variant(
    'granular',
    struct('AskForApproval::Granular', {
      sandbox_approval: Type.Boolean(),
      rules: Type.Boolean(),
      skill_approval: Type.Optional(Type.Boolean()),
      request_permissions: Type.Optional(Type.Boolean()),
      mcp_elicitations: Type.Boolean(),
    }),
  ),
  stringEnum(['never']),
]);
export type AskForApproval = Static<typeof AskForApproval>;

/** Who answers approval requests. `guardian_subagent` is the older name of `auto_review`. */
export const ApprovalsReviewer = stringEnum(['user', 'auto_review', 'guardian_subagent']);
export type ApprovalsReviewer = Static<typeof ApprovalsReviewer>;
