// docs/app-server.md: every method of the protocol with what it takes and gives, and one example.
import { handlers } from '@codex/app-server/methods/handlers.ts';
import { descriptionOf, type RequestRow, readSurface } from '@codex/protocol/documents/surface.ts';
import { experimentalMethods } from '@codex/protocol/experimental.ts';
import { exampleOf } from './protocol-examples.ts';

const surface = readSurface({ experimental: true, others: [] });

export function describeProtocol(): string {
  const { clientRequests, serverRequests, serverNotifications } = surface;
  return `# The app-server protocol

Messages are JSON objects, one per line on stdio and one per text frame on WebSocket, in both directions. A request has
\`id\`, \`method\` and \`params\`, its answer the same \`id\` with \`result\` or \`error\`; a notification has no \`id\`. There is no
member \`jsonrpc\`; who sends one is understood. The first request is \`initialize\`, followed by the notification
\`initialized\`. Methods marked experimental need \`capabilities.experimentalApi\` there.

This file is generated from the schemas: \`npm run generate\`. All of them as TypeScript or JSON Schema:
\`codex app-server generate-ts --out DIR\`, \`codex app-server generate-json-schema --out DIR\`. What is described but not
built is in [unsupported.md](unsupported.md).

## Requests of the client

${clientRequests.map(clientRequest).join('\n\n')}

## Notification of the client

### \`initialized\`

The client has read the answer to \`initialize\`.

${example({ method: 'initialized' })}

## Requests of the server

A client that follows the thread answers each with \`{"id": ..., "result": ...}\`; the first answer counts.

${serverRequests.map(serverRequest).join('\n\n')}

## Notifications of the server

${serverNotifications.map(({ method, params }) => notification(method, params)).join('\n\n')}
`;
}

function clientRequest(row: RequestRow): string {
  const marks = [
    ...(experimentalMethods.has(row.method) ? ['experimental'] : []),
    ...(Object.hasOwn(handlers, row.method) ? [] : ['not built yet']),
  ];
  const types = [...paramsLines(row), `Gives \`${row.result}\`${sentence(row.result)}`];
  const params = row.params === null ? {} : { params: exampleOf(row.params, surface.types) };
  return section(row.method, marks, types, { id: 1, method: row.method, ...params });
}

function serverRequest(row: RequestRow): string {
  const types = [...paramsLines(row), `Wants \`${row.result}\`${sentence(row.result)}`];
  const params = row.params === null ? {} : { params: exampleOf(row.params, surface.types) };
  return section(row.method, [], types, { id: 0, method: row.method, ...params });
}

function notification(method: string, type: string | null): string {
  const types = type === null ? [] : [`Tells \`${type}\`${sentence(type)}`];
  const params = type === null ? {} : { params: exampleOf(type, surface.types) };
  return section(method, [], types, { method, ...params, emittedAtMs: 1_789_000_000_000 });
}

function paramsLines({ params, optional }: RequestRow): string[] {
  return params === null ? [] : [`Takes ${optional ? 'nothing or ' : ''}\`${params}\`${sentence(params)}`];
}

/** The doc comment of a type, after a colon. */
function sentence(type: string): string {
  const text = descriptionOf(type)?.replaceAll('\n', ' ');
  return text === undefined ? '.' : `: ${text}`;
}

function section(method: string, marks: readonly string[], lines: readonly string[], message: object): string {
  const title = `### \`${method}\`${marks.length > 0 ? ` (${marks.join(', ')})` : ''}`;
  const list = lines.map((line) => `- ${line}`).join('\n');
  return [title, ...(list === '' ? [] : [list]), example(message)].join('\n\n');
}

function example(message: object): string {
  return `\`\`\`json\n${JSON.stringify(message, null, 2)}\n\`\`\``;
}
