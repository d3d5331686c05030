import { type Static, Type } from 'typebox';
import { stringEnum } from '../schema.ts';

export const AskForApproval = Type.Union([
  stringEnum(['untrusted', 'on-request', 'never']),
  Type.Object(
    {
      granular: Type.Object({
        mcp_elicitations: Type.Boolean(),
        request_permissions: Type.Optional(Type.Boolean()),
        rules: Type.Boolean(),
        sandbox_approval: Type.Boolean(),
        skill_approval: Type.Optional(Type.Boolean()),
      }),
    },
    { additionalProperties: false },
  ),
]);
export type AskForApproval = Static<typeof AskForApproval>;

export const ApprovalsReviewer = stringEnum(['user', 'auto_review', 'guardian_subagent']);
export type ApprovalsReviewer = Static<typeof ApprovalsReviewer>;
