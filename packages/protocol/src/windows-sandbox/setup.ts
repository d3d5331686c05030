// Windows: setting up the sandbox.
import type { Static } from 'typebox';
import { AbsolutePathBuf } from '../config/paths.ts';
import { nullish, stringEnum, struct } from '../schema.ts';
import { Type } from '../type.ts';

/** With or without the rights of an administrator. */
export const WindowsSandboxSetupMode = stringEnum(['elevated', 'unelevated']);
export type WindowsSandboxSetupMode = Static<typeof WindowsSandboxSetupMode>;

/** Begins the setup, which goes on after the response. */
export const WindowsSandboxSetupStartParams = struct('WindowsSandboxSetupStartParams', {
  mode: WindowsSandboxSetupMode,
  /** The folder to work in. */
  cwd: nullish(AbsolutePathBuf),
});
export type WindowsSandboxSetupStartParams = Static<typeof WindowsSandboxSetupStartParams>;

/** Whether it has begun. */
export const WindowsSandboxSetupStartResponse = struct('WindowsSandboxSetupStartResponse', {
  started: Type.Boolean(),
});
export type WindowsSandboxSetupStartResponse = Static<typeof WindowsSandboxSetupStartResponse>;

/** The setup has ended. */
export const WindowsSandboxSetupCompletedNotification = struct('WindowsSandboxSetupCompletedNotification', {
  mode: WindowsSandboxSetupMode,
  success: Type.Boolean(),
  error: nullish(Type.String()),
});
export type WindowsSandboxSetupCompletedNotification = Static<typeof WindowsSandboxSetupCompletedNotification>;
