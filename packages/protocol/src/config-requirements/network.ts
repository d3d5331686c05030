// What administrators require of the network, of sandboxed commands and of the app itself.
import type { Static } from 'typebox';
import { LegacyAppPathString } from '../config/paths.ts';
import { nullish, stringEnum, struct, uint16 } from '../schema.ts';
import { Type } from '../type.ts';

/** Whether a domain may be reached. */
export const NetworkDomainPermission = stringEnum(['allow', 'deny']);
export type NetworkDomainPermission = Static<typeof NetworkDomainPermission>;

/** Whether a socket may be used. */
export const NetworkUnixSocketPermission = stringEnum(['allow', 'deny']);
export type NetworkUnixSocketPermission = Static<typeof NetworkUnixSocketPermission>;

/** Rules for commands. Lists of allowed and denied domains and sockets repeat the maps for older clients. */
export const NetworkRequirements = struct('NetworkRequirements', {
  enabled: nullish(Type.Boolean()),
  httpPort: nullish(uint16),
  socksPort: nullish(uint16),
  allowUpstreamProxy: nullish(Type.Boolean()),
  /** Whether the proxy may listen beyond this machine. */
  dangerouslyAllowNonLoopbackProxy: nullish(Type.Boolean()),
  dangerouslyAllowAllUnixSockets: nullish(Type.Boolean()),
  /** By domain or pattern. */
  domains: nullish(Type.Record(Type.String(), NetworkDomainPermission)),
  /** Patterns of hosts that need an approval even when allowed. */
  reviewDomains: nullish(Type.Array(Type.String())),
  /** Whether only administrators can allow domains. */
  managedAllowedDomainsOnly: nullish(Type.Boolean()),
  allowedDomains: nullish(Type.Array(Type.String())),
  deniedDomains: nullish(Type.Array(Type.String())),
  /** By path. */
  unixSockets: nullish(Type.Record(Type.String(), NetworkUnixSocketPermission)),
  allowUnixSockets: nullish(Type.Array(Type.String())),
  /** Whether commands may listen on ports of this machine. */
  allowLocalBinding: nullish(Type.Boolean()),
});
export type NetworkRequirements = Static<typeof NetworkRequirements>;

/** Rules for the app itself. */
export const ApplicationNetworkRequirements = struct('ApplicationNetworkRequirements', {
  /** Whether only domains that are listed as allowed may be reached. */
  enabled: Type.Boolean(),
  domains: Type.Record(Type.String(), NetworkDomainPermission),
});
export type ApplicationNetworkRequirements = Static<typeof ApplicationNetworkRequirements>;

/** Where the app puts new workspaces; it confines nothing. */
export const ApplicationStorageRequirements = struct('ApplicationStorageRequirements', {
  defaultProjectParent: nullish(LegacyAppPathString),
  projectlessWorkspaceRoot: nullish(LegacyAppPathString),
});
export type ApplicationStorageRequirements = Static<typeof ApplicationStorageRequirements>;

/** Rules for the app itself. */
export const ApplicationRequirements = struct('ApplicationRequirements', {
  network: nullish(ApplicationNetworkRequirements),
  storage: nullish(ApplicationStorageRequirements),
});
export type ApplicationRequirements = Static<typeof ApplicationRequirements>;
