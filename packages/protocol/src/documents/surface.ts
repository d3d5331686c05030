// The surface that documents are written from: the rows of the method tables and every type they reach, by name.
import type { TSchema } from 'typebox';
import { experimentalMethods } from '../experimental.ts';
import descriptions from '../generated/descriptions.json' with { type: 'json' };
import { typeModules } from '../generated/type-modules.ts';
import {
  clientMethodNames,
  clientNotificationNames,
  serverNotificationNames,
  serverRequestNames,
} from '../method-names.ts';
import type { RequestSpec } from '../method-table.ts';
import { clientRequests, serverNotifications, serverRequests } from '../methods.ts';
import { experimentalServerRequests, stableShape } from './experimental-types.ts';
import { reach } from './reach.ts';
import { referencesIn, type Shape, shapeOf } from './shape.ts';

/** A request; null: it has no parameters. */
export interface RequestRow {
  readonly method: string;
  readonly params: string | null;
  /** The parameters may be null or absent. */
  readonly optional: boolean;
  readonly result: string;
}

export interface NotificationRow {
  readonly method: string;
  readonly params: string | null;
}

export interface Surface {
  /** In the official order, like all rows. */
  readonly clientRequests: readonly RequestRow[];
  readonly serverRequests: readonly RequestRow[];
  readonly serverNotifications: readonly NotificationRow[];
  readonly clientNotifications: readonly NotificationRow[];
  /** Every type that the rows reach, and the envelopes. */
  readonly types: ReadonlyMap<string, Shape>;
}

/** Declared for the readers' sake; in documents their content stands where they are used. */
const inlineTypes: ReadonlySet<string> = new Set(['PathBuf']);

const declared: ReadonlyMap<string, TSchema> = new Map(
  typeModules
    .flatMap((module) => Object.entries(module) as [string, TSchema][])
    .filter(([name]) => !inlineTypes.has(name)),
);

const names: ReadonlyMap<TSchema, string> = new Map([...declared].map(([name, schema]) => [schema, name]));

/** The doc comment of a type, or of a field: `Type.field`, `Type.tag.field`. */
export function descriptionOf(path: string): string | undefined {
  return (descriptions as Readonly<Record<string, string>>)[path];
}

export interface SurfaceOptions {
  /** With the methods, fields and types that need the capability `experimentalApi`. */
  readonly experimental: boolean;
  /** Types to start from beside those of the rows. */
  readonly envelopes: readonly string[];
  /** Methods to leave out. */
  readonly without?: ReadonlySet<string>;
}

export function readSurface({ experimental, envelopes, without = new Set() }: SurfaceOptions): Surface {
  const isIn = (hidden: ReadonlySet<string>) => (method: string) =>
    !without.has(method) && (experimental || !hidden.has(method));
  const rows = {
    clientRequests: requestRows(clientRequests, clientMethodNames.filter(isIn(experimentalMethods))),
    serverRequests: requestRows(serverRequests, serverRequestNames.filter(isIn(experimentalServerRequests))),
    serverNotifications: notificationRows(serverNotificationNames.filter((method) => !without.has(method))),
    clientNotifications: clientNotificationNames.map((method) => ({ method, params: null })),
  };
  const roots = [...rows.clientRequests, ...rows.serverRequests].flatMap(({ params, result }) => [params, result]);
  const all = [...envelopes, ...roots, ...rows.serverNotifications.map(({ params }) => params)];
  return {
    ...rows,
    types: reachableTypes(
      all.filter((name) => name !== null),
      experimental,
    ),
  };
}

function requestRows(table: Readonly<Record<string, RequestSpec>>, methods: readonly string[]): RequestRow[] {
  return methods.flatMap((method) => {
    const spec = table[method];
    return spec === undefined ? [] : [{ method, ...paramsOf(spec.params), result: nameOf(spec.result) }];
  });
}

function paramsOf(schema: TSchema): Pick<RequestRow, 'params' | 'optional'> {
  const name = names.get(schema);
  if (name !== undefined) return { params: name, optional: false };
  const shape = shapeOf(schema, (inner) => names.get(inner));
  const isOptional = shape.kind === 'nullable' && shape.value.kind === 'ref';
  return isOptional
    ? { params: (shape.value as { name: string }).name, optional: true }
    : { params: null, optional: true };
}

function notificationRows(methods: readonly string[]): NotificationRow[] {
  const table: Readonly<Record<string, TSchema>> = serverNotifications;
  return methods.flatMap((method) => {
    const schema = table[method];
    return schema === undefined ? [] : [{ method, params: nameOf(schema) }];
  });
}

function nameOf(schema: TSchema): string {
  const name = names.get(schema);
  if (name === undefined) throw new Error(`a schema of a method table is not declared: ${JSON.stringify(schema)}`);
  return name;
}

function reachableTypes(roots: readonly string[], experimental: boolean): Map<string, Shape> {
  const types = new Map<string, Shape>();
  const found = reach(roots, (name) => {
    const shape = declaredShape(name, experimental);
    types.set(name, shape);
    return referencesIn(shape);
  });
  return new Map([...found].sort().map((name) => [name, types.get(name) ?? { kind: 'any' }]));
}

function declaredShape(name: string, experimental: boolean): Shape {
  const schema = declared.get(name);
  if (schema === undefined) throw new Error(`no module declares ${name}`);
  const shape = shapeOf(schema, (inner) => names.get(inner));
  return experimental ? shape : stableShape(name, shape);
}
