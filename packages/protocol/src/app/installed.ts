// The apps whose tools this server has loaded.
import type { Static } from 'typebox';
import { nullish, struct } from '../schema.ts';
import { Type } from '../type.ts';

/** Asks for the loaded apps. */
export const AppsInstalledParams = struct('AppsInstalledParams', {
  /** Judge by the configuration of this loaded thread. */
  threadId: nullish(Type.String()),
  /** Load the tools anew first. */
  forceRefresh: Type.Optional(Type.Boolean()),
});
export type AppsInstalledParams = Static<typeof AppsInstalledParams>;

/** An app and whether the model can use it. */
export const InstalledApp = struct('InstalledApp', {
  id: Type.String(),
  /** The name given along with its tools; `app/read` has the proper one. */
  runtimeName: nullish(Type.String()),
  /** Whether all configuration, managed or not, leaves it on. */
  enabled: Type.Boolean(),
  /** Whether it is on and at least one of its tools may be offered to the model. */
  callable: Type.Boolean(),
});
export type InstalledApp = Static<typeof InstalledApp>;

/** The loaded apps. */
export const AppsInstalledResponse = struct('AppsInstalledResponse', {
  apps: Type.Array(InstalledApp),
});
export type AppsInstalledResponse = Static<typeof AppsInstalledResponse>;
