// Searching for plugins.
import type { Static } from 'typebox';
import { AbsolutePathBuf } from '../config/paths.ts';
import { nullish, stringEnum, struct, uint32 } from '../schema.ts';
import { Type } from '../type.ts';
import { PluginSummary } from './plugin.ts';

/** Where to search: among those for all, those of the workspace, or one's own. */
export const PluginSearchScope = stringEnum(['global', 'workspace', 'personal']);
export type PluginSearchScope = Static<typeof PluginSearchScope>;

/** What to search for, and the page wanted. */
export const PluginSearchParams = struct('PluginSearchParams', {
  searchTerm: Type.String(),
  scope: nullish(PluginSearchScope),
  /** Folders whose marketplaces count too. */
  cwds: nullish(Type.Array(AbsolutePathBuf)),
  cursor: nullish(Type.String()),
  limit: nullish(uint32),
});
export type PluginSearchParams = Static<typeof PluginSearchParams>;

/** A plugin and the marketplace it is in; `marketplacePath` is null for one that is not on this machine. */
export const PluginSearchResult = struct('PluginSearchResult', {
  plugin: PluginSummary,
  marketplaceName: Type.String(),
  marketplacePath: nullish(AbsolutePathBuf),
});
export type PluginSearchResult = Static<typeof PluginSearchResult>;

/** One page, best first; `nextCursor` null means the end. */
export const PluginSearchResponse = struct('PluginSearchResponse', {
  data: Type.Array(PluginSearchResult),
  nextCursor: nullish(Type.String()),
});
export type PluginSearchResponse = Static<typeof PluginSearchResponse>;
