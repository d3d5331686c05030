// Windows: whether the sandbox is set up.
import type { Static } from 'typebox';
import { stringEnum, struct } from '../schema.ts';

/** Whether it can be used. */
export const WindowsSandboxReadiness = stringEnum(['ready', 'notConfigured', 'updateRequired']);
export type WindowsSandboxReadiness = Static<typeof WindowsSandboxReadiness>;

/** Whether it can be used. */
export const WindowsSandboxReadinessResponse = struct('WindowsSandboxReadinessResponse', {
  status: WindowsSandboxReadiness,
});
export type WindowsSandboxReadinessResponse = Static<typeof WindowsSandboxReadinessResponse>;
