// The tables as TypeScript: a file per type, under the names and in the folders of the official export, and an index in
// each folder. The files need nothing but each other.

import { reach } from './documents/reach.ts';
import { type Field, type ObjectShape, partsOf, referencesIn, type Shape } from './documents/shape.ts';
import {
  declaredTypes,
  descriptionOf,
  type NotificationRow,
  type RequestRow,
  readSurface,
  type Surface,
} from './documents/surface.ts';
import {
  exportedName,
  isLeftOut,
  jsonSchemaOnly,
  rootTypes,
  twinTypes,
  writtenParts,
} from './documents/typescript-types.ts';
import type { DocumentOptions } from './json-schema.ts';

const header = '// GENERATED CODE! DO NOT MODIFY BY HAND!\n';
const jsonValue = 'number | string | boolean | Array<JsonValue> | { [key in string]?: JsonValue } | null';

const whole = readSurface({ experimental: true, others: [] });

/** The text of each file, by its path below the output folder. */
export function typescriptFiles({ experimental, without = [] }: DocumentOptions): Map<string, string> {
  const leftOut = typesOf(without);
  const surface = readSurface({
    experimental,
    others: declaredTypes.filter((name) => !jsonSchemaOnly.has(name) && !leftOut.has(name)),
    inline: jsonSchemaOnly,
    without: new Set(without),
  });
  const types = [...declarations(surface, typesWritten), ...unions(surface)];
  const files = types.flatMap(([name, declaration]) =>
    foldersOf(name).map((folder) => ({ folder, name: exportedName(name), text: fileOf(name, folder, declaration) })),
  );
  return new Map([
    ...files.map(({ folder, name, text }): [string, string] => [`${folder}${name}.ts`, text]),
    ['serde_json/JsonValue.ts', `${header}\nexport type JsonValue = ${jsonValue};\n`],
    ['index.ts', `${indexOf('', files)}export * as v2 from "./v2";\n`],
    ['v2/index.ts', indexOf('v2/', files)],
  ]);
}

/** Everything that the parameters and results of some methods are made of. */
function typesOf(methods: readonly string[]): Set<string> {
  const rows = whole.clientRequests.filter(({ method }) => methods.includes(method));
  return reachFrom(rows.flatMap(({ params, result }) => [params, result]));
}

function reachFrom(names: readonly (string | null)[]): Set<string> {
  const types = names.filter((name) => name !== null);
  return reach(types, (name) => referencesIn(whole.types.get(name) ?? { kind: 'any' }));
}

interface Declaration {
  readonly text: string;
  readonly uses: ReadonlySet<string>;
}

/** JSON of any kind; a type of the export, and of no table. */
const anyJson = 'JsonValue';

const folderOf = (name: string): string => (rootTypes.has(name) ? '' : 'v2/');

const foldersOf = (name: string): string[] => (twinTypes.has(name) ? ['', 'v2/'] : [folderOf(name)]);

function fileOf(name: string, folder: string, { text, uses }: Declaration): string {
  const importOf = (other: string) => {
    const [path, type] = [pathFrom(folder, other), exportedName(other)];
    return `import type { ${type} } from "${path}${type}";\n`;
  };
  const others = [...uses].filter((other) => other !== name).sort();
  const imports = others.length === 0 ? '' : `\n${others.map(importOf).join('')}`;
  const doc = comment(descriptionOf(name), '');
  return `${header}${imports}\n${doc}export type ${exportedName(name)} = ${text};\n`;
}

/** The folder of another type as seen from a folder. */
function pathFrom(folder: string, other: string): string {
  const target = other === anyJson ? 'serde_json/' : twinTypes.has(other) ? folder : folderOf(other);
  if (target === folder) return './';
  return `${folder === '' ? './' : '../'}${target}`;
}

function indexOf(folder: string, files: readonly { readonly folder: string; readonly name: string }[]): string {
  const names = files.filter((file) => file.folder === folder).map(({ name }) => name);
  return `${header}\n${names
    .sort()
    .map((name) => `export type { ${name} } from "./${name}";\n`)
    .join('')}`;
}

