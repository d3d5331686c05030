// API.md, made from the tables: routes, events, requests of the server, errors, environment.
import { serverNotifications, serverRequests } from '@codex/protocol/methods.ts';
import { RestSchemas } from '../rest/rest-schema.ts';
import type { Route } from '../rest/route.ts';
import { type Operation, operationsOf } from './operations.ts';

const head = `# API

REST and server-sent events over the app-server protocol. This file is generated from the route table
(\`packages/web-server/src/routes\`): \`npm run generate\`. The same table makes \`/openapi.json\` (OpenAPI 3.1, with every
schema) and the page at \`/docs\`.

## Conventions

- Base URL \`http://localhost:3000\`. Every request needs \`Authorization: Bearer <token>\`, except routes marked *open*.
- Keys are \`snake_case\`; on input the protocol's \`camelCase\` is understood too. Enum values and map keys keep their spelling.
- Errors are \`{"error": {"code", "message", "details"?}, "status"}\`.
- \`Idempotency-Key\` on a POST: the same key gets the same answer for 24 hours, also after a restart; another request with
  it gets 409 \`IDEMPOTENCY_MISMATCH\`. While the first is under way the second waits for it. When the server died during the first one, its
  outcome is not known: 409 \`IDEMPOTENCY_UNKNOWN\`, and nothing is carried out.
- Lists that have more carry \`next_cursor\`; give it back as \`cursor\`. Lists in a query: repeat the key, or separate by commas.
- JSON bodies up to 16 MiB, uploads up to 100 MiB.
- A method of the protocol that this server does not have yet answers 501 with its name.
`;

const events = `## Event Streaming (SSE)

\`\`\`
event: <name>
id: <epoch>-<number>
data: <one line of JSON>
\`\`\`

- Names are the methods of the protocol, data is its parameters in \`snake_case\` with \`thread_id\` always present.
  \`?format=protocol\` sends the notifications unchanged.
- Numbers have no gap within a thread. \`Last-Event-ID\`, or \`?last_event_id=\`, continues exactly after that event, across
  reconnects and restarts of the server. Without one the stream begins with the last turn.
- When an item has been complete for five minutes its deltas are removed: \`item/completed\` says all they said. Whole
  events are removed after 30 days, or when the log is larger than 1 GiB, oldest first.
- An id of another log, or of events that were removed, is answered by \`reset\` with a snapshot; one that never was an id by 400.
- A client that is far behind gets deltas merged, then \`lagged\` with its place, and is closed. A turn never waits for it.
- \`: keepalive\` is sent when ten seconds pass without an event. Ending a stream never cancels a turn.
- \`GET /api/v2/events\` streams everything, in a sequence of its own; \`?types=a,b\` and \`?thread_id=\` choose.
  \`?include_children=true\` on a thread's stream adds its sub-agents, in the numbers of that sequence.
- Events of no thread are sent on thread streams without an id; \`/api/v2/events\` replays them.
- Clients that cannot send headers: \`POST /api/v2/events/tickets\`, then \`?ticket=\`; once, within 60 seconds.
`;

const approvals = `## Approval Flow

\`\`\`
1. event: item/commandExecution/requestApproval
   data: {"thread_id": "...", "turn_id": "...", "item_id": "...", "approval_id": "...", "reason": null, ...}
2. POST /api/v2/threads/{thread_id}/approvals/{item_id}    {"decision": "approve"}
3. event: serverRequest/resolved, and the turn goes on
\`\`\`

Decisions: \`approve\`, \`approve_for_session\`, \`decline\`, \`cancel\`, or the protocol's own. \`amendments.execpolicy\` (a list of
tokens, or true for the proposed one) allows commands like it from then on. Nobody needs to stream. The first answer wins; later ones get 409. An
approval of a turn that was started over REST is declined after 15 minutes (\`web_server.approval_timeout\` in seconds, 0: never), unless
a JSON-RPC client has it too; \`approval/expired\` tells, and answers get 404 from then on.
`;

