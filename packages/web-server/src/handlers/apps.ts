// GET /apps/{app_id}: one app out of the protocol's request for several.
import type { App } from '../rest/app.ts';
import { HttpError } from '../rest/errors.ts';
import { inputOf, request } from '../rest/request.ts';
import type { Call, Fields } from '../rest/route.ts';

export async function readApp(call: Call, app: App): Promise<Fields> {
  const { app_id: id, ...input } = inputOf(call, 'app/read');
  const { apps } = (await request(app, 'app/read', { ...input, app_ids: [id] })) as { apps: Fields[] };
  const found = apps.find((each) => each.id === id);
  if (!found) throw new HttpError(404, 'NOT_FOUND', `App not found: ${id}`);
  return { app: found };
}
