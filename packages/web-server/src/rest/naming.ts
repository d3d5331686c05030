// Spelling of keys: camelCase on the app-server wire, snake_case in REST and SSE. Driven by the schemas and compiled
// once per schema: values, map keys and opaque values are never touched, so toWire(toRest(x)) equals x.
import type { TSchema } from 'typebox';

export interface Naming {
  /** Wire value -> REST value. Returns the same reference where nothing below changes. */
  toRest(value: unknown): unknown;
  /** REST value -> wire value. Accepts the wire spelling too; where both are given snake_case wins. */
  toWire(value: unknown): unknown;
}

/** Typed on the wire, yet documents of somebody else: passed through as they are. */
export const opaqueProperties: ReadonlySet<string> = new Set([
  '_meta',
  'annotations',
  'featureRequirements',
  'iconAssets',
  'icons',
  'inputSchema',
  'labels',
  'metadata',
  'outputSchema',
  'rateLimitUpsell',
  'requestedSchema',
  'serverCapabilities',
  'structuredContent',
  'tags',
  'toolListMeta',
]);

const identity: Naming = { toRest: (value) => value, toWire: (value) => value };
const compiled = new WeakMap<object, Naming>();

/** The conversion for values of a schema. */
export function naming(schema: TSchema): Naming {
  const known = compiled.get(schema);
  if (known) return known;
  const plan = compile([schema]) ?? identity;
  compiled.set(schema, plan);
  return plan;
}

export function snakeCase(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** What several alternative schemas of one place say together. */
interface Shape {
  readonly properties: Map<string, Node[]>;
  readonly items: Node[];
  readonly values: Node[];
  /** Keys that name a variant (`{granular: {...}}`): they are enum values and keep their spelling. */
  readonly variants: Set<string>;
  opaque: boolean;
}

/** The part of JSON Schema that the protocol uses. */
interface Node {
  readonly anyOf?: readonly Node[];
  readonly allOf?: readonly Node[];
  readonly type?: unknown;
  readonly const?: unknown;
  readonly enum?: unknown;
  readonly items?: Node;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly patternProperties?: Readonly<Record<string, Node>>;
  readonly additionalProperties?: unknown;
  readonly $ref?: string;
}

function compile(nodes: readonly TSchema[]): Naming | undefined {
  return planOf(nodes as readonly Node[]);
}

function planOf(nodes: readonly Node[]): Naming | undefined {
  const shape: Shape = { properties: new Map(), items: [], values: [], variants: new Set(), opaque: false };
  for (const node of nodes) gather(node, shape);
  const structured = shape.properties.size + shape.items.length + shape.values.length > 0;
  if (shape.opaque && structured) throw new Error('naming: a value is opaque in one alternative and typed in another');
  if (!structured) return undefined;
  const items = planOf(shape.items);
  const values = planOf(shape.values);
  const fields = fieldsOf(shape);
  if (!items && !values && fields.every((field) => field.rest === field.wire && !field.plan && !field.alias)) {
    return undefined;
  }
  return { toRest: outbound(fields, items, values), toWire: inbound(fields, items, values) };
}

function gather(node: Node, into: Shape): void {
  if (node.$ref !== undefined) throw new Error(`naming: $ref is not supported (${node.$ref})`);
  const alternatives = node.anyOf ?? node.allOf;
  if (alternatives) {
    const tagged = alternatives.filter((one) => one.type !== 'null').length > 1;
    for (const one of alternatives) {
      const variant = tagged ? variantKey(one) : undefined;
      if (variant !== undefined) into.variants.add(variant);
      gather(one, into);
    }
    return;
  }
  if (node.items) into.items.push(node.items);
  for (const [key, property] of Object.entries(node.properties ?? {})) {
    const seen = into.properties.get(key);
    if (seen) seen.push(property);
    else into.properties.set(key, [property]);
  }
  into.values.push(...Object.values(node.patternProperties ?? {}));
  if (node.type === undefined && node.enum === undefined && node.const === undefined) into.opaque = true;
}

/** `acceptWithExecpolicyAmendment` of a closed object with that key alone; undefined for any other alternative. */
export function variantKey(node: Pick<Node, 'properties' | 'additionalProperties'>): string | undefined {
  const keys = Object.keys(node.properties ?? {});
  return keys.length === 1 && node.additionalProperties === false ? keys[0] : undefined;
}

interface Field {
  readonly wire: string;
  readonly rest: string;
  /** A further spelling accepted on the way in. */
  readonly alias: string | undefined;
  readonly plan: Naming | undefined;
}

function fieldsOf(shape: Shape): Field[] {
  const taken = new Set<string>();
  return [...shape.properties].map(([wire, nodes]) => {
    const snake = snakeCase(wire);
    const rest = shape.variants.has(wire) ? wire : snake;
    if (taken.has(rest)) throw new Error(`naming: two fields are called ${rest}`);
    taken.add(rest);
    const alias = rest === wire && snake !== wire ? snake : undefined;
    return { wire, rest, alias, plan: opaqueProperties.has(wire) ? undefined : planOf(nodes) };
  });
}

type Convert = (value: unknown) => unknown;

function outbound(fields: readonly Field[], items: Naming | undefined, values: Naming | undefined): Convert {
  const byWire = new Map(fields.map((field) => [field.wire, field]));
  return (value) => {
    if (Array.isArray(value)) return items ? value.map(items.toRest) : value;
    if (!isRecord(value)) return value;
    const out: Record<string, unknown> = {};
    for (const key of Object.keys(value)) {
      const field = byWire.get(key);
      const plan = field ? field.plan : values;
      assign(out, field?.rest ?? key, plan ? plan.toRest(value[key]) : value[key]);
    }
    return out;
  };
}

function inbound(fields: readonly Field[], items: Naming | undefined, values: Naming | undefined): Convert {
  const bySpelling = new Map<string, Field>();
  for (const field of fields) {
    for (const spelling of [field.wire, field.alias, field.rest]) {
      if (spelling !== undefined) bySpelling.set(spelling, field);
    }
  }
  return (value) => {
    if (Array.isArray(value)) return items ? value.map(items.toWire) : value;
    if (!isRecord(value)) return value;
    const out: Record<string, unknown> = {};
    for (const key of Object.keys(value)) {
      const field = bySpelling.get(key);
      if (field && key !== field.rest && Object.hasOwn(value, field.rest)) continue;
      const plan = field ? field.plan : values;
      assign(out, field?.wire ?? key, plan ? plan.toWire(value[key]) : value[key]);
    }
    return out;
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A plain assignment, except that a key called `__proto__` stays a key. */
function assign(out: Record<string, unknown>, key: string, value: unknown): void {
  if (key !== '__proto__') out[key] = value;
  else Object.defineProperty(out, key, { value, enumerable: true, configurable: true, writable: true });
}
