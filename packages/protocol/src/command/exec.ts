// Commands run for a client in the sandbox, without a thread. They belong to their connection and end with it.
import type { Static } from 'typebox';
import { PathBuf } from '../config/paths.ts';
import { SandboxPolicy } from '../config/sandbox.ts';
import { int32, int64, nullable, nullish, stringEnum, struct, uint, uint16 } from '../schema.ts';
import { Type } from '../type.ts';

/** Size of a terminal in characters. */
export const CommandExecTerminalSize = struct('CommandExecTerminalSize', {
  rows: uint16,
  cols: uint16,
});
export type CommandExecTerminalSize = Static<typeof CommandExecTerminalSize>;

/** A program with its arguments, how to run it, and how its output comes back. */
export const CommandExecParams = struct('CommandExecParams', {
  command: Type.Array(Type.String()),
  /** A name of the client's choice; needed for whatever happens while the command runs. */
  processId: nullish(Type.String()),
  /** Gives it a terminal; input and output are then streamed. */
  tty: Type.Optional(Type.Boolean()),
  /** Takes input by `command/exec/write`. */
  streamStdin: Type.Optional(Type.Boolean()),
  /** Sends output as `command/exec/outputDelta` instead of in the answer. */
  streamStdoutStderr: Type.Optional(Type.Boolean()),
  /** Bytes kept of each stream; not together with `disableOutputCap`. */
  outputBytesCap: nullish(uint),
  disableOutputCap: Type.Optional(Type.Boolean()),
  disableTimeout: Type.Optional(Type.Boolean()),
  /** Not together with `disableTimeout`. */
  timeoutMs: nullish(int64),
  /** Where the server runs, unless said otherwise. */
  cwd: nullish(PathBuf),
  /** Added to the server's own variables; null removes one. */
  env: nullish(Type.Record(Type.String(), nullable(Type.String()))),
  /** Only with `tty`. */
  size: nullish(CommandExecTerminalSize),
  /** The configured one, unless said otherwise. */
  sandboxPolicy: nullish(SandboxPolicy),
  /** The name of a permission profile; not together with `sandboxPolicy`. */
  permissionProfile: nullish(Type.String()),
});
export type CommandExecParams = Static<typeof CommandExecParams>;

/** How the command ended, after all its output; streams that were sent as deltas are empty. */
export const CommandExecResponse = struct('CommandExecResponse', {
  exitCode: int32,
  stdout: Type.String(),
  stderr: Type.String(),
});
export type CommandExecResponse = Static<typeof CommandExecResponse>;

/** Input for a running command; `closeStdin` ends it. */
export const CommandExecWriteParams = struct('CommandExecWriteParams', {
  processId: Type.String(),
  deltaBase64: nullish(Type.String()),
  closeStdin: Type.Optional(Type.Boolean()),
});
export type CommandExecWriteParams = Static<typeof CommandExecWriteParams>;

/** Empty: the input is written. */
export const CommandExecWriteResponse = struct('CommandExecWriteResponse', {});
export type CommandExecWriteResponse = Static<typeof CommandExecWriteResponse>;

/** The terminal's new size. */
export const CommandExecResizeParams = struct('CommandExecResizeParams', {
  processId: Type.String(),
  size: CommandExecTerminalSize,
});
export type CommandExecResizeParams = Static<typeof CommandExecResizeParams>;

/** Empty: the terminal has the size. */
export const CommandExecResizeResponse = struct('CommandExecResizeResponse', {});
export type CommandExecResizeResponse = Static<typeof CommandExecResizeResponse>;

/** The command to stop. */
export const CommandExecTerminateParams = struct('CommandExecTerminateParams', {
  processId: Type.String(),
});
export type CommandExecTerminateParams = Static<typeof CommandExecTerminateParams>;

/** Empty: it is told to stop; `command/exec` answers when it did. */
export const CommandExecTerminateResponse = struct('CommandExecTerminateResponse', {});
export type CommandExecTerminateResponse = Static<typeof CommandExecTerminateResponse>;

/** Where output came from; a terminal has only `stdout`. */
export const CommandExecOutputStream = stringEnum(['stdout', 'stderr']);
export type CommandExecOutputStream = Static<typeof CommandExecOutputStream>;

/** Output of a command, in base64. */
export const CommandExecOutputDeltaNotification = struct('CommandExecOutputDeltaNotification', {
  processId: Type.String(),
  stream: CommandExecOutputStream,
  deltaBase64: Type.String(),
  /** true on the last chunk of a stream whose rest is left out. */
  capReached: Type.Boolean(),
});
export type CommandExecOutputDeltaNotification = Static<typeof CommandExecOutputDeltaNotification>;
