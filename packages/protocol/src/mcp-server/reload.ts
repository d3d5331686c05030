// Reading the settings of MCP servers anew.
import type { Static } from 'typebox';
import { struct } from '../schema.ts';

/** Nothing to tell. */
export const McpServerRefreshResponse = struct('McpServerRefreshResponse', {});
export type McpServerRefreshResponse = Static<typeof McpServerRefreshResponse>;
