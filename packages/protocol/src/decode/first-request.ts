// Decoding what needs no table: the name of a method, and the parameters of `initialize`, the first request. A start
// loads no more schemas than that one's.
import type { TSchema } from 'typebox';
import { InitializeParams } from '../initialize/initialize.ts';
import { type ClientMethodName, clientMethodNames, methodsWithoutParams } from '../method-names.ts';
import { readerOf } from './reader.ts';
import { missingField, Refusal, unknownVariant } from './refusal.ts';

/** `error` is the text after `Invalid request: `. */
export type Decoded<T> = { readonly ok: T } | { readonly error: string };

const knownMethods: ReadonlySet<string> = new Set(clientMethodNames);

/** The method, or the refusal that lists all of them. */
export function decodeMethod(method: string): Decoded<ClientMethodName> {
  if (knownMethods.has(method)) return { ok: method as ClientMethodName };
  return { error: unknownVariant(method, clientMethodNames).text };
}

export function decodeInitialize(params: unknown): Decoded<InitializeParams> {
  return decodePresent('initialize', InitializeParams, params) as Decoded<InitializeParams>;
}

/** Without a schema only presence is checked. */
export function decodePresent(
  method: ClientMethodName,
  schema: TSchema | undefined,
  params: unknown,
): Decoded<unknown> {
  const isAbsent = params === undefined || params === null;
  if (isAbsent) return methodsWithoutParams.has(method) ? { ok: null } : { error: missingField('params').text };
  return schema ? decodeValue(schema, params) : { ok: params };
}

export function decodeValue(schema: TSchema, value: unknown): Decoded<unknown> {
  const decoded = readerOf(schema)(value);
  return decoded instanceof Refusal ? { error: decoded.text } : { ok: decoded };
}
