// Decoding what needs no table: the name of a method, and the parameters of `initialize`, the first request. A start
// loads no more schemas than that one's.
import type { TSchema } from 'typebox';
import { clientMethodNames, methodsWithoutParams, ownMethodNames } from '../generated/method-names.ts';
import { InitializeParams } from '../initialize/initialize.ts';
import type { ClientMethod } from '../methods.ts';
import { readerOf } from './reader.ts';
import { missingField, Refusal, unknownVariant } from './refusal.ts';

/** `error` is the text after `Invalid request: `. */
export type Decoded<T> = { readonly ok: T } | { readonly error: string };

const knownMethods: ReadonlySet<string> = new Set([...clientMethodNames, ...ownMethodNames]);
const withoutParams: ReadonlySet<string> = new Set(methodsWithoutParams);

/** The method, or the refusal that lists those of the official server. */
export function decodeMethod(method: string): Decoded<ClientMethod> {
  if (knownMethods.has(method)) return { ok: method as ClientMethod };
  return { error: unknownVariant(method, clientMethodNames).text };
}

export function decodeInitialize(params: unknown): Decoded<InitializeParams> {
  return decodePresent('initialize', InitializeParams, params) as Decoded<InitializeParams>;
}

/** Null stands for parameters that are absent. */
export function decodePresent(method: ClientMethod, schema: TSchema, params: unknown): Decoded<unknown> {
  if (params !== undefined && params !== null) return decodeValue(schema, params);
  return withoutParams.has(method) ? { ok: null } : { error: missingField('params').text };
}

export function decodeValue(schema: TSchema, value: unknown): Decoded<unknown> {
  const decoded = readerOf(schema)(value);
  return decoded instanceof Refusal ? { error: decoded.text } : { ok: decoded };
}
