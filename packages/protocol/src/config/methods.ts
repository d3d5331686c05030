// The requests of the configuration and of what administrators require of it.
import { ConfigRequirementsReadResponse } from '../config-requirements/read.ts';
import { McpServerRefreshResponse } from '../mcp-server/reload.ts';
import type { RequestTable } from '../method-table.ts';
import { Type } from '../type.ts';
import { ConfigReadParams, ConfigReadResponse } from './read.ts';
import { ConfigBatchWriteParams, ConfigValueWriteParams, ConfigWriteResponse } from './write.ts';

export const configRequests = {
  'config/mcpServer/reload': { params: Type.Null(), result: McpServerRefreshResponse },
  'config/read': { params: ConfigReadParams, result: ConfigReadResponse },
  'config/value/write': { params: ConfigValueWriteParams, result: ConfigWriteResponse },
  'config/batchWrite': { params: ConfigBatchWriteParams, result: ConfigWriteResponse },
  'configRequirements/read': { params: Type.Null(), result: ConfigRequirementsReadResponse },
} as const satisfies RequestTable;
