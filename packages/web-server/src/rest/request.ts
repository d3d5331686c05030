// One request of the protocol in the spelling of REST: for handlers that make more than one, or need more than fields.
import { type ClientMethod, clientRequests, type Params, type Result } from '@codex/protocol/methods.ts';
import type { App } from './app.ts';
import { naming } from './naming.ts';
import { readQuery } from './query.ts';
import type { Call, Fields } from './route.ts';
import { checkValue } from './schema-check.ts';

/** The parameters on the wire. Throws 400 for what does not fit their schema. */
export async function paramsOf<M extends ClientMethod>(method: M, input: Fields): Promise<Params<M>> {
  const { params } = clientRequests[method];
  const wire = naming(params).toWire(input) as Params<M>;
  await checkValue(params, wire);
  return wire;
}

export function fieldsOf<M extends ClientMethod>(method: M, result: Result<M>): Fields {
  return naming(clientRequests[method].result).toRest(result) as Fields;
}

export async function request<M extends ClientMethod>(app: App, method: M, input: Fields): Promise<Fields> {
  return fieldsOf(method, await app.backend.request(method, await paramsOf(method, input)));
}

/** Query, body and path of a call, read with the method's parameters in mind. */
export function inputOf(call: Call, method: ClientMethod): Fields {
  return { ...readQuery(clientRequests[method].params, call.query), ...call.body, ...call.path };
}

const pageSize = 100;
/** A list longer than this is cut off. */
const maxPages = 100;

type Paged = 'model/list' | 'mcpServerStatus/list' | 'thread/turns/list';

/** All pages of a list. */
export async function readAll<M extends Paged>(app: App, method: M, params: Params<M>): Promise<Result<M>['data']> {
  const data: unknown[] = [];
  let cursor: string | null | undefined;
  for (let page = 0; page < maxPages && cursor !== null; page += 1) {
    const asked = { limit: pageSize, ...params, ...(cursor === undefined ? {} : { cursor }) } as Params<M>;
    const result: Result<Paged> = await app.backend.request(method, asked);
    data.push(...result.data);
    cursor = result.nextCursor ?? null;
  }
  return data as Result<M>['data'];
}
