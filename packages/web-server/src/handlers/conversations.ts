// GET /conversations/…/summary: by the id in the path, or by the path of a rollout file.
import type { App } from '../rest/app.ts';
import { invalidRequest } from '../rest/errors.ts';
import { request } from '../rest/request.ts';
import type { Call, Fields } from '../rest/route.ts';

export function readSummary(call: Call, app: App): Promise<Fields> {
  const { conversation_id } = call.path;
  if (conversation_id !== undefined) return request(app, 'getConversationSummary', { conversation_id });
  const rollout_path = [call.query.rollout_path].flat()[0];
  if (!rollout_path) throw invalidRequest('rollout_path is missing');
  return request(app, 'getConversationSummary', { rollout_path });
}
