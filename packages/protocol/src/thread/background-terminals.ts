// Commands of a thread that outlived the tool call that started them.
import type { Static } from 'typebox';
import { LegacyAppPathString } from '../config/paths.ts';
import { nullish, struct, uint32, uint64 } from '../schema.ts';
import { Type } from '../type.ts';

/** A command that still runs. Figures are null where the system does not tell them. */
export const ThreadBackgroundTerminal = struct('ThreadBackgroundTerminal', {
  /** The item that started it. */
  itemId: Type.String(),
  /** Names it to the model and in `thread/backgroundTerminals/terminate`. */
  processId: Type.String(),
  command: Type.String(),
  cwd: LegacyAppPathString,
  /** The process number of the operating system. */
  osPid: nullish(uint32),
  /** Percent of one processor. */
  cpuPercent: nullish(Type.Number()),
  /** Memory in use, in KiB. */
  rssKb: nullish(uint64),
});
export type ThreadBackgroundTerminal = Static<typeof ThreadBackgroundTerminal>;

/** The thread, and the page wanted. */
export const ThreadBackgroundTerminalsListParams = struct('ThreadBackgroundTerminalsListParams', {
  threadId: Type.String(),
  cursor: nullish(Type.String()),
  limit: nullish(uint32),
});
export type ThreadBackgroundTerminalsListParams = Static<typeof ThreadBackgroundTerminalsListParams>;

/** One page; `nextCursor` null means the end. */
export const ThreadBackgroundTerminalsListResponse = struct('ThreadBackgroundTerminalsListResponse', {
  data: Type.Array(ThreadBackgroundTerminal),
  nextCursor: nullish(Type.String()),
});
export type ThreadBackgroundTerminalsListResponse = Static<typeof ThreadBackgroundTerminalsListResponse>;

/** The command to stop. */
export const ThreadBackgroundTerminalsTerminateParams = struct('ThreadBackgroundTerminalsTerminateParams', {
  threadId: Type.String(),
  processId: Type.String(),
});
export type ThreadBackgroundTerminalsTerminateParams = Static<typeof ThreadBackgroundTerminalsTerminateParams>;

/** false: there was no such command. */
export const ThreadBackgroundTerminalsTerminateResponse = struct('ThreadBackgroundTerminalsTerminateResponse', {
  terminated: Type.Boolean(),
});
export type ThreadBackgroundTerminalsTerminateResponse = Static<typeof ThreadBackgroundTerminalsTerminateResponse>;

/** The thread all of whose background commands are stopped. */
export const ThreadBackgroundTerminalsCleanParams = struct('ThreadBackgroundTerminalsCleanParams', {
  threadId: Type.String(),
});
export type ThreadBackgroundTerminalsCleanParams = Static<typeof ThreadBackgroundTerminalsCleanParams>;

/** Empty: the commands are told to stop. */
export const ThreadBackgroundTerminalsCleanResponse = struct('ThreadBackgroundTerminalsCleanResponse', {});
export type ThreadBackgroundTerminalsCleanResponse = Static<typeof ThreadBackgroundTerminalsCleanResponse>;
