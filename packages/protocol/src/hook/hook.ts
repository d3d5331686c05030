// Hooks: commands and tools of the user that run when something happens.
import type { Static } from 'typebox';
import { stringEnum } from '../schema.ts';

/** What a hook waits for. */
export const HookEventName = stringEnum([
  'preModelRequest',
  'postModelRequest',
  'preToolUse',
  'permissionRequest',
  'postToolUse',
  'preCompact',
  'postCompact',
  'sessionStart',
  'sessionEnd',
  'userPromptSubmit',
  'subagentStart',
  'subagentStop',
  'stop',
  'interrupt',
]);
export type HookEventName = Static<typeof HookEventName>;

/** Where a hook was configured. */
export const HookSource = stringEnum([
  'system',
  'user',
  'project',
  'mdm',
  'sessionFlags',
  'plugin',
  'cloudRequirements',
  'cloudManagedConfig',
  'legacyManagedConfigFile',
  'legacyManagedConfigMdm',
  'unknown',
]);
export type HookSource = Static<typeof HookSource>;

/** Whether it may run: one that is new or was changed may not until the user trusts it. */
export const HookTrustStatus = stringEnum(['managed', 'untrusted', 'trusted', 'modified']);
export type HookTrustStatus = Static<typeof HookTrustStatus>;

/** What a hook does. */
export const HookHandlerType = stringEnum(['command', 'mcpTool', 'prompt', 'agent']);
export type HookHandlerType = Static<typeof HookHandlerType>;
