// What readers see of a schema and of a value.
import { wrongType } from './refusal.ts';

/** Gives the value as handlers expect it: the same object unless a part had to be rewritten, or a `Refusal`. */
export type Reader = (value: unknown) => unknown;

/** The JSON Schema keywords that readers look at, and the hints of `schema.ts`. */
export interface SchemaView {
  readonly type?: string;
  readonly title?: string;
  readonly const?: unknown;
  readonly enum?: readonly string[];
  readonly words?: Readonly<Record<string, string>>;
  readonly anyOf?: readonly SchemaView[];
  readonly readName?: string;
  readonly fallback?: string;
  readonly items?: SchemaView;
  readonly properties?: Readonly<Record<string, SchemaView>>;
  readonly patternProperties?: Readonly<Record<string, SchemaView>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
  readonly format?: string;
  readonly minimum?: number;
}

export type ReaderOf = (schema: SchemaView) => Reader;

export type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The shape of requests without parameters; an empty object says as little as null. */
export function readUnit(value: unknown): unknown {
  const isEmpty = value === null || (isObject(value) && Object.keys(value).length === 0);
  return isEmpty ? null : wrongType(value, 'unit');
}
