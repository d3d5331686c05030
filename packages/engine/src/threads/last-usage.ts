// What a thread has used, for somebody who was not there when it was announced.
import type { ServerNotification } from '@codex/protocol/methods.ts';
import { effectiveContextWindow } from '../models/catalog.ts';
import type { Thread } from './thread.ts';

/** null: nothing yet. */
export function lastUsage({ id, state, settings, runtime }: Thread): ServerNotification | null {
  const { usage, usageTurnId } = state;
  if (!usage || usageTurnId === null) return null;
  const modelContextWindow = effectiveContextWindow(runtime.modelInfo(settings.model));
  const tokenUsage = { total: usage.total, last: usage.last, modelContextWindow };
  const params = { threadId: id, turnId: usageTurnId, tokenUsage };
  return { method: 'thread/tokenUsage/updated', params, emittedAtMs: Date.now() };
}
