// Hooks that administrators require. Their event names are spelled as in the files of administrators.
import type { Static } from 'typebox';
import { nullish, struct, uint, uint64, union } from '../schema.ts';
import { Type } from '../type.ts';

/** What a hook does when its event happens. */
export const ConfiguredHookHandler = union('ConfiguredHookHandler', [
  Type.Object({
    type: Type.Literal('command'),
    command: Type.String(),
    /** The command on Windows, where it differs. */
    commandWindows: nullish(Type.String()),
    timeoutSec: nullish(uint64),
    async: Type.Boolean(),
    statusMessage: nullish(Type.String()),
    /** Tokens from which on added context goes to a file; 0 never, null at 2500. */
    additionalContextLimit: nullish(uint),
  }),
  Type.Object({
    type: Type.Literal('mcp_tool'),
    server: Type.String(),
    tool: Type.String(),
    input: Type.Record(Type.String(), Type.Unknown()),
    timeoutSec: nullish(uint64),
    statusMessage: nullish(Type.String()),
  }),
  Type.Object({
    type: Type.Literal('prompt'),
  }),
  Type.Object({
    type: Type.Literal('agent'),
  }),
]);
export type ConfiguredHookHandler = Static<typeof ConfiguredHookHandler>;

/** Hooks for the events that a pattern matches; null matches all. */
export const ConfiguredHookMatcherGroup = struct('ConfiguredHookMatcherGroup', {
  matcher: nullish(Type.String()),
  hooks: Type.Array(ConfiguredHookHandler),
});
export type ConfiguredHookMatcherGroup = Static<typeof ConfiguredHookMatcherGroup>;

/** Hooks by event, and the folder their scripts lie in. */
export const ManagedHooksRequirements = struct('ManagedHooksRequirements', {
  PreModelRequest: Type.Optional(Type.Array(ConfiguredHookMatcherGroup)),
  PostModelRequest: Type.Optional(Type.Array(ConfiguredHookMatcherGroup)),
  managedDir: nullish(Type.String()),
  windowsManagedDir: nullish(Type.String()),
  PreToolUse: Type.Array(ConfiguredHookMatcherGroup),
  PermissionRequest: Type.Array(ConfiguredHookMatcherGroup),
  PostToolUse: Type.Array(ConfiguredHookMatcherGroup),
  PreCompact: Type.Array(ConfiguredHookMatcherGroup),
  PostCompact: Type.Array(ConfiguredHookMatcherGroup),
  SessionStart: Type.Array(ConfiguredHookMatcherGroup),
  SessionEnd: Type.Optional(Type.Array(ConfiguredHookMatcherGroup)),
  UserPromptSubmit: Type.Array(ConfiguredHookMatcherGroup),
  SubagentStart: Type.Array(ConfiguredHookMatcherGroup),
  SubagentStop: Type.Array(ConfiguredHookMatcherGroup),
  Stop: Type.Array(ConfiguredHookMatcherGroup),
  Interrupt: Type.Optional(Type.Array(ConfiguredHookMatcherGroup)),
});
export type ManagedHooksRequirements = Static<typeof ManagedHooksRequirements>;
