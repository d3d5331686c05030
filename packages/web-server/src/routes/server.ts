// Rows of the server itself: health, configuration, MCP servers, feedback, uploads, documentation.
import { Type } from '@codex/protocol/type.ts';
import { downloadAttachment, readAttachment, removeAttachment, uploadAttachment } from '../handlers/attachments.ts';
import { batchWrite, readConfig, valueWrite, writtenConfig } from '../handlers/config.ts';
import { readSummary } from '../handlers/conversations.ts';
import { apiReference, apiReferenceScript, metrics, openApiDocument } from '../handlers/documents.ts';
import { sendFeedback } from '../handlers/feedback.ts';
import { beginLogin, listMcpServers, loginStarted, reloadServers } from '../handlers/mcp-servers.ts';
import type { Route } from '../rest/route.ts';

const { String: text, Boolean: flag, Integer: whole, Optional: optional } = Type;

const attachment = { attachment_id: text(), filename: text(), mime_type: text(), size: whole() };
const written = { success: flag(), new_version: text() };
const page = { limit: optional(whole()), cursor: optional(text()) };

export const serverRoutes = [
  {
    verb: 'GET',
    path: '/health',
    aliases: ['/healthz', '/readyz'],
    open: true,
    about: 'Whether the server answers',
    handle: () => ({ status: 'ok' }),
    adds: { status: text() },
  },
  { verb: 'GET', path: '/metrics', about: 'Measurements for Prometheus', handle: metrics, media: 'text/plain' },
  {
    verb: 'GET',
    path: '/api-docs/openapi.json',
    aliases: ['/openapi.json'],
    open: true,
    about: 'This API as OpenAPI 3.1',
    handle: openApiDocument,
  },
  {
    verb: 'GET',
    path: '/docs',
    aliases: ['/swagger-ui'],
    open: true,
    about: 'This API as a page to read and try; works offline',
    handle: apiReference,
    media: 'text/html',
  },
  {
    verb: 'GET',
    path: '/docs/js/scalar.js',
    open: true,
    about: 'The script of the page',
    handle: apiReferenceScript,
    media: 'text/javascript',
  },
  {
    verb: 'GET',
    path: '/api/v2/server',
    about: 'What the app server said of itself at the handshake',
    handle: (_, app) => ({ ...app.backend.server }),
    covers: ['initialize'],
  },
  {
    verb: 'GET',
    path: '/api/v2/config',
    about: 'Read the configuration in force; include_layers=true adds where it comes from',
    handle: readConfig,
    covers: ['config/read'],
    adds: { version: Type.Union([text(), Type.Null()]) },
  },
  {
    verb: 'PUT',
    path: '/api/v2/config',
    about: 'Write one value: {key, value}; null clears',
    method: 'config/value/write',
    prepare: valueWrite,
    urls: ({ value }) => value,
    view: writtenConfig,
    takes: { key: optional(text()), key_path: optional(text()), merge_strategy: optional(text()) },
    adds: written,
  },
  {
    verb: 'PATCH',
    path: '/api/v2/config',
    about: 'Write several values or none: {values: {key: value}}',
    method: 'config/batchWrite',
    prepare: batchWrite,
    urls: ({ edits }) => edits,
    view: writtenConfig,
    takes: { values: optional(Type.Unknown()), edits: optional(Type.Array(Type.Unknown())) },
    adds: written,
  },
  {
    verb: 'GET',
    path: '/api/v2/config/requirements',
    about: 'What an administrator demands of the configuration',
    method: 'configRequirements/read',
    view: (result) => ({ ...result, requirements: result.requirements ?? null }),
  },
  {
    verb: 'GET',
    path: '/api/v2/mcp/servers',
    about: 'List MCP servers with their tools; limit 1..100, cursor an offset',
    handle: listMcpServers,
    covers: ['mcpServerStatus/list'],
    takes: page,
  },
  {
    verb: 'POST',
    path: '/api/v2/mcp/servers/refresh',
    about: 'Read the MCP servers of the configuration again',
    method: 'config/mcpServer/reload',
    call: reloadServers,
  },
  {
    verb: 'POST',
    path: '/api/v2/mcp/servers/{name}/auth',
    about: 'Begin a login at an MCP server; its end is an event',
    method: 'mcpServer/oauth/login',
    call: beginLogin,
    view: loginStarted,
    adds: { auth_url: text() },
  },
  {
    verb: 'GET',
    path: '/api/v2/mcp/servers/{name}/resources',
    about: 'Read a resource of an MCP server',
    method: 'mcpServer/resource/read',
    names: { name: 'server' },
  },
  {
    verb: 'POST',
    path: '/api/v2/mcp/servers/{name}/tools/{tool}/call',
    about: 'Call a tool of an MCP server; is_error is no error of this API',
    method: 'mcpServer/tool/call',
    names: { name: 'server' },
  },
  {
    verb: 'POST',
    path: '/api/v2/feedback',
    about: 'Send feedback; it is kept in the state directory until an uploader takes it',
    handle: sendFeedback,
    covers: ['feedback/upload'],
    status: 201,
    adds: { success: flag(), thread_id: text() },
  },
  {
    verb: 'POST',
    path: '/api/v2/feedback/save',
    about: 'Write a report to a new file instead of sending it',
    method: 'feedback/save',
    status: 201,
  },
  {
    verb: 'POST',
    path: '/api/v1/attachments',
    aliases: ['/api/v2/attachments'],
    about: 'Upload a file, as the first field of a multipart form; at most 100 MiB',
    handle: uploadAttachment,
    upload: true,
    adds: attachment,
  },
  {
    verb: 'GET',
    path: '/api/v1/attachments/{attachment_id}',
    aliases: ['/api/v2/attachments/{attachment_id}'],
    about: 'Download a file',
    handle: downloadAttachment,
    media: 'application/octet-stream',
  },
  {
    verb: 'GET',
    path: '/api/v2/attachments/{attachment_id}/metadata',
    about: 'What is known of an uploaded file',
    handle: readAttachment,
    adds: attachment,
  },
  {
    verb: 'DELETE',
    path: '/api/v2/attachments/{attachment_id}',
    about: 'Remove an uploaded file',
    handle: removeAttachment,
    adds: { success: flag() },
  },
  {
    verb: 'GET',
    path: '/api/v2/conversations/{conversation_id}/summary',
    about: 'Summary of a conversation of the older kind',
    handle: readSummary,
    covers: ['getConversationSummary'],
  },
  {
    verb: 'GET',
    path: '/api/v2/conversations/summary',
    about: 'Summary of a conversation of the older kind, by the path of its file',
    handle: readSummary,
    covers: ['getConversationSummary'],
    takes: { rollout_path: text() },
  },
  {
    verb: 'POST',
    path: '/api/v2/external-agent-config/detect',
    about: 'Find settings of other agents that could be taken over',
    method: 'externalAgentConfig/detect',
  },
  {
    verb: 'POST',
    path: '/api/v2/external-agent-config/imports',
    about: 'Take settings of other agents over; progress is events',
    method: 'externalAgentConfig/import',
    status: 202,
  },
  {
    verb: 'POST',
    path: '/api/v2/external-agent-config/imports/history',
    about: 'Record an import that a client made itself',
    method: 'externalAgentConfig/import/recordHistory',
    status: 201,
  },
  {
    verb: 'GET',
    path: '/api/v2/external-agent-config/imports/history',
    about: 'List former imports',
    method: 'externalAgentConfig/import/readHistories',
  },
] as const satisfies readonly Route[];
