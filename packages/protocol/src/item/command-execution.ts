import { type Static, Type } from 'typebox';
import { LegacyAppPathString } from '../config/paths.ts';
import { nullable, stringEnum } from '../schema.ts';

export const CommandAction = Type.Union([
  Type.Object({
    type: Type.Literal('read'),
    command: Type.String(),
    name: Type.String(),
    path: LegacyAppPathString,
  }),
  Type.Object({
    type: Type.Literal('listFiles'),
    command: Type.String(),
    path: Type.Optional(nullable(Type.String())),
  }),
  Type.Object({
    type: Type.Literal('search'),
    command: Type.String(),
    path: Type.Optional(nullable(Type.String())),
    query: Type.Optional(nullable(Type.String())),
  }),
  Type.Object({
    type: Type.Literal('unknown'),
    command: Type.String(),
  }),
]);
export type CommandAction = Static<typeof CommandAction>;

export const CommandExecutionSource = stringEnum([
  'agent',
  'userShell',
  'unifiedExecStartup',
  'unifiedExecInteraction',
]);
export type CommandExecutionSource = Static<typeof CommandExecutionSource>;

export const CommandExecutionStatus = stringEnum(['inProgress', 'completed', 'failed', 'declined']);
export type CommandExecutionStatus = Static<typeof CommandExecutionStatus>;

export const CommandExecutionOutputDeltaNotification = Type.Object({
  delta: Type.String(),
  itemId: Type.String(),
  threadId: Type.String(),
  turnId: Type.String(),
});
export type CommandExecutionOutputDeltaNotification = Static<typeof CommandExecutionOutputDeltaNotification>;

export const TerminalInteractionNotification = Type.Object({
  itemId: Type.String(),
  processId: Type.String(),
  stdin: Type.String(),
  threadId: Type.String(),
  turnId: Type.String(),
});
export type TerminalInteractionNotification = Static<typeof TerminalInteractionNotification>;
