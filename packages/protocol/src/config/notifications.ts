import { type Static, Type } from 'typebox';
import { nullable } from '../schema.ts';

export const TextPosition = Type.Object({
  column: Type.Integer({ format: 'uint', minimum: 0 }),
  line: Type.Integer({ format: 'uint', minimum: 0 }),
});
export type TextPosition = Static<typeof TextPosition>;

export const TextRange = Type.Object({
  end: TextPosition,
  start: TextPosition,
});
export type TextRange = Static<typeof TextRange>;

export const ConfigWarningNotification = Type.Object({
  details: Type.Optional(nullable(Type.String())),
  path: Type.Optional(nullable(Type.String())),
  range: Type.Optional(nullable(TextRange)),
  summary: Type.String(),
});
export type ConfigWarningNotification = Static<typeof ConfigWarningNotification>;

export const DeprecationNoticeNotification = Type.Object({
  details: Type.Optional(nullable(Type.String())),
  summary: Type.String(),
});
export type DeprecationNoticeNotification = Static<typeof DeprecationNoticeNotification>;

export const WarningNotification = Type.Object({
  message: Type.String(),
  threadId: Type.Optional(nullable(Type.String())),
});
export type WarningNotification = Static<typeof WarningNotification>;
