// What administrators require of browsers and other programs on the screen.
import type { Static } from 'typebox';
import { AllowDenyRequirement } from '../config/browser-use.ts';
import { nullish, stringEnum, struct } from '../schema.ts';
import { Type } from '../type.ts';

/** A header of an HTTP request. */
export const RequestHeader = struct('RequestHeader', {
  name: Type.String(),
  value: Type.String(),
});
export type RequestHeader = Static<typeof RequestHeader>;

/** Headers the browser extension must send. */
export const BrowserUseExtensionRequirements = struct('BrowserUseExtensionRequirements', {
  requestHeaders: nullish(Type.Array(RequestHeader)),
});
export type BrowserUseExtensionRequirements = Static<typeof BrowserUseExtensionRequirements>;

/** How long the user's consent to a site holds. */
export const BrowserUseAccessApprovalLifetime = stringEnum(['turn', 'thread']);
export type BrowserUseAccessApprovalLifetime = Static<typeof BrowserUseAccessApprovalLifetime>;

/** What the agent may do on a site; null leaves it to wider rules. */
export const BrowserUseOriginPolicy = struct('BrowserUseOriginPolicy', {
  access: nullish(AllowDenyRequirement),
  downloads: nullish(AllowDenyRequirement),
  uploads: nullish(AllowDenyRequirement),
  /** Whether it may use the whole debugging protocol of the browser. */
  fullCdpAccess: nullish(AllowDenyRequirement),
  autoReview: nullish(AllowDenyRequirement),
  persistentApproval: nullish(Type.Boolean()),
  accessApprovalLifetime: nullish(BrowserUseAccessApprovalLifetime),
});
export type BrowserUseOriginPolicy = Static<typeof BrowserUseOriginPolicy>;

/** What the agent may do in a browser. */
export const BrowserUseRequirements = struct('BrowserUseRequirements', {
  extension: nullish(BrowserUseExtensionRequirements),
  /** Whether it may use tools that web pages offer. */
  allowWebmcp: nullish(Type.Boolean()),
  allowHistoryAccess: nullish(Type.Boolean()),
  disableAutoReview: nullish(Type.Boolean()),
  allowGlobalPersistentApproval: nullish(Type.Boolean()),
  defaultOriginPolicy: nullish(BrowserUseOriginPolicy),
  /** Rules by site, such as `https://example.com`. */
  origins: nullish(Type.Record(Type.String(), BrowserUseOriginPolicy)),
});
export type BrowserUseRequirements = Static<typeof BrowserUseRequirements>;

/** Rules for the browser inside the app. */
export const InAppBrowserRequirements = struct('InAppBrowserRequirements', {
  allowExternalBrowserSettingsImport: nullish(Type.Boolean()),
});
export type InAppBrowserRequirements = Static<typeof InAppBrowserRequirements>;

/** Programs on macOS, by bundle id. */
export const ComputerUseMacosRequirements = struct('ComputerUseMacosRequirements', {
  bundleIds: nullish(Type.Record(Type.String(), AllowDenyRequirement)),
});
export type ComputerUseMacosRequirements = Static<typeof ComputerUseMacosRequirements>;

/** A Windows program, known by its signature. */
export const ComputerUseWindowsExeRequirement = struct('ComputerUseWindowsExeRequirement', {
  publisherName: Type.String(),
  productName: Type.String(),
  binaryName: nullish(Type.String()),
  access: AllowDenyRequirement,
});
export type ComputerUseWindowsExeRequirement = Static<typeof ComputerUseWindowsExeRequirement>;

/** Programs on Windows, by application user model id or by signature. */
export const ComputerUseWindowsRequirements = struct('ComputerUseWindowsRequirements', {
  aumids: nullish(Type.Record(Type.String(), AllowDenyRequirement)),
  exes: nullish(Type.Array(ComputerUseWindowsExeRequirement)),
});
export type ComputerUseWindowsRequirements = Static<typeof ComputerUseWindowsRequirements>;

/** Which programs the agent may use on the screen. */
export const ComputerUseRequirements = struct('ComputerUseRequirements', {
  /** Whether it may go on while the screen is locked. */
  allowLockedComputerUse: nullish(Type.Boolean()),
  allowPersistentApproval: nullish(Type.Boolean()),
  defaultAppAccess: nullish(AllowDenyRequirement),
  macos: nullish(ComputerUseMacosRequirements),
  windows: nullish(ComputerUseWindowsRequirements),
});
export type ComputerUseRequirements = Static<typeof ComputerUseRequirements>;
