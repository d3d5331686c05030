// The requests of plugins.
import type { RequestTable } from '../method-table.ts';
import {
  PluginInstallParams,
  PluginInstallResponse,
  PluginUninstallParams,
  PluginUninstallResponse,
} from './install.ts';
import { PluginInstalledParams, PluginInstalledResponse } from './installed.ts';
import { PluginListParams, PluginListResponse } from './list.ts';
import { PluginReadParams, PluginReadResponse } from './read.ts';
import { PluginReconcileParams, PluginReconcileResponse } from './reconcile.ts';
import { PluginSearchParams, PluginSearchResponse } from './search.ts';
import {
  PluginShareCheckoutParams,
  PluginShareCheckoutResponse,
  PluginShareDeleteParams,
  PluginShareDeleteResponse,
  PluginShareListParams,
  PluginShareListResponse,
  PluginShareSaveParams,
  PluginShareSaveResponse,
  PluginShareUpdateTargetsParams,
  PluginShareUpdateTargetsResponse,
} from './share.ts';
import { PluginSkillReadParams, PluginSkillReadResponse } from './skill-read.ts';

export const pluginRequests = {
  'plugin/list': { params: PluginListParams, result: PluginListResponse },
  'plugin/search': { params: PluginSearchParams, result: PluginSearchResponse, experimental: true },
  'plugin/installed': { params: PluginInstalledParams, result: PluginInstalledResponse },
  'plugin/reconcile': { params: PluginReconcileParams, result: PluginReconcileResponse },
  'plugin/read': { params: PluginReadParams, result: PluginReadResponse },
  'plugin/skill/read': { params: PluginSkillReadParams, result: PluginSkillReadResponse },
  'plugin/share/save': { params: PluginShareSaveParams, result: PluginShareSaveResponse },
  'plugin/share/updateTargets': { params: PluginShareUpdateTargetsParams, result: PluginShareUpdateTargetsResponse },
  'plugin/share/list': { params: PluginShareListParams, result: PluginShareListResponse },
  'plugin/share/checkout': { params: PluginShareCheckoutParams, result: PluginShareCheckoutResponse },
  'plugin/share/delete': { params: PluginShareDeleteParams, result: PluginShareDeleteResponse },
  'plugin/install': { params: PluginInstallParams, result: PluginInstallResponse },
  'plugin/uninstall': { params: PluginUninstallParams, result: PluginUninstallResponse },
} as const satisfies RequestTable;