function declarations({ types }: Surface, written: ReadonlySet<string>): [string, Declaration][] {
  return [...types].map(([name, shape]) => {
    const isWhole = (field: string) => written.has(name) && !isLeftOut(name, field);
    return [name, { text: typeOf(shape, { name, isWhole }), uses: usesOf(shape) }];
  });
}

/** What is read by clients. The server writes every field, so that a client need not tell null from absent. */
const typesWritten: ReadonlySet<string> = reachFrom([
  ...whole.clientRequests.map(({ result }) => result),
  ...[...whole.serverRequests, ...whole.serverNotifications].map(({ params }) => params),
  ...writtenParts,
]);

function usesOf(shape: Shape): Set<string> {
  const hasAny = [...partsOf(shape)].some((part) => part.kind === 'any');
  return new Set([...referencesIn(shape), ...(hasAny ? [anyJson] : [])]);
}

function unions(surface: Surface): [string, Declaration][] {
  const envelope = '{ emittedAtMs?: number, } & ServerNotification';
  return [
    ['ClientRequest', messages(surface.clientRequests, requestType, ['RequestId'])],
    ['ServerRequest', messages(surface.serverRequests, requestType, ['RequestId'])],
    ['ClientNotification', messages(surface.clientNotifications, notificationType, [])],
    ['ServerNotification', messages(surface.serverNotifications, notificationType, [])],
    ['ServerNotificationEnvelope', { text: envelope, uses: new Set(['ServerNotification']) }],
  ];
}

function messages<R extends { readonly params: string | null }>(
  rows: readonly R[],
  write: (row: R) => string,
  uses: readonly string[],
): Declaration {
  const params = rows.map((row) => row.params).filter((name) => name !== null);
  return { text: rows.map(write).join(' | '), uses: new Set([...uses, ...params]) };
}

function requestType({ method, params, optional }: RequestRow): string {
  const content =
    params === null ? 'params?: null' : `params${optional ? '?' : ''}: ${params}${optional ? ' | null' : ''}`;
  return `{ "method": "${method}", id: RequestId, ${content}, }`;
}

function notificationType({ method, params }: NotificationRow): string {
  return `{ "method": "${method}"${params === null ? '' : `, "params": ${params}`} }`;
}

/** The type that a shape stands in. */
interface Scope {
  readonly name: string;
  /** Whether a field is in every value that is read, also where a writer may leave it out. */
  readonly isWhole: (field: string) => boolean;
}

function typeOf(shape: Shape, scope: Scope): string {
  if (shape.kind === 'any') return anyJson;
  if (shape.kind === 'ref') return exportedName(shape.name);
  if (shape.kind === 'scalar') return shape.type === 'integer' ? 'number' : shape.type;
  if (shape.kind === 'words') return shape.words.map((word) => JSON.stringify(word)).join(' | ');
  if (shape.kind === 'list') return `Array<${typeOf(shape.items, scope)}>`;
  if (shape.kind === 'map') return `{ [key in string]?: ${typeOf(shape.values, scope)} }`;
  if (shape.kind === 'object') return objectType(shape, scope);
  if (shape.kind === 'nullable') return `${typeOf(shape.value, scope)} | null`;
  return shape.variants.map((variant) => typeOf(variant, scope)).join(' | ');
}

function objectType({ fields }: ObjectShape, scope: Scope): string {
  return fields.length === 0
    ? 'Record<string, never>'
    : `{ ${fields.map((field) => `${fieldType(field, scope)}, `).join('')}}`;
}

function fieldType({ name, shape, required }: Field, scope: Scope): string {
  const key = /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
  const mark = required || scope.isWhole(name) ? '' : '?';
  return `${comment(descriptionOf(`${scope.name}.${name}`), '\n')}${key}${mark}: ${typeOf(shape, scope)}`;
}

function comment(text: string | undefined, before: string): string {
  if (text === undefined) return '';
  const lines = text
    .replaceAll('*/', '*\\/')
    .split('\n')
    .map((line) => ` * ${line}`.trimEnd());
  return `${before}/**\n${lines.join('\n')}\n */\n`;
}
