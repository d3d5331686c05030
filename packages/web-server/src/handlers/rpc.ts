// POST /rpc/{method}: any method as it is on the wire. Only with --experimental-api.
import type { ClientMethod, Params } from '@codex/protocol/methods.ts';
import type { App } from '../rest/app.ts';
import type { Call } from '../rest/route.ts';

export async function callMethod(call: Call, app: App): Promise<object> {
  const method = call.path.method as ClientMethod;
  const params = (call.request.body ?? null) as Params<typeof method>;
  const result: unknown = await app.backend.request(method, params);
  return typeof result === 'object' && result !== null ? result : { result };
}
