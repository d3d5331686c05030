// What rows of the method tables are made of. Each resource has a table of its own; `methods.ts` joins them.
import type { TSchema } from 'typebox';

/** What a request needs. */
export interface RequestSpec {
  /** `Type.Null()`: it has none. `nullable(...)`: they may be left out. */
  readonly params: TSchema;
  readonly result: TSchema;
  /** The parameter whose value orders requests: first in, first out. */
  readonly scope?: 'threadId';
  /** Refused to clients without the capability `experimentalApi`. */
  readonly experimental?: true;
  /** Why this server has a method that the official one does not have. */
  readonly own?: string;
}

export type RequestTable = Readonly<Record<string, RequestSpec>>;
export type NotificationTable = Readonly<Record<string, TSchema>>;
