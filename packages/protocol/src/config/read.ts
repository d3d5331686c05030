// Reading the configuration.
import type { Static } from 'typebox';
import { nullish, struct } from '../schema.ts';
import { Type } from '../type.ts';
import { Config } from './config.ts';
import { ConfigLayer, ConfigLayerMetadata } from './layers.ts';

/** Asks for the configuration in force. */
export const ConfigReadParams = struct('ConfigReadParams', {
  /** Tell each layer as well. */
  includeLayers: Type.Optional(Type.Boolean()),
  /** Include the project layers that hold in this folder. */
  cwd: nullish(Type.String()),
});
export type ConfigReadParams = Static<typeof ConfigReadParams>;

/** The configuration, and which layer set what. */
export const ConfigReadResponse = struct('ConfigReadResponse', {
  config: Config,
  /** By key, with dots between the levels. */
  origins: Type.Record(Type.String(), ConfigLayerMetadata),
  /** Strongest first; null when they were not asked for. */
  layers: nullish(Type.Array(ConfigLayer)),
});
export type ConfigReadResponse = Static<typeof ConfigReadResponse>;
