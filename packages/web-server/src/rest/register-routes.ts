// The interpreter of the route table: path, query and body become the parameters of one method; its result becomes the
// response. A verb that no row of a known path offers is answered 405.
import { type ClientMethod, clientRequests, type Params } from '@codex/protocol/methods.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { App } from './app.ts';
import { fromRpcError, HttpError, invalidRequest, isRpcError, type RpcFailure, threadNotFound } from './errors.ts';
import { naming } from './naming.ts';
import { refuseInternalUrls } from './outbound-urls.ts';
import { type Query, readQuery } from './query.ts';
import { type Call, type Fields, type MethodRoute, type Route, successOf, urlsOf } from './route.ts';
import { checkTaken, checkValue } from './schema-check.ts';
import { isUuid } from './uuid.ts';

const verbs = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

export function registerRoutes(server: FastifyInstance, routes: readonly Route[], app: App): void {
  const offered = new Map<string, Set<string>>();
  for (const route of routes) {
    for (const path of urlsOf(route)) {
      const url = path.replace(/\{(\w+)\}/g, ':$1');
      offered.set(url, (offered.get(url) ?? new Set()).add(route.verb));
      const handler = (request: FastifyRequest, reply: FastifyReply) => answer(route, readCall(request, reply), app);
      server.route({ method: route.verb, url, config: { open: route.open === true, row: route }, handler });
    }
  }
  for (const [url, known] of offered) refuseOtherVerbs(server, url, known);
}

/** A POST with an Idempotency-Key is carried out once. Uploads see to it themselves: their content is not read yet. */
function answer(route: Route, call: Call, app: App): Promise<unknown> {
  const key = [call.request.headers['idempotency-key']].flat()[0];
  if (key === undefined || route.verb !== 'POST' || ('upload' in route && route.upload))
    return runRoute(route, call, app);
  return runOnce(key, route, call, app);
}

async function runOnce(key: string, route: Route, call: Call, app: App): Promise<object> {
  const { request, reply, body } = call;
  const {
    status,
    body: told,
    replayed,
  } = await app.repeats.run(key, [request.method, request.url, body], async () => {
    const fields = (await runRoute(route, call, app)) as object;
    return { status: reply.statusCode, body: fields };
  });
  if (replayed) reply.header('idempotency-replayed', 'true');
  reply.code(status);
  return told;
}

/** Sends the answer, unless the handler of a native row does. */
async function runRoute(route: Route, call: Call, app: App): Promise<unknown> {
  try {
    if (route.takes) await checkTaken(route.takes, call.query, call.body);
    if ('method' in route) return await runMethod(route as MethodRoute, call, app);
    const answer = await route.handle(call, app);
    if (answer === undefined) return call.reply;
    if (route.status !== undefined && call.reply.statusCode === 200) call.reply.code(route.status);
    return answer;
  } catch (error) {
    throw isRpcError(error) ? refusalOf(error, call) : error;
  }
}

async function runMethod(route: MethodRoute, call: Call, app: App): Promise<object> {
  const { params, result } = clientRequests[route.method];
  const given = { ...readQuery(params, call.query), ...call.body, ...renamed(call.path, route.names) };
  const prepared = route.prepare ? route.prepare(given) : given;
  const input = route.resolve ? await route.resolve(prepared, app) : prepared;
  if (route.urls) await refuseInternalUrls(route.urls(input));
  const takesNothing = (params as { type?: unknown }).type === 'null';
  const wire = (takesNothing ? null : naming(params).toWire(input)) as Params<ClientMethod>;
  await checkValue(params, wire);
  if (route.loads) await app.feed.follow(call.path.thread_id ?? '');
  const answer = await (route.call ? route.call(wire, app) : app.backend.request(route.method, wire));
  const fields = naming(result).toRest(answer) as Fields;
  call.reply.code(route.statusOf?.(fields, input) ?? route.status ?? 200);
  return route.view ? route.view(fields, input) : successOf(fields);
}

function renamed(path: Call['path'], names: Readonly<Record<string, string>> = {}): Fields {
  return Object.fromEntries(Object.entries(path).map(([name, value]) => [names[name] ?? name, value]));
}

function refuseOtherVerbs(server: FastifyInstance, url: string, known: ReadonlySet<string>): void {
  const handler = (request: FastifyRequest) => {
    const more = { headers: { allow: [...known].join(', ') } };
    throw new HttpError(405, 'METHOD_NOT_ALLOWED', `${request.method} is not offered here`, more);
  };
  server.route({ method: verbs.filter((verb) => !known.has(verb)), url, handler });
}

function readCall(request: FastifyRequest, reply: FastifyReply): Call {
  const path = request.params as Record<string, string>;
  if (path.thread_id !== undefined && !isUuid(path.thread_id)) throw invalidRequest('Invalid thread ID');
  const body = request.body ?? {};
  if (typeof body !== 'object' || Array.isArray(body)) throw invalidRequest('The body must be a JSON object');
  return { path, query: request.query as Query, body: body as Fields, request, reply };
}

/** The backend has several words for a thread it does not know. */
function refusalOf(error: RpcFailure, call: Call): HttpError {
  const { thread_id: threadId } = call.path;
  const refusal = fromRpcError(error);
  const unknownThread = refusal.code === 'THREAD_NOT_FOUND' || refusal.code === 'NOT_FOUND';
  return threadId !== undefined && unknownThread ? threadNotFound(threadId) : refusal;
}
