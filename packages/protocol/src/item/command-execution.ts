// Parts of a command item, its output deltas and input to its terminal.
import type { Static } from 'typebox';
import { LegacyAppPathString } from '../config/paths.ts';
import { nullish, stringEnum, struct, union } from '../schema.ts';
import { Type } from '../type.ts';

/** What a part of a command does, read from its text: a best effort for display, never for security. */
export const CommandAction = union('CommandAction', [
  Type.Object({
    type: Type.Literal('read'),
    command: Type.String(),
    name: Type.String(),
    path: LegacyAppPathString,
  }),
  Type.Object({
    type: Type.Literal('listFiles'),
    command: Type.String(),
    path: nullish(Type.String()),
  }),
  Type.Object({
    type: Type.Literal('search'),
    command: Type.String(),
    query: nullish(Type.String()),
    path: nullish(Type.String()),
  }),
  Type.Object({
    type: Type.Literal('unknown'),
    command: Type.String(),
  }),
]);
export type CommandAction = Static<typeof CommandAction>;

/** Who started the command. */
export const CommandExecutionSource = stringEnum([
  'agent',
  'userShell',
  'unifiedExecStartup',
  'unifiedExecInteraction',
]);
export type CommandExecutionSource = Static<typeof CommandExecutionSource>;

/** Where the command stands; `declined` means it never ran. */
export const CommandExecutionStatus = stringEnum(['inProgress', 'completed', 'failed', 'declined']);
export type CommandExecutionStatus = Static<typeof CommandExecutionStatus>;

/** Output to append; stdout and stderr come mixed. */
export const CommandExecutionOutputDeltaNotification = struct('CommandExecutionOutputDeltaNotification', {
  threadId: Type.String(),
  turnId: Type.String(),
  itemId: Type.String(),
  delta: Type.String(),
});
export type CommandExecutionOutputDeltaNotification = Static<typeof CommandExecutionOutputDeltaNotification>;

/** Text the model typed into a running command. */
export const TerminalInteractionNotification = struct('TerminalInteractionNotification', {
  threadId: Type.String(),
  turnId: Type.String(),
  itemId: Type.String(),
  processId: Type.String(),
  stdin: Type.String(),
});
export type TerminalInteractionNotification = Static<typeof TerminalInteractionNotification>;
