// What the service has to tell the user, and what the user has to tell the owner of the workspace.
import type {
  SendAddCreditsNudgeEmailParams,
  SendAddCreditsNudgeEmailResponse,
} from '@codex/protocol/account/add-credits.ts';
import type { GetAccountSecuritySetupResponse } from '@codex/protocol/account/security-setup.ts';
import type { GetWorkspaceMessagesResponse, WorkspaceMessage } from '@codex/protocol/account/workspace-messages.ts';
import { type BackendOptions, BackendRefusal, backendError, openBackend } from './client.ts';
import { type Fields, fields, list, text, unixTime, word } from './fields.ts';

export async function readWorkspaceMessages(options: BackendOptions): Promise<GetWorkspaceMessagesResponse> {
  const backend = await openBackend(options, 'to read workspace messages');
  try {
    const { messages } = await backend.ask({ method: 'GET', path: '/workspace-messages', timeoutMs: 10_000 });
    return { featureEnabled: true, messages: list(messages).map(messageOf) };
  } catch (error) {
    if (hasStatus(error, 404)) return { featureEnabled: false, messages: [] };
    throw backendError('failed to fetch workspace messages', error);
  }
}

export async function sendCreditsNudge(
  options: BackendOptions,
  { creditType }: SendAddCreditsNudgeEmailParams,
): Promise<SendAddCreditsNudgeEmailResponse> {
  const backend = await openBackend(options, 'to notify workspace owner');
  try {
    const path = '/accounts/send_add_credits_nudge_email';
    await backend.ask({ method: 'POST', path, body: { credit_type: creditType } });
    return { status: 'sent' };
  } catch (error) {
    if (hasStatus(error, 429)) return { status: 'cooldown_active' };
    throw backendError('failed to notify workspace owner', error);
  }
}

/** Advice about accounts of ChatGPT: there is none without one, and none that cannot be had. */
export async function readSecuritySetup(options: BackendOptions): Promise<GetAccountSecuritySetupResponse> {
  const credentials = await options.auth.current(options.settings);
  if (!credentials || credentials.kind === 'apikey') return { notice: null };
  const backend = await openBackend(options, 'to read security advice');
  const answer = await backend.ask({ method: 'GET', path: '/security-setup' }).catch(() => null);
  return { notice: noticeOf(fields(answer?.notice)) };
}

function hasStatus(error: unknown, status: number): boolean {
  return error instanceof BackendRefusal && error.status === status;
}

function messageOf(message: Fields): WorkspaceMessage {
  return {
    messageId: text(message.message_id) ?? '',
    messageType: word(message.message_type, ['headline', 'announcement'] as const, 'unknown' as const),
    messageBody: text(message.message_body) ?? '',
    createdAt: unixTime(message.created_at),
    archivedAt: unixTime(message.archived_at),
  };
}

function noticeOf(notice: Fields | null): GetAccountSecuritySetupResponse['notice'] {
  const action = fields(notice?.action);
  const [accountId, userId, title, description] = [
    notice?.account_id,
    notice?.user_id,
    notice?.title,
    notice?.description,
  ].map(text);
  const [label, url] = [action?.label, action?.url].map(text);
  if (accountId == null || userId == null || title == null || description == null) return null;
  return label == null || url == null ? null : { accountId, userId, title, description, action: { label, url } };
}