const errors = `## Errors

| status | code | when |
|---|---|---|
| 400 | INVALID_REQUEST | malformed JSON, wrong types, ids that are none |
| 400 | CONFIG_VALIDATION | a configuration value that is not valid |
| 400 | URL_NOT_ALLOWED | a URL in the request leads to an internal address, or names a host without TLS |
| 401 | UNAUTHORIZED | the token is missing or wrong |
| 403 | ACCOUNT_AUTH_REQUIRED, CONFIG_READONLY, FEEDBACK_DISABLED, FORBIDDEN_ORIGIN | what it says |
| 404 | THREAD_NOT_FOUND, TURN_NOT_FOUND, APPROVAL_NOT_FOUND, LOGIN_NOT_FOUND, NOT_FOUND | what it says |
| 405 | METHOD_NOT_ALLOWED | with an Allow header |
| 409 | CONFLICT, CONFIG_VERSION_CONFLICT, IDEMPOTENCY_MISMATCH, IDEMPOTENCY_UNKNOWN | the state does not allow it |
| 413 | PAYLOAD_TOO_LARGE | |
| 415 | UNSUPPORTED_MEDIA_TYPE | the body is no JSON |
| 421 | MISDIRECTED_REQUEST | a Host that is not this server's (\`--allowed-host\`) |
| 429 | TOO_MANY_FAILURES, RATE_LIMITED | with Retry-After |
| 500 | INTERNAL_ERROR | with a reference that is in the server's output too |
| 501 | NOT_IMPLEMENTED | a method that is not built yet |
| 502 | BACKEND_UNAVAILABLE | the app server is gone |
| 503 | OVERLOADED | with Retry-After |
| 504 | TIMEOUT | a command took longer than its limit |

## Environment

| variable | meaning |
|---|---|
| CODEX_AUTH_TOKEN | the bearer token; else CODEX_WEB_TOKEN; else the file CODEX_HOME/web-server.token, made when missing |
| CODEX_HOME | state directory, default ~/.codex |
| PORT | default 3000 |
| CODEX_WEB_BIND_ADDR | HOST:PORT |
| CODEX_WEB_CORS_ORIGINS | web origins that may call, separated by commas |

\`[web_server]\` in config.toml: \`approval_timeout\` (seconds), \`rate_limit\` (requests per minute with a valid token; none unless set).
`;

/** The whole file. */
export function apiMarkdown(routes: readonly Route[]): string {
  const operations = operationsOf(routes, new RestSchemas());
  const tags = [...new Set(operations.map(({ tag }) => tag))].sort();
  const tables = tags.map((tag) =>
    section(
      tag,
      operations.filter((operation) => operation.tag === tag),
    ),
  );
  return [head, '## Endpoints\n', ...tables, events, namesOf(), approvals, errors].join('\n');
}

function section(tag: string, operations: readonly Operation[]): string {
  const rows = operations.map((operation) => {
    const { route, path, status } = operation;
    const open = route.open ? ' *(open)*' : '';
    return `| \`${route.verb} ${path}\` | ${status} | ${route.about}${open} | ${methodsOf(route)} | ${fieldsOf(operation)} |`;
  });
  const columns = '| route | status | about | method | fields |\n|---|---|---|---|---|';
  return `### ${tag}\n\n${columns}\n${rows.join('\n')}\n`;
}

function methodsOf(route: Route): string {
  const methods = 'method' in route ? [route.method] : (route.covers ?? []);
  return methods.map((method) => `\`${method}\``).join(', ');
}

/** Required ones first and in bold. */
function fieldsOf({ inputFields }: Operation): string {
  const sorted = inputFields.toSorted((a, b) => Number(b.required) - Number(a.required));
  return sorted.map(({ name, required }) => (required ? `**${name}**` : name)).join(', ');
}

function namesOf(): string {
  const told = Object.keys(serverNotifications).map((name) => `\`${name}\``);
  const asked = Object.keys(serverRequests).map((name) => `\`${name}\``);
  return `${told.length} events: ${told.join(', ')}; of this server itself \`reset\`, \`lagged\`, \`approval/expired\`, and the older names
\`authStatusChange\` and \`loginChatGptComplete\`.

${asked.length} requests of the server, each an event that waits for an answer: ${asked.join(', ')}. Approvals are answered by
\`POST /api/v2/threads/{thread_id}/approvals/{id}\`, all of them by \`POST /api/v2/threads/{thread_id}/requests/{request_id}\`, those of no thread by
\`POST /api/v2/server-requests/{request_id}\`.
`;
}
