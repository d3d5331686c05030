// The part of the configuration about using browsers and other programs on the screen.
import type { Static } from 'typebox';
import { nullish, stringEnum, struct } from '../schema.ts';
import { Type } from '../type.ts';

/** Allowed or not. */
export const AllowDenyRequirement = stringEnum(['allow', 'deny']);
export type AllowDenyRequirement = Static<typeof AllowDenyRequirement>;

/** What the agent may do on a site; null leaves it to wider rules. */
export const BrowserUseOriginPolicyConfig = struct('BrowserUseOriginPolicyConfig', {
  access: nullish(AllowDenyRequirement),
  downloads: nullish(AllowDenyRequirement),
  uploads: nullish(AllowDenyRequirement),
  /** Whether it may use the whole debugging protocol of the browser. */
  full_cdp_access: nullish(AllowDenyRequirement),
});
export type BrowserUseOriginPolicyConfig = Static<typeof BrowserUseOriginPolicyConfig>;

/** What the agent may do in a browser. */
export const BrowserUseConfig = struct('BrowserUseConfig', {
  allow_history_access: nullish(Type.Boolean()),
  default_origin_policy: nullish(BrowserUseOriginPolicyConfig),
  /** Rules by site, such as `https://example.com`. */
  origins: nullish(Type.Record(Type.String(), BrowserUseOriginPolicyConfig)),
});
export type BrowserUseConfig = Static<typeof BrowserUseConfig>;

/** Programs on macOS, by bundle id. */
export const ComputerUseMacosConfig = struct('ComputerUseMacosConfig', {
  bundle_ids: nullish(Type.Record(Type.String(), AllowDenyRequirement)),
});
export type ComputerUseMacosConfig = Static<typeof ComputerUseMacosConfig>;

/** A Windows program, known by its signature. */
export const ComputerUseWindowsExeConfig = struct('ComputerUseWindowsExeConfig', {
  publisher_name: Type.String(),
  product_name: Type.String(),
  binary_name: nullish(Type.String()),
  access: AllowDenyRequirement,
});
export type ComputerUseWindowsExeConfig = Static<typeof ComputerUseWindowsExeConfig>;

/** Programs on Windows, by application user model id or by signature. */
export const ComputerUseWindowsConfig = struct('ComputerUseWindowsConfig', {
  aumids: nullish(Type.Record(Type.String(), AllowDenyRequirement)),
  exes: nullish(Type.Array(ComputerUseWindowsExeConfig)),
});
export type ComputerUseWindowsConfig = Static<typeof ComputerUseWindowsConfig>;

/** Which programs the agent may use on the screen. */
export const ComputerUseConfig = struct('ComputerUseConfig', {
  default_app_access: nullish(AllowDenyRequirement),
  macos: nullish(ComputerUseMacosConfig),
  windows: nullish(ComputerUseWindowsConfig),
});
export type ComputerUseConfig = Static<typeof ComputerUseConfig>;
