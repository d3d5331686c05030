// The surface that documents are written from: the rows of the method tables and the types they reach, by name.
import type { TSchema } from 'typebox';
import descriptions from '../generated/descriptions.json' with { type: 'json' };
import {
  clientMethodNames,
  clientNotificationNames,
  ownMethodNames,
  serverNotificationNames,
  serverRequestNames,
} from '../generated/method-names.ts';
import { typeModules } from '../generated/type-modules.ts';
import type { RequestTable } from '../method-table.ts';
import { clientRequests, serverNotifications, serverRequests } from '../methods.ts';
import { experimentalTypes, stableShape } from './experimental-types.ts';
import { reach } from './reach.ts';
import { referencesIn, type Shape, shapeOf } from './shape.ts';

/** A request; null: it has no parameters. */
export interface RequestRow {
  readonly method: string;
  readonly params: string | null;
  /** The parameters may be null or absent. */
  readonly optional: boolean;
  readonly result: string;
  readonly experimental: boolean;
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
  /** The types that the rows and the other types asked for reach. */
  readonly types: ReadonlyMap<string, Shape>;
}

const declared: ReadonlyMap<string, TSchema> = new Map(
  typeModules.flatMap((module) => Object.entries(module) as [string, TSchema][]),
);

/** Every type of the protocol. */
export const declaredTypes: readonly string[] = [...declared.keys()];

/** The doc comment of a type, or of a field: `Type.field`, `Type.tag.field`. */
export function descriptionOf(path: string): string | undefined {
  return (descriptions as Readonly<Record<string, string>>)[path];
}

export interface SurfaceOptions {
  /** With the methods, fields and types that need the capability `experimentalApi`. */
  readonly experimental: boolean;
  /** Types to start from beside those of the rows. */
  readonly others: readonly string[];
  /** Types that have no name in the document: their content stands where they are used. */
  readonly inline?: ReadonlySet<string>;
  /** Methods to leave out. */
  readonly without?: ReadonlySet<string>;
}

/** The stable surface has most types of the whole one, also those that only experimental methods and fields use. */
export function readSurface(options: SurfaceOptions): Surface {
  const whole = readRows({ ...options, experimental: true });
  if (options.experimental) return whole;
  const hidden = experimentalTypes(whole);
  return readRows({ ...options, others: [...whole.types.keys()].filter((name) => !hidden.has(name)) });
}

function readRows({ experimental, others, inline, without }: SurfaceOptions): Surface {
  const names = namesWithout(inline);
  const isIn = (method: string) => !without?.has(method);
  const requests = (table: RequestTable, order: readonly string[]) =>
    requestRows(table, order, names).filter((row) => isIn(row.method) && (experimental || !row.experimental));
  const rows = {
    clientRequests: requests(clientRequests, [...clientMethodNames, ...ownMethodNames]),
    serverRequests: requests(serverRequests, serverRequestNames),
    serverNotifications: serverNotificationNames
      .filter(isIn)
      .map((method) => ({ method, params: nameIn(names, serverNotifications[method]) })),
    clientNotifications: clientNotificationNames.map((method) => ({ method, params: null })),
  };
  const used = [...rows.clientRequests, ...rows.serverRequests].flatMap(({ params, result }) => [params, result]);
  const roots = [...others, ...used, ...rows.serverNotifications.map(({ params }) => params)];
  return { ...rows, types: reachableTypes(roots, names, experimental) };
}

type Names = ReadonlyMap<TSchema, string>;

function namesWithout(inline: ReadonlySet<string> = new Set()): Names {
  return new Map([...declared].filter(([name]) => !inline.has(name)).map(([name, schema]) => [schema, name]));
}

function requestRows(table: RequestTable, order: readonly string[], names: Names): RequestRow[] {
  return order.flatMap((method) => {
    const spec = table[method];
    if (spec === undefined) return [];
    const { params, result, experimental = false } = spec;
    return [{ method, ...paramsOf(params, names), result: nameIn(names, result), experimental }];
  });
}

function paramsOf(schema: TSchema, names: Names): Pick<RequestRow, 'params' | 'optional'> {
  const name = names.get(schema);
  if (name !== undefined) return { params: name, optional: false };
  const shape = shapeOf(schema, (inner) => names.get(inner));
  const isOptional = shape.kind === 'nullable' && shape.value.kind === 'ref';
  return isOptional
    ? { params: (shape.value as { name: string }).name, optional: true }
    : { params: null, optional: true };
}

function nameIn(names: Names, schema: TSchema): string {
  const name = names.get(schema);
  if (name === undefined) throw new Error(`a schema of a method table is not declared: ${JSON.stringify(schema)}`);
  return name;
}

function reachableTypes(roots: readonly (string | null)[], names: Names, experimental: boolean): Map<string, Shape> {
  const types = new Map<string, Shape>();
  const start = roots.filter((name) => name !== null);
  const found = reach(start, (name) => {
    const schema = declared.get(name);
    if (schema === undefined) throw new Error(`no module declares ${name}`);
    const shape = shapeOf(schema, (inner) => names.get(inner));
    const seen = experimental ? shape : stableShape(name, shape);
    types.set(name, seen);
    return referencesIn(seen);
  });
  return new Map([...found].sort().map((name) => [name, types.get(name) ?? { kind: 'any' }]));
}
