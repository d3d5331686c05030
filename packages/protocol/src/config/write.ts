// Changing a configuration file. Comments in it stay.
import type { Static } from 'typebox';
import { nullish, stringEnum, struct } from '../schema.ts';
import { Type } from '../type.ts';
import { ConfigLayerMetadata } from './layers.ts';
import { AbsolutePathBuf } from './paths.ts';

/** Put the value in place of the old one, or merge tables. */
export const MergeStrategy = stringEnum(['replace', 'upsert']);
export type MergeStrategy = Static<typeof MergeStrategy>;

/** Changes one key. */
export const ConfigValueWriteParams = struct('ConfigValueWriteParams', {
  /** Names with dots between the levels. */
  keyPath: Type.String(),
  /** Null removes the key. */
  value: Type.Unknown(),
  mergeStrategy: MergeStrategy,
  /** The user's config.toml when null. */
  filePath: nullish(Type.String()),
  /** Refuse to write unless the file still has this version. */
  expectedVersion: nullish(Type.String()),
});
export type ConfigValueWriteParams = Static<typeof ConfigValueWriteParams>;

/** One change. */
export const ConfigEdit = struct('ConfigEdit', {
  /** Names with dots between the levels. */
  keyPath: Type.String(),
  /** Null removes the key. */
  value: Type.Unknown(),
  mergeStrategy: MergeStrategy,
});
export type ConfigEdit = Static<typeof ConfigEdit>;

/** Changes several keys at once, or none. */
export const ConfigBatchWriteParams = struct('ConfigBatchWriteParams', {
  edits: Type.Array(ConfigEdit),
  /** The user's config.toml when null. */
  filePath: nullish(Type.String()),
  /** Refuse to write unless the file still has this version. */
  expectedVersion: nullish(Type.String()),
  /** Let loaded threads take over settings that can change while they run. */
  reloadUserConfig: Type.Optional(Type.Boolean()),
});
export type ConfigBatchWriteParams = Static<typeof ConfigBatchWriteParams>;

/** Whether what was written is in force, or a stronger layer says otherwise. */
export const WriteStatus = stringEnum(['ok', 'okOverridden']);
export type WriteStatus = Static<typeof WriteStatus>;

/** Why what was written is not in force. */
export const OverriddenMetadata = struct('OverriddenMetadata', {
  message: Type.String(),
  overridingLayer: ConfigLayerMetadata,
  effectiveValue: Type.Unknown(),
});
export type OverriddenMetadata = Static<typeof OverriddenMetadata>;

/** The file as it is now. */
export const ConfigWriteResponse = struct('ConfigWriteResponse', {
  status: WriteStatus,
  /** A hash of its content. */
  version: Type.String(),
  filePath: AbsolutePathBuf,
  /** Null unless the status says it is overridden. */
  overriddenMetadata: nullish(OverriddenMetadata),
});
export type ConfigWriteResponse = Static<typeof ConfigWriteResponse>;
