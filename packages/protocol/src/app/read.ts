// Reading what is known about certain apps.
import type { Static } from 'typebox';
import { nullish, struct } from '../schema.ts';
import { Type } from '../type.ts';

/** Which apps, at most 100. */
export const AppsReadParams = struct('AppsReadParams', {
  appIds: Type.Array(Type.String()),
  /** Judge by the configuration of this loaded thread. */
  threadId: nullish(Type.String()),
  /** Tell the tools of each app as well. */
  includeTools: Type.Optional(Type.Boolean()),
});
export type AppsReadParams = Static<typeof AppsReadParams>;

/** A tool of an app, for display. */
export const AppToolSummary = struct('AppToolSummary', {
  name: Type.String(),
  title: nullish(Type.String()),
  description: Type.String(),
  isEnabled: Type.Optional(Type.Boolean()),
  disabledReason: nullish(Type.String()),
  isReadOnly: Type.Optional(Type.Boolean()),
});
export type AppToolSummary = Static<typeof AppToolSummary>;

/** An app and its tools; `toolSummaries` is null when they were not asked for. */
export const ConnectorMetadata = struct('ConnectorMetadata', {
  id: Type.String(),
  name: Type.String(),
  description: nullish(Type.String()),
  iconUrl: nullish(Type.String()),
  iconUrlDark: nullish(Type.String()),
  distributionChannel: nullish(Type.String()),
  installUrl: nullish(Type.String()),
  pluginDisplayNames: Type.Optional(Type.Array(Type.String())),
  toolSummaries: nullish(Type.Array(AppToolSummary)),
});
export type ConnectorMetadata = Static<typeof ConnectorMetadata>;

/** What is known, and the ids of which nothing is. */
export const AppsReadResponse = struct('AppsReadResponse', {
  apps: Type.Array(ConnectorMetadata),
  missingAppIds: Type.Array(Type.String()),
});
export type AppsReadResponse = Static<typeof AppsReadResponse>;
