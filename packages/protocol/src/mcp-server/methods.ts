// The requests and notifications of MCP servers.
import type { NotificationTable, RequestTable } from '../method-table.ts';
import {
  McpServerEventStreamNotification,
  McpServerEventStreamStartParams,
  McpServerEventStreamStartResponse,
  McpServerEventStreamStopParams,
  McpServerEventStreamStopResponse,
} from './event-stream.ts';
import {
  McpServerOauthLoginCompletedNotification,
  McpServerOauthLoginParams,
  McpServerOauthLoginResponse,
} from './oauth-login.ts';
import { McpResourceReadParams, McpResourceReadResponse } from './resource.ts';
import {
  ListMcpServerStatusParams,
  ListMcpServerStatusResponse,
  McpServerStatusUpdatedNotification,
} from './status.ts';
import { McpServerToolCallParams, McpServerToolCallResponse } from './tool.ts';

export const mcpServerRequests = {
  'mcpServer/oauth/login': { params: McpServerOauthLoginParams, result: McpServerOauthLoginResponse },
  'mcpServerStatus/list': { params: ListMcpServerStatusParams, result: ListMcpServerStatusResponse },
  'mcpServer/resource/read': { params: McpResourceReadParams, result: McpResourceReadResponse },
  'mcpServer/event/stream/start': {
    params: McpServerEventStreamStartParams,
    result: McpServerEventStreamStartResponse,
    experimental: true,
  },
  'mcpServer/event/stream/stop': {
    params: McpServerEventStreamStopParams,
    result: McpServerEventStreamStopResponse,
    experimental: true,
  },
  'mcpServer/tool/call': { params: McpServerToolCallParams, result: McpServerToolCallResponse },
} as const satisfies RequestTable;

export const mcpServerNotifications = {
  'mcpServer/oauthLogin/completed': McpServerOauthLoginCompletedNotification,
  'mcpServer/startupStatus/updated': McpServerStatusUpdatedNotification,
  'mcpServer/event/stream/notification': McpServerEventStreamNotification,
} as const satisfies NotificationTable;
