// Runs of hooks, as they begin and end.
import type { Static } from 'typebox';
import { LegacyAppPathString } from '../config/paths.ts';
import { int64, nullish, stringEnum, struct } from '../schema.ts';
import { Type } from '../type.ts';
import { HookEventName, HookHandlerType, HookSource } from './hook.ts';

/** Whether what triggered the hook waits for it. */
export const HookExecutionMode = stringEnum(['sync', 'async']);
export type HookExecutionMode = Static<typeof HookExecutionMode>;

/** What a text of a hook is for. */
export const HookOutputEntryKind = stringEnum(['warning', 'stop', 'feedback', 'context', 'error']);
export type HookOutputEntryKind = Static<typeof HookOutputEntryKind>;

/** A text a hook gave. */
export const HookOutputEntry = struct('HookOutputEntry', {
  kind: HookOutputEntryKind,
  text: Type.String(),
});
export type HookOutputEntry = Static<typeof HookOutputEntry>;

/** How a run went; `blocked` and `stopped` are decisions of the hook. */
export const HookRunStatus = stringEnum(['running', 'completed', 'failed', 'blocked', 'stopped']);
export type HookRunStatus = Static<typeof HookRunStatus>;

/** What the event belongs to. */
export const HookScope = stringEnum(['thread', 'turn']);
export type HookScope = Static<typeof HookScope>;

/** One run; times are Unix seconds. */
export const HookRunSummary = struct('HookRunSummary', {
  /** The same for start and end. */
  id: Type.String(),
  eventName: HookEventName,
  handlerType: HookHandlerType,
  executionMode: HookExecutionMode,
  scope: HookScope,
  sourcePath: LegacyAppPathString,
  source: Type.Optional(HookSource),
  /** Its place among the hooks of the same event. */
  displayOrder: int64,
  status: HookRunStatus,
  statusMessage: nullish(Type.String()),
  startedAt: int64,
  completedAt: nullish(int64),
  durationMs: nullish(int64),
  entries: Type.Array(HookOutputEntry),
});
export type HookRunSummary = Static<typeof HookRunSummary>;

/** A hook begins; `turnId` is null outside turns. */
export const HookStartedNotification = struct('HookStartedNotification', {
  threadId: Type.String(),
  turnId: nullish(Type.String()),
  run: HookRunSummary,
});
export type HookStartedNotification = Static<typeof HookStartedNotification>;

/** A hook has ended. */
export const HookCompletedNotification = struct('HookCompletedNotification', {
  threadId: Type.String(),
  turnId: nullish(Type.String()),
  run: HookRunSummary,
});
export type HookCompletedNotification = Static<typeof HookCompletedNotification>;
