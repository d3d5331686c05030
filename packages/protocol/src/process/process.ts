// Processes run for a client without a sandbox. They belong to their connection and end with it.
import type { Static } from 'typebox';
import { AbsolutePathBuf } from '../config/paths.ts';
import { int32, int64, nullable, nullish, stringEnum, struct, uint, uint16 } from '../schema.ts';
import { Type } from '../type.ts';

/** Size of a terminal in characters. */
export const ProcessTerminalSize = struct('ProcessTerminalSize', {
  rows: uint16,
  cols: uint16,
});
export type ProcessTerminalSize = Static<typeof ProcessTerminalSize>;

/** A program with its arguments, and how its output comes back. */
export const ProcessSpawnParams = struct('ProcessSpawnParams', {
  command: Type.Array(Type.String()),
  /** A name of the client's choice, free again when the process has ended. */
  processHandle: Type.String(),
  cwd: AbsolutePathBuf,
  /** Gives it a terminal; input and output are then streamed. */
  tty: Type.Optional(Type.Boolean()),
  /** Takes input by `process/writeStdin`. */
  streamStdin: Type.Optional(Type.Boolean()),
  /** Sends output as `process/outputDelta` instead of with the exit. */
  streamStdoutStderr: Type.Optional(Type.Boolean()),
  /** Bytes kept of each stream. Absent: a default; null: all. */
  outputBytesCap: nullish(uint),
  /** Absent: a default; null: none. */
  timeoutMs: nullish(int64),
  /** Added to the server's own variables; null removes one. */
  env: nullish(Type.Record(Type.String(), nullable(Type.String()))),
  /** Only with `tty`. */
  size: nullish(ProcessTerminalSize),
});
export type ProcessSpawnParams = Static<typeof ProcessSpawnParams>;

/** Empty: the process runs; `process/exited` tells its end. */
export const ProcessSpawnResponse = struct('ProcessSpawnResponse', {});
export type ProcessSpawnResponse = Static<typeof ProcessSpawnResponse>;

/** Input for a process; `closeStdin` ends it. */
export const ProcessWriteStdinParams = struct('ProcessWriteStdinParams', {
  processHandle: Type.String(),
  deltaBase64: nullish(Type.String()),
  closeStdin: Type.Optional(Type.Boolean()),
});
export type ProcessWriteStdinParams = Static<typeof ProcessWriteStdinParams>;

/** Empty: the input is written. */
export const ProcessWriteStdinResponse = struct('ProcessWriteStdinResponse', {});
export type ProcessWriteStdinResponse = Static<typeof ProcessWriteStdinResponse>;

/** The terminal's new size. */
export const ProcessResizePtyParams = struct('ProcessResizePtyParams', {
  processHandle: Type.String(),
  size: ProcessTerminalSize,
});
export type ProcessResizePtyParams = Static<typeof ProcessResizePtyParams>;

/** Empty: the terminal has the size. */
export const ProcessResizePtyResponse = struct('ProcessResizePtyResponse', {});
export type ProcessResizePtyResponse = Static<typeof ProcessResizePtyResponse>;

/** The process to stop. */
export const ProcessKillParams = struct('ProcessKillParams', {
  processHandle: Type.String(),
});
export type ProcessKillParams = Static<typeof ProcessKillParams>;

/** Empty: it is told to stop. */
export const ProcessKillResponse = struct('ProcessKillResponse', {});
export type ProcessKillResponse = Static<typeof ProcessKillResponse>;

/** Where output came from; a terminal has only `stdout`. */
export const ProcessOutputStream = stringEnum(['stdout', 'stderr']);
export type ProcessOutputStream = Static<typeof ProcessOutputStream>;

/** Output of a process, in base64. */
export const ProcessOutputDeltaNotification = struct('ProcessOutputDeltaNotification', {
  processHandle: Type.String(),
  stream: ProcessOutputStream,
  deltaBase64: Type.String(),
  /** true on the last chunk of a stream whose rest is left out. */
  capReached: Type.Boolean(),
});
export type ProcessOutputDeltaNotification = Static<typeof ProcessOutputDeltaNotification>;

/** The process is over; streams that were sent as deltas are empty. */
export const ProcessExitedNotification = struct('ProcessExitedNotification', {
  processHandle: Type.String(),
  exitCode: int32,
  /** true: output may be missing, because something held the streams open after the end. */
  outputDrainTimedOut: nullish(Type.Boolean()),
  stdout: Type.String(),
  /** true: the rest is left out. */
  stdoutCapReached: Type.Boolean(),
  stderr: Type.String(),
  stderrCapReached: Type.Boolean(),
});
export type ProcessExitedNotification = Static<typeof ProcessExitedNotification>;
