// What a row of the route table may say. Validation, responses, OpenAPI, the documentation and the coverage tests are
// all made from the rows; register-routes.ts runs them.
import type { ClientMethod, Params, Result } from '@codex/protocol/methods.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { TProperties } from 'typebox';
import type { App } from './app.ts';
import type { Query } from './query.ts';

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

/** What a response carries besides JSON; default is JSON. */
export type MediaType =
  | 'text/event-stream'
  | 'application/octet-stream'
  | 'text/plain'
  | 'text/html'
  | 'text/javascript';

interface RowBase {
  readonly verb: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** `{name}` stands for a path parameter. */
  readonly path: string;
  readonly aliases?: readonly string[];
  /** Needs no token. */
  readonly open?: true;
  /** One line for the documentation. */
  readonly about: string;
  /** Of a success; 200 unless given. */
  readonly status?: 201 | 202;
  /** Fields of a success that the protocol does not have, or has otherwise. */
  readonly adds?: TProperties;
  /** Fields of the body (of a GET or DELETE: of the query) that the protocol does not have, or has otherwise. */
  readonly takes?: TProperties;
}

/** A row that is one request of the protocol. All functions see snake_case. */
export interface MethodRoute<M extends ClientMethod = ClientMethod> extends RowBase {
  readonly method: M;
  /** Path parameters that the protocol calls otherwise: `{ turn_id: 'expected_turn_id' }`. */
  readonly names?: Readonly<Record<string, string>>;
  /** The thread is loaded and followed before the request is made. */
  readonly loads?: true;
  /** The part of the prepared input whose URLs somebody will fetch: they must not lead inside. */
  readonly urls?: (input: Fields) => unknown;
  /** Completes or refuses the input before it is checked against the schema. */
  readonly prepare?: (input: Fields) => Fields;
  /** Completes the prepared input with what must be looked up. */
  readonly resolve?: (input: Fields, app: App) => Promise<Fields>;
  /** How the request is made, if not plainly. */
  readonly call?: (params: Params<M>, app: App) => Promise<Result<M>>;
  /** The response, if not plainly the result. */
  readonly view?: (result: Fields, input: Fields) => Fields;
  /** Where the status depends on the result. */
  readonly statusOf?: (result: Fields, input: Fields) => number;
}

export interface NativeRoute extends RowBase {
  /** Undefined: the handler has answered, or will, on `call.reply`. */
  readonly handle: (call: Call, app: App) => Promise<object | undefined> | object;
  readonly media?: MediaType;
  /** The body is not JSON. */
  readonly upload?: true;
  /** Methods of the protocol that the handler stands for. The first one says what the row takes and answers, */
  readonly covers?: readonly ClientMethod[];
  /** unless it takes no more than `takes`, */
  readonly ownInput?: true;
  /** or answers with no more than `adds`. */
  readonly ownAnswer?: true;
}

export type Route = NativeRoute | { [M in ClientMethod]: MethodRoute<M> }[ClientMethod];

/** Names of the path parameters, in order. */
export function pathParameters(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
}

/** The v1 twin of a path is an older spelling, not another operation. */
export function urlsOf(route: Route): readonly string[] {
  return [route.path, ...(route.aliases ?? [])];
}

/** Results without fields are told as success. */
export function successOf(fields: Fields): Fields {
  return Object.keys(fields).length === 0 ? { success: true } : fields;
}
