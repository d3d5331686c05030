// Past imports: reading them, and adding one that was made by other means.
import type { Static } from 'typebox';
import { PathBuf } from '../config/paths.ts';
import { int64, nullish, struct, uint32 } from '../schema.ts';
import { Type } from '../type.ts';
import {
  ExternalAgentConfigImportItemTypeFailure,
  ExternalAgentConfigImportItemTypeSuccess,
  ExternalAgentConfigMigrationItemType,
} from './migration.ts';

/** One thing that was brought over. */
export const ExternalAgentConfigImportHistoryRecordSuccessParams = struct(
  'ExternalAgentConfigImportHistoryRecordSuccessParams',
  {
    itemType: ExternalAgentConfigMigrationItemType,
    cwd: nullish(PathBuf),
    /** Where it was. */
    source: nullish(Type.String()),
    /** Where it is now. */
    target: nullish(Type.String()),
    /** Of a session. */
    title: nullish(Type.String()),
  },
);
export type ExternalAgentConfigImportHistoryRecordSuccessParams = Static<
  typeof ExternalAgentConfigImportHistoryRecordSuccessParams
>;

/** How things of one kind fared. */
export const ExternalAgentConfigImportHistoryRecordTypeResultParams = struct(
  'ExternalAgentConfigImportHistoryRecordTypeResultParams',
  {
    itemType: ExternalAgentConfigMigrationItemType,
    successes: Type.Array(ExternalAgentConfigImportHistoryRecordSuccessParams),
    failures: Type.Array(ExternalAgentConfigImportItemTypeFailure),
  },
);
export type ExternalAgentConfigImportHistoryRecordTypeResultParams = Static<
  typeof ExternalAgentConfigImportHistoryRecordTypeResultParams
>;

/** Adds an import to the history. */
export const ExternalAgentConfigImportHistoryRecordParams = struct('ExternalAgentConfigImportHistoryRecordParams', {
  /** A label for the history. */
  providerId: Type.String(),
  itemTypeResults: Type.Array(ExternalAgentConfigImportHistoryRecordTypeResultParams),
});
export type ExternalAgentConfigImportHistoryRecordParams = Static<typeof ExternalAgentConfigImportHistoryRecordParams>;

/** The id under which it was added. */
export const ExternalAgentConfigImportHistoryRecordResponse = struct('ExternalAgentConfigImportHistoryRecordResponse', {
  importId: Type.String(),
});
export type ExternalAgentConfigImportHistoryRecordResponse = Static<
  typeof ExternalAgentConfigImportHistoryRecordResponse
>;

/** One import; `completedAtMs` is Unix time in milliseconds. */
export const ExternalAgentConfigImportHistory = struct('ExternalAgentConfigImportHistory', {
  importId: Type.String(),
  providerId: nullish(Type.String()),
  completedAtMs: int64,
  successes: Type.Array(ExternalAgentConfigImportItemTypeSuccess),
  failures: Type.Array(ExternalAgentConfigImportItemTypeFailure),
});
export type ExternalAgentConfigImportHistory = Static<typeof ExternalAgentConfigImportHistory>;

/** How an app came to notice. */
export const ExternalAgentImportedConnectorSource = Type.Literal('remoteMcpServersConfig');
export type ExternalAgentImportedConnectorSource = Static<typeof ExternalAgentImportedConnectorSource>;

/** An app the user may want here too, and in how many sessions it occurs. */
export const ExternalAgentImportedConnectorCandidate = struct('ExternalAgentImportedConnectorCandidate', {
  name: Type.String(),
  sessionCount: uint32,
  source: ExternalAgentImportedConnectorSource,
});
export type ExternalAgentImportedConnectorCandidate = Static<typeof ExternalAgentImportedConnectorCandidate>;

/** All imports. */
export const ExternalAgentConfigImportHistoriesReadResponse = struct('ExternalAgentConfigImportHistoriesReadResponse', {
  data: Type.Array(ExternalAgentConfigImportHistory),
  connectors: Type.Array(ExternalAgentImportedConnectorCandidate),
});
export type ExternalAgentConfigImportHistoriesReadResponse = Static<
  typeof ExternalAgentConfigImportHistoriesReadResponse
>;
