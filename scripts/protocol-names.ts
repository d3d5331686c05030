// packages/protocol/src/generated/method-names.ts: what a start must know of the methods before it loads their schemas.
// Read off the rows of the method tables, in the official order.
import type { RequestSpec, RequestTable } from '@codex/protocol/method-table.ts';
import { clientRequests, serverNotifications, serverRequests } from '@codex/protocol/methods.ts';
import { storedNames } from './protocol-official.ts';

const rows: RequestTable = clientRequests;

export function listMethodNames(): string {
  const { methods } = storedNames();
  const official = inOrder(methods.ClientRequest, Object.keys(rows));
  const own = Object.keys(rows).filter((method) => rows[method]?.own !== undefined);
  const marked = (isMarked: (spec: RequestSpec) => boolean) =>
    [...official, ...own].filter((method) => isMarked(rows[method] as RequestSpec));
  const lists = [
    list('Requests of a client; the refusal of an unknown one lists them all.', 'clientMethodNames', official),
    list('Requests of a client that the official server does not have.', 'ownMethodNames', own),
    list(
      'Requests that need the capability `experimentalApi`.',
      'experimentalMethodNames',
      marked(({ experimental }) => experimental === true),
    ),
    list('Requests that are complete without `params`.', 'methodsWithoutParams', marked(isCompleteWithoutParams)),
    list('Requests of the server.', 'serverRequestNames', inOrder(methods.ServerRequest, Object.keys(serverRequests))),
    list(
      'Notifications of the server.',
      'serverNotificationNames',
      inOrder(methods.ServerNotification, Object.keys(serverNotifications)),
    ),
    list('Notifications of a client.', 'clientNotificationNames', methods.ClientNotification),
  ];
  return `// Every name of the wire, in the official order. Made by \`npm run generate\` from the method tables.
import type { ClientMethod, ServerNotificationMethod, ServerRequestMethod } from '../methods.ts';

${lists.join('\n')}`;
}

/** Those of the tables that are official. */
function inOrder(official: readonly string[], methods: readonly string[]): string[] {
  return official.filter((method) => methods.includes(method));
}

function isCompleteWithoutParams({ params }: RequestSpec): boolean {
  const { type, anyOf = [] } = params as { type?: string; anyOf?: readonly { type?: string }[] };
  return type === 'null' || anyOf.some((variant) => variant.type === 'null');
}

const elementTypes: Readonly<Record<string, string>> = {
  serverRequestNames: 'ServerRequestMethod',
  serverNotificationNames: 'ServerNotificationMethod',
  clientNotificationNames: 'string',
};

function list(about: string, name: string, methods: readonly string[]): string {
  const items = methods.map((method) => `\n  '${method}',`).join('');
  const type = elementTypes[name] ?? 'ClientMethod';
  return `/** ${about} */\nexport const ${name}: readonly ${type}[] = [${items}${items && '\n'}];\n`;
}
