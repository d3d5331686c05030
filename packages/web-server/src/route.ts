// What a row of the route table may say, and the interpreter of the table: path, query and body become the parameters
// of one method; its result becomes the response.
import { type ClientMethod, clientRequests, type Params, type Result } from '@codex/protocol/methods.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Backend } from './backend.ts';
import { fromRpcError, HttpError, invalidRequest, isRpcError, type RpcFailure, threadNotFound } from './errors.ts';
import type { EventLog } from './event-log.ts';
import type { EventStreams } from './event-streams.ts';
import { naming } from './naming.ts';
import { type Query, readQuery } from './query.ts';
import { checkValue } from './schema-check.ts';
import type { ThreadFeed } from './thread-feed.ts';

/** What handlers work with. */
export interface App {
  readonly backend: Backend;
  readonly feed: ThreadFeed;
  readonly log: EventLog;
  readonly streams: EventStreams;
}

export type Fields = Record<string, unknown>;

/** One request as a native handler sees it. */
export interface Call {
  readonly path: Readonly<Record<string, string>>;
  readonly query: Query;
  /** {} when there is no body. */
  readonly body: Fields;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

interface RowBase {
  readonly verb: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** `{name}` stands for a path parameter. */
  readonly path: string;
  readonly aliases?: readonly string[];
  /** Needs no token. */
  readonly open?: true;
  /** One line for the documentation. */
  readonly about: string;
}

/** A row that is one request of the protocol. All functions see snake_case. */
export interface MethodRoute<M extends ClientMethod = ClientMethod> extends RowBase {
  readonly method: M;
  /** Completes or refuses the input before it is checked against the schema. */
  readonly prepare?: (input: Fields) => Fields;
  /** How the request is made, if not plainly. */
  readonly call?: (params: Params<M>, app: App) => Promise<Result<M>>;
  /** The response, if not plainly the result. */
  readonly view?: (result: Fields, input: Fields) => Fields;
}

export interface NativeRoute extends RowBase {
  readonly handle: (call: Call, app: App) => Promise<object | undefined> | object;
}

export type Route = NativeRoute | { [M in ClientMethod]: MethodRoute<M> }[ClientMethod];

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const verbs = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

export function registerRoutes(server: FastifyInstance, routes: readonly Route[], app: App): void {
  const offered = new Map<string, Set<string>>();
  for (const route of routes) {
    for (const path of [route.path, ...(route.aliases ?? [])]) {
      const url = path.replace(/\{(\w+)\}/g, ':$1');
      offered.set(url, (offered.get(url) ?? new Set()).add(route.verb));
      const handler = async (request: FastifyRequest, reply: FastifyReply) => {
        const call = readCall(request, reply);
        try {
          const answer = 'method' in route ? runMethod(route as MethodRoute, call, app) : route.handle(call, app);
          return (await answer) ?? reply;
        } catch (error) {
          throw isRpcError(error) ? refusalOf(error, call) : error;
        }
      };
      server.route({ method: route.verb, url, config: { open: route.open === true }, handler });
    }
  }
  for (const [url, known] of offered) refuseOtherVerbs(server, url, known);
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
  if (path.thread_id !== undefined && !uuid.test(path.thread_id)) throw invalidRequest('Invalid thread ID');
  const body = request.body ?? {};
  if (typeof body !== 'object' || Array.isArray(body)) throw invalidRequest('The body must be a JSON object');
  return { path, query: request.query as Query, body: body as Fields, request, reply };
}

async function runMethod(route: MethodRoute, call: Call, app: App): Promise<object> {
  const { params, result } = clientRequests[route.method];
  const given = { ...readQuery(params, call.query), ...call.body, ...call.path };
  const input = route.prepare ? route.prepare(given) : given;
  const wire = naming(params).toWire(input) as Params<ClientMethod>;
  await checkValue(params, wire);
  const answer = await (route.call ? route.call(wire, app) : app.backend.request(route.method, wire));
  const fields = naming(result).toRest(answer) as Fields;
  return route.view ? route.view(fields, input) : isEmpty(fields) ? { success: true } : fields;
}

/** The backend has several words for a thread it does not know. */
function refusalOf(error: RpcFailure, call: Call): HttpError {
  const { thread_id: threadId } = call.path;
  const refusal = fromRpcError(error);
  const unknownThread = refusal.code === 'THREAD_NOT_FOUND' || refusal.code === 'NOT_FOUND';
  return threadId !== undefined && unknownThread ? threadNotFound(threadId) : refusal;
}

function isEmpty(fields: Fields): boolean {
  return Object.keys(fields).length === 0;
}
