// Bringing things over. It goes on after the response and tells its progress.
import type { Static } from 'typebox';
import { nullish, struct } from '../schema.ts';
import { Type } from '../type.ts';
import {
  ExternalAgentConfigImportItemTypeFailure,
  ExternalAgentConfigImportItemTypeSuccess,
  ExternalAgentConfigMigrationItem,
  ExternalAgentConfigMigrationItemType,
} from './migration.ts';

/** What to bring over, as found before. */
export const ExternalAgentConfigImportParams = struct('ExternalAgentConfigImportParams', {
  migrationItems: Type.Array(ExternalAgentConfigMigrationItem),
  /** The product that began the import. */
  source: nullish(Type.String()),
  /** A label for the history; it selects nothing. */
  providerId: nullish(Type.String()),
  /** The same as when looking for the items. */
  migrationSource: nullish(Type.String()),
});
export type ExternalAgentConfigImportParams = Static<typeof ExternalAgentConfigImportParams>;

/** The id of the import. */
export const ExternalAgentConfigImportResponse = struct('ExternalAgentConfigImportResponse', {
  importId: Type.String(),
});
export type ExternalAgentConfigImportResponse = Static<typeof ExternalAgentConfigImportResponse>;

/** How things of one kind fared. */
export const ExternalAgentConfigImportTypeResult = struct('ExternalAgentConfigImportTypeResult', {
  itemType: ExternalAgentConfigMigrationItemType,
  successes: Type.Array(ExternalAgentConfigImportItemTypeSuccess),
  failures: Type.Array(ExternalAgentConfigImportItemTypeFailure),
});
export type ExternalAgentConfigImportTypeResult = Static<typeof ExternalAgentConfigImportTypeResult>;

/** What was done so far. */
export const ExternalAgentConfigImportProgressNotification = struct('ExternalAgentConfigImportProgressNotification', {
  importId: Type.String(),
  itemTypeResults: Type.Array(ExternalAgentConfigImportTypeResult),
});
export type ExternalAgentConfigImportProgressNotification = Static<
  typeof ExternalAgentConfigImportProgressNotification
>;

/** The import is over. */
export const ExternalAgentConfigImportCompletedNotification = struct('ExternalAgentConfigImportCompletedNotification', {
  importId: Type.String(),
  itemTypeResults: Type.Array(ExternalAgentConfigImportTypeResult),
});
export type ExternalAgentConfigImportCompletedNotification = Static<
  typeof ExternalAgentConfigImportCompletedNotification
>;
