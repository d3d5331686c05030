// Asking a workspace's owner by mail for more credits.
import type { Static } from 'typebox';
import { stringEnum, struct } from '../schema.ts';

/** What to ask for: credits, or a higher limit. */
export const AddCreditsNudgeCreditType = stringEnum(['credits', 'usage_limit']);
export type AddCreditsNudgeCreditType = Static<typeof AddCreditsNudgeCreditType>;

/** Sends the mail. */
export const SendAddCreditsNudgeEmailParams = struct('SendAddCreditsNudgeEmailParams', {
  creditType: AddCreditsNudgeCreditType,
});
export type SendAddCreditsNudgeEmailParams = Static<typeof SendAddCreditsNudgeEmailParams>;

/** Whether the mail was sent, or one was sent too recently. */
export const AddCreditsNudgeEmailStatus = stringEnum(['sent', 'cooldown_active']);
export type AddCreditsNudgeEmailStatus = Static<typeof AddCreditsNudgeEmailStatus>;

/** What came of it. */
export const SendAddCreditsNudgeEmailResponse = struct('SendAddCreditsNudgeEmailResponse', {
  status: AddCreditsNudgeEmailStatus,
});
export type SendAddCreditsNudgeEmailResponse = Static<typeof SendAddCreditsNudgeEmailResponse>;
