// The tables as JSON Schema (draft-07): a file per message and per union of messages, and two bundles with every type,
// under the names and in the folders of the official export.
import { definitionsOf, type JsonSchema, nullableName } from './documents/definitions.ts';
import { reach } from './documents/reach.ts';
import { readSurface, type Surface } from './documents/surface.ts';

export interface DocumentOptions {
  /** With the methods, fields and types that need the capability `experimentalApi`. */
  readonly experimental: boolean;
  /** Methods to leave out. */
  readonly without?: readonly string[];
}

/** The text of each file, by its path below the output folder. */
export function jsonSchemaFiles({ experimental, without = [] }: DocumentOptions): Map<string, string> {
  const surface = readSurface({
    experimental,
    others: [...envelopes, ...unlisted, ...unreached],
    inline: typescriptOnly,
    without: new Set([...withoutSchema, ...without]),
  });
  const definitions = definitionsOf(surface);
  const bundles = bundlesOf(definitions, namespacesOf(surface, definitions));
  const files = [...filesOf(surface)].map(([path, name]): [string, string] => [
    path,
    textOf(standalone(name, definitions)),
  ]);
  return new Map([...files, ...bundles.map(([path, schema]): [string, string] => [path, textOf(schema)])]);
}

const draft = 'http://json-schema.org/draft-07/schema#';

/** Types with a file of their own although no union of messages has them: notifications, and the data of errors. */
const unlisted = [
  'RawResponseItemCompletedNotification',
  'RawResponseCompletedNotification',
  'ModelProviderError',
  'UserVerificationRpcError',
];

/** A type that JSON Schema cannot refer to: any other field of `AppsConfig` is one. */
const unreached = ['AppConfig'];

/** Types without a name in JSON Schema. */
const typescriptOnly: ReadonlySet<string> = new Set(['PathBuf', 'ExecPolicyAmendment', 'ResponseItemId']);

/** These methods are in the unions of the TypeScript export only. */
const withoutSchema: ReadonlySet<string> = new Set([
  'getConversationSummary',
  'gitDiffToRemote',
  'getAuthStatus',
  'rawResponseItem/completed',
  'rawResponse/completed',
]);

const unions = ['ClientRequest', 'ServerRequest', 'ClientNotification', 'ServerNotification'];
const envelopes = [
  'JSONRPCMessage',
  'JSONRPCRequest',
  'JSONRPCNotification',
  'JSONRPCResponse',
  'JSONRPCError',
  'JSONRPCErrorError',
  'RequestId',
];

/** Messages that are older than the second version of the protocol, beside those of the server's requests. */
const isOld = (method: string) => method === 'initialize' || method.startsWith('fuzzyFileSearch');

interface Messages {
  readonly old: ReadonlySet<string>;
  readonly v2: ReadonlySet<string>;
}

function messagesOf(surface: Surface): Messages {
  const requests = surface.clientRequests.map((row) => ({
    method: row.method,
    types: [nullableName(row) ?? row.params, row.result],
  }));
  const notifications = surface.serverNotifications.map(({ method, params }) => ({ method, types: [params] }));
  const namesIn = (rows: readonly { types: readonly (string | null)[] }[]) =>
    rows.flatMap(({ types }) => types).filter((name) => name !== null);
  const all = [...requests, ...notifications];
  const old = namesIn(all.filter(({ method }) => isOld(method)));
  const asked = namesIn(surface.serverRequests.map(({ params, result }) => ({ types: [params, result] })));
  const newer = namesIn(all.filter(({ method }) => !isOld(method)));
  return {
    old: new Set([...old, ...asked]),
    v2: new Set([...newer, ...unlisted.filter((name) => surface.types.has(name))]),
  };
}

/** The type of each file, by path. */
function filesOf(surface: Surface): Map<string, string> {
  const { old, v2 } = messagesOf(surface);
  const folderOf = (name: string) => (name.startsWith('Initialize') ? 'v1/' : '');
  const files = [...unions, ...envelopes, ...old].map((name): [string, string] => [
    `${folderOf(name)}${name}.json`,
    name,
  ]);
  return new Map([...files, ...[...v2].map((name): [string, string] => [`v2/${name}.json`, name])]);
}

/** A type with all types it refers to. */
function standalone(name: string, all: Definitions): JsonSchema {
  const definitions = Object.fromEntries(
    [...reach([name], (one) => referencesIn(all.get(one)))]
      .filter((one) => one !== name)
      .map((one) => [one, all.get(one)]),
  );
  const own = all.get(name) as object;
  return { $schema: draft, title: name, ...own, ...(Object.keys(definitions).length > 0 && { definitions }) };
}

type Definitions = ReadonlyMap<string, JsonSchema>;

interface Namespaces {
  /** Types of old messages that messages of the second version do not use, and unions of messages. */
  readonly root: ReadonlySet<string>;
  readonly v2: ReadonlySet<string>;
}

function namespacesOf(surface: Surface, all: Definitions): Namespaces {
  const { old, v2 } = messagesOf(surface);
  const newer = reach([...v2], (one) => referencesIn(all.get(one)));
  const root = new Set([...all.keys()].filter((name) => unions.includes(name) || old.has(name) || !newer.has(name)));
  return { root, v2: new Set([...newer].filter((name) => !root.has(name))) };
}

function bundlesOf(all: Definitions, { root, v2 }: Namespaces): [string, JsonSchema][] {
  const inV2 = (name: string) => `#/definitions/${v2.has(name) ? 'v2/' : ''}${name}`;
  const nested = { ...pick(root, all, inV2), v2: pick(v2, all, inV2) };
  const flat = pick(
    new Set([...v2, ...reach(['ClientRequest', 'ServerNotification'], (one) => referencesIn(all.get(one)))]),
    all,
    (name) => `#/definitions/${name}`,
  );
  return [
    ['codex_app_server_protocol.schemas.json', bundle('CodexAppServerProtocol', nested)],
    ['codex_app_server_protocol.v2.schemas.json', bundle('CodexAppServerProtocolV2', flat)],
  ];
}

function bundle(title: string, definitions: object): JsonSchema {
  return { $schema: draft, title, type: 'object', definitions };
}

function pick(names: ReadonlySet<string>, all: Definitions, refTo: (name: string) => string): Record<string, unknown> {
  return Object.fromEntries([...names].map((name) => [name, mapReferences(all.get(name), refTo)]));
}

const prefix = '#/definitions/';

function mapReferences(value: unknown, refTo: (name: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => mapReferences(item, refTo));
  if (typeof value !== 'object' || value === null) return value;
  const mapped = Object.entries(value).map(([key, inner]) => {
    const isReference = key === '$ref' && typeof inner === 'string';
    return [key, isReference ? refTo(inner.slice(prefix.length)) : mapReferences(inner, refTo)];
  });
  return Object.fromEntries(mapped);
}

function* referencesIn(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === '$ref' && typeof inner === 'string') yield inner.slice(prefix.length);
    else yield* referencesIn(inner);
  }
}

/** Keys are sorted, so that two exports differ only where the protocol does. */
function textOf(schema: JsonSchema): string {
  return `${JSON.stringify(sortKeys(schema), null, 2)}\n`;
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sortKeys(inner)]));
}
