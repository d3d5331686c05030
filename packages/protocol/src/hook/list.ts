// Listing hooks.
import type { Static } from 'typebox';
import { AbsolutePathBuf, PathBuf } from '../config/paths.ts';
import { int64, nullish, struct, uint, uint64, union } from '../schema.ts';
import { Type } from '../type.ts';
import { HookEventName, HookSource, HookTrustStatus } from './hook.ts';

/** Asks for hooks, by folder or of one thread. */
export const HooksListParams = struct('HooksListParams', {
  /** Folders to look in; the server's own when empty. */
  cwds: Type.Optional(Type.Array(PathBuf)),
  /** A loaded thread; without `cwds`. */
  threadId: nullish(Type.String()),
});
export type HooksListParams = Static<typeof HooksListParams>;

/** A file that could not be used. */
export const HookErrorInfo = struct('HookErrorInfo', {
  path: Type.String(),
  message: Type.String(),
});
export type HookErrorInfo = Static<typeof HookErrorInfo>;

const hookMetadataCommon = {
  /** Names it in settings about hooks. */
  key: Type.String(),
  eventName: HookEventName,
  /** The pattern its events must match; null for all. */
  matcher: nullish(Type.String()),
  timeoutSec: uint64,
  statusMessage: nullish(Type.String()),
  /** Tokens from which on added context goes to a file; 0 never, null at 2500. */
  additionalContextLimit: nullish(uint),
  sourcePath: AbsolutePathBuf,
  source: HookSource,
  pluginId: nullish(Type.String()),
  /** The machine whose administrators require it. */
  environmentId: nullish(Type.String()),
  /** Its place in a list. */
  displayOrder: int64,
  enabled: Type.Boolean(),
  /** Whether administrators require it. */
  isManaged: Type.Boolean(),
  /** To be stored as trusted; changes with its definition. */
  currentHash: Type.String(),
  trustStatus: HookTrustStatus,
};

/** A hook. */
export const HookMetadata = union('HookMetadata', [
  Type.Object({
    handlerType: Type.Literal('command'),
    command: Type.String(),
    async: Type.Optional(Type.Boolean()),
    ...hookMetadataCommon,
  }),
  Type.Object({
    handlerType: Type.Literal('mcpTool'),
    server: Type.String(),
    tool: Type.String(),
    ...hookMetadataCommon,
  }),
  Type.Object({
    handlerType: Type.Literal('prompt'),
    ...hookMetadataCommon,
  }),
  Type.Object({
    handlerType: Type.Literal('agent'),
    ...hookMetadataCommon,
  }),
]);
export type HookMetadata = Static<typeof HookMetadata>;

/** The hooks that hold in one folder. */
export const HooksListEntry = struct('HooksListEntry', {
  cwd: Type.String(),
  hooks: Type.Array(HookMetadata),
  warnings: Type.Array(Type.String()),
  errors: Type.Array(HookErrorInfo),
});
export type HooksListEntry = Static<typeof HooksListEntry>;

/** One entry per folder. */
export const HooksListResponse = struct('HooksListResponse', {
  data: Type.Array(HooksListEntry),
});
export type HooksListResponse = Static<typeof HooksListResponse>;
