// What rows of the method tables are made of. Each resource has a table of its own; `methods.ts` joins them.
import type { TSchema } from 'typebox';
import type { ClientMethodName, ServerNotificationName } from './method-names.ts';

/**
 * What a request needs: its schemas (`Type.Null()` for no parameters), and `scope`: the parameter whose value orders
 * requests (first in, first out).
 */
export interface RequestSpec {
  readonly params: TSchema;
  readonly result: TSchema;
  readonly scope?: 'threadId';
}

export type RequestTable = { readonly [M in ClientMethodName]?: RequestSpec };
export type NotificationTable = { readonly [M in ServerNotificationName]?: TSchema };
