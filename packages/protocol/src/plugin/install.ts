// Installing and removing a plugin.
import type { Static } from 'typebox';
import { AppSummary } from '../app/app.ts';
import { AbsolutePathBuf } from '../config/paths.ts';
import { nullish, struct } from '../schema.ts';
import { Type } from '../type.ts';
import { PluginAuthPolicy } from './plugin.ts';

/** Installs a plugin, from a marketplace in a file or on the service. */
export const PluginInstallParams = struct('PluginInstallParams', {
  marketplacePath: nullish(AbsolutePathBuf),
  remoteMarketplaceName: nullish(Type.String()),
  /** Chosen by the client, to find the attempt again. */
  installAttemptId: nullish(Type.String()),
  pluginName: Type.String(),
});
export type PluginInstallParams = Static<typeof PluginInstallParams>;

/** It is installed. */
export const PluginInstallResponse = struct('PluginInstallResponse', {
  authPolicy: PluginAuthPolicy,
  /** Apps the user has to connect. */
  appsNeedingAuth: Type.Array(AppSummary),
});
export type PluginInstallResponse = Static<typeof PluginInstallResponse>;

/** Removes a plugin. */
export const PluginUninstallParams = struct('PluginUninstallParams', {
  pluginId: Type.String(),
});
export type PluginUninstallParams = Static<typeof PluginUninstallParams>;

/** Nothing to tell. */
export const PluginUninstallResponse = struct('PluginUninstallResponse', {});
export type PluginUninstallResponse = Static<typeof PluginUninstallResponse>;
