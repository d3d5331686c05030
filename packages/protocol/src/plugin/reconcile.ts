// Bringing installed plugins in line with the service.
import type { Static } from 'typebox';
import { nullish, struct } from '../schema.ts';
import { Type } from '../type.ts';

/** Compares and mends. */
export const PluginReconcileParams = struct('PluginReconcileParams', {
  /** For the log. */
  reason: nullish(Type.String()),
});
export type PluginReconcileParams = Static<typeof PluginReconcileParams>;

/** A changed plugin, and which of its parts the change concerns. */
export const PluginReconcileChangedPlugin = struct('PluginReconcileChangedPlugin', {
  /** `name@marketplace`. */
  id: Type.String(),
  hasMcps: Type.Boolean(),
  hasApps: Type.Boolean(),
  hasHooks: Type.Boolean(),
  /** Whether it names folders of skills, even if they hold none. */
  hasSkills: Type.Boolean(),
});
export type PluginReconcileChangedPlugin = Static<typeof PluginReconcileChangedPlugin>;

/** What this pass changed. */
export const PluginReconcileResponse = struct('PluginReconcileResponse', {
  changedPlugins: Type.Array(PluginReconcileChangedPlugin),
  /** Plugins that could not be updated. */
  failedRemotePluginIds: Type.Array(Type.String()),
  /** Those of them whose files could not be fetched. */
  failedMaterializationRemotePluginIds: Type.Array(Type.String()),
});
export type PluginReconcileResponse = Static<typeof PluginReconcileResponse>;
