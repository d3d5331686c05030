// The layers a configuration is made of, from what the package brings along to what the session sets.
import type { Static } from 'typebox';
import { nullish, struct, union } from '../schema.ts';
import { Type } from '../type.ts';
import { AbsolutePathBuf } from './paths.ts';

/** Where a layer comes from. A named file need not exist. */
export const ConfigLayerSource = union('ConfigLayerSource', [
  Type.Object({
    type: Type.Literal('packagedDefaults'),
    file: AbsolutePathBuf,
  }),
  Type.Object({
    type: Type.Literal('mdm'),
    /** The preference domain on macOS. */
    domain: Type.String(),
    key: Type.String(),
  }),
  Type.Object({
    type: Type.Literal('system'),
    file: AbsolutePathBuf,
  }),
  Type.Object({
    type: Type.Literal('enterpriseManaged'),
    id: Type.String(),
    /** The administrator's name of the layer, for messages. */
    name: Type.String(),
  }),
  Type.Object({
    type: Type.Literal('user'),
    file: AbsolutePathBuf,
    /** The profile laid over the user's file, when the layer is one. */
    profile: nullish(Type.String()),
  }),
  Type.Object({
    type: Type.Literal('project'),
    /** The project's `.codex` folder. */
    dotCodexFolder: AbsolutePathBuf,
  }),
  Type.Object({
    type: Type.Literal('sessionFlags'),
  }),
  Type.Object({
    type: Type.Literal('legacyManagedConfigTomlFromFile'),
    file: AbsolutePathBuf,
  }),
  Type.Object({
    type: Type.Literal('legacyManagedConfigTomlFromMdm'),
  }),
]);
export type ConfigLayerSource = Static<typeof ConfigLayerSource>;

/** A layer and its version. */
export const ConfigLayerMetadata = struct('ConfigLayerMetadata', {
  name: ConfigLayerSource,
  /** A hash of its content. */
  version: Type.String(),
});
export type ConfigLayerMetadata = Static<typeof ConfigLayerMetadata>;

/** A layer with what it sets. */
export const ConfigLayer = struct('ConfigLayer', {
  name: ConfigLayerSource,
  version: Type.String(),
  /** A document with the keys of config.toml. */
  config: Type.Unknown(),
  /** Why it is left out, such as a project that is not trusted. */
  disabledReason: nullish(Type.String()),
});
export type ConfigLayer = Static<typeof ConfigLayer>;
