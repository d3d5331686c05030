import { type Static, Type } from 'typebox';

export const RequestId = Type.Union([Type.String(), Type.Integer({ format: 'int64' })]);
export type RequestId = Static<typeof RequestId>;
