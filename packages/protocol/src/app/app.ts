// Apps: services beyond this machine, connected to the account, with tools for the model.
import type { Static } from 'typebox';
import { nullish, stringEnum, struct } from '../schema.ts';
import { Type } from '../type.ts';

/** Who offers an app, and its legal pages. */
export const AppBranding = struct('AppBranding', {
  category: nullish(Type.String()),
  developer: nullish(Type.String()),
  website: nullish(Type.String()),
  privacyPolicy: nullish(Type.String()),
  termsOfService: nullish(Type.String()),
  isDiscoverableApp: Type.Boolean(),
});
export type AppBranding = Static<typeof AppBranding>;

/** Where the review of an app stands. */
export const AppReview = struct('AppReview', {
  status: Type.String(),
});
export type AppReview = Static<typeof AppReview>;

/** A picture and the prompt that leads to it. */
export const AppScreenshot = struct('AppScreenshot', {
  url: nullish(Type.String()),
  fileId: nullish(Type.String()),
  userPrompt: Type.String(),
});
export type AppScreenshot = Static<typeof AppScreenshot>;

/** The catalogue's entry of an app. */
export const AppMetadata = struct('AppMetadata', {
  review: nullish(AppReview),
  categories: nullish(Type.Array(Type.String())),
  subCategories: nullish(Type.Array(Type.String())),
  seoDescription: nullish(Type.String()),
  screenshots: nullish(Type.Array(AppScreenshot)),
  developer: nullish(Type.String()),
  version: nullish(Type.String()),
  versionId: nullish(Type.String()),
  versionNotes: nullish(Type.String()),
  firstPartyRequiresInstall: nullish(Type.Boolean()),
  showInComposerWhenUnlinked: nullish(Type.Boolean()),
});
export type AppMetadata = Static<typeof AppMetadata>;

/** An app in a list. */
export const AppInfo = struct('AppInfo', {
  id: Type.String(),
  name: Type.String(),
  description: nullish(Type.String()),
  logoUrl: nullish(Type.String()),
  logoUrlDark: nullish(Type.String()),
  /** Addresses of icons by size or use. */
  iconAssets: nullish(Type.Record(Type.String(), Type.String())),
  iconDarkAssets: nullish(Type.Record(Type.String(), Type.String())),
  distributionChannel: nullish(Type.String()),
  branding: nullish(AppBranding),
  appMetadata: nullish(AppMetadata),
  /** Words of the catalogue by key. */
  labels: nullish(Type.Record(Type.String(), Type.String())),
  installUrl: nullish(Type.String()),
  /** Whether the account has it connected. */
  isAccessible: Type.Optional(Type.Boolean()),
  /** Whether the configuration leaves it on. */
  isEnabled: Type.Optional(Type.Boolean()),
  /** The plugins that bring it along. */
  pluginDisplayNames: Type.Optional(Type.Array(Type.String())),
});
export type AppInfo = Static<typeof AppInfo>;

/** The little that plugins say about an app. */
export const AppSummary = struct('AppSummary', {
  id: Type.String(),
  name: Type.String(),
  description: nullish(Type.String()),
  installUrl: nullish(Type.String()),
  category: nullish(Type.String()),
});
export type AppSummary = Static<typeof AppSummary>;

/** Why no app can be made of a template. */
export const AppTemplateUnavailableReason = stringEnum(['NOT_CONFIGURED_FOR_WORKSPACE', 'NO_ACTIVE_WORKSPACE']);
export type AppTemplateUnavailableReason = Static<typeof AppTemplateUnavailableReason>;

/** An app that a workspace sets up for itself. */
export const AppTemplateSummary = struct('AppTemplateSummary', {
  templateId: Type.String(),
  name: Type.String(),
  description: nullish(Type.String()),
  category: nullish(Type.String()),
  canonicalConnectorId: nullish(Type.String()),
  logoUrl: nullish(Type.String()),
  logoUrlDark: nullish(Type.String()),
  /** The apps made of it so far. */
  materializedAppIds: Type.Array(Type.String()),
  reason: nullish(AppTemplateUnavailableReason),
});
export type AppTemplateSummary = Static<typeof AppTemplateSummary>;
