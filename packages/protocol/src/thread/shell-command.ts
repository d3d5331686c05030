// A shell command typed by the user into a thread.
import type { Static } from 'typebox';
import { int64, nullish, struct } from '../schema.ts';
import { Type } from '../type.ts';

/** The command, as text for the user's shell. It runs without a sandbox. */
export const ThreadShellCommandParams = struct('ThreadShellCommandParams', {
  threadId: Type.String(),
  command: Type.String(),
  /** null: one hour; 0: it is over at once. */
  timeoutMs: nullish(int64),
});
export type ThreadShellCommandParams = Static<typeof ThreadShellCommandParams>;

/** Empty: the command has been started. */
export const ThreadShellCommandResponse = struct('ThreadShellCommandResponse', {});
export type ThreadShellCommandResponse = Static<typeof ThreadShellCommandResponse>;
