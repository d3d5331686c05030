// Looking for what could be brought over.
import type { Static } from 'typebox';
import { PathBuf } from '../config/paths.ts';
import { nullish, stringEnum, struct, uint32 } from '../schema.ts';
import { Type } from '../type.ts';
import { ExternalAgentConfigMigrationItem } from './migration.ts';

/** Where to look and how far back. */
export const ExternalAgentConfigDetectParams = struct('ExternalAgentConfigDetectParams', {
  /** Look in the user's home as well. */
  includeHome: Type.Optional(Type.Boolean()),
  /** Repositories to look in. */
  cwds: nullish(Type.Array(PathBuf)),
  /** Only sessions younger than that. */
  maxSessionAgeDays: nullish(uint32),
  maxSessions: nullish(uint32),
  /** Without effect; for older clients. */
  source: nullish(Type.String()),
  /** The agent to look for; the default one when null or unknown. */
  migrationSource: nullish(Type.String()),
});
export type ExternalAgentConfigDetectParams = Static<typeof ExternalAgentConfigDetectParams>;

/** How an app came to notice: from settings, or from use in sessions. */
export const ExternalAgentDetectedConnectorSource = stringEnum(['remoteMcpServersConfig', 'sessionToolUse']);
export type ExternalAgentDetectedConnectorSource = Static<typeof ExternalAgentDetectedConnectorSource>;

/** An app the user may want here too, and in how many sessions it occurs. */
export const ExternalAgentDetectedConnectorCandidate = struct('ExternalAgentDetectedConnectorCandidate', {
  name: Type.String(),
  sessionCount: uint32,
  source: ExternalAgentDetectedConnectorSource,
});
export type ExternalAgentDetectedConnectorCandidate = Static<typeof ExternalAgentDetectedConnectorCandidate>;

/** What was found. */
export const ExternalAgentConfigDetectResponse = struct('ExternalAgentConfigDetectResponse', {
  items: Type.Array(ExternalAgentConfigMigrationItem),
  connectors: Type.Optional(Type.Array(ExternalAgentDetectedConnectorCandidate)),
});
export type ExternalAgentConfigDetectResponse = Static<typeof ExternalAgentConfigDetectResponse>;
