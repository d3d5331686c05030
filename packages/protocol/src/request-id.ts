// The id of a JSON-RPC request.
import type { Static } from 'typebox';
import { int64, union } from './schema.ts';
import { Type } from './type.ts';

/** A text or an integer. */
export const RequestId = union('RequestId', [Type.String(), int64]);
export type RequestId = Static<typeof RequestId>;
