// The MCP server routes: this server pages itself, by offsets that are never refused, and tells tools as a list. An
// app-server without MCP can still say that no server is configured.
import type { Params, Result } from '@codex/protocol/methods.ts';
import type { App } from '../rest/app.ts';
import { HttpError, invalidRequest, isUnsupported } from '../rest/errors.ts';
import { fieldsOf, inputOf, paramsOf, readAll } from '../rest/request.ts';
import type { Call, Fields } from '../rest/route.ts';

const maxLimit = 100;

const authStatuses: Readonly<Record<string, string>> = {
  oAuth: 'authenticated',
  bearerToken: 'authenticated',
  notLoggedIn: 'unauthenticated',
  unsupported: 'unsupported',
  unknown: 'unsupported',
};

/** GET /mcp/servers. */
export async function listMcpServers(call: Call, app: App): Promise<Fields> {
  const { limit: limitText, cursor, ...filter } = inputOf(call, 'mcpServerStatus/list');
  const limit = limitOf(limitText);
  const start = offsetOf(cursor);
  const params = await paramsOf('mcpServerStatus/list', filter);
  const all = await readAll(app, 'mcpServerStatus/list', params).catch(async (error) => {
    if (isUnsupported(error) && (await configuredServers(app)).length === 0) return [];
    throw error;
  });
  const byName = new Map(all.map((server) => [server.name, server]));
  const servers = [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  const end = start + limit;
  const { data } = fieldsOf('mcpServerStatus/list', { data: servers.slice(start, end) }) as { data: Fields[] };
  return { data: data.map(entry), next_cursor: end < servers.length ? String(end) : null };
}

function entry(server: Fields): Fields {
  const tools = Object.entries(server.tools as Record<string, Fields>)
    .map(([name, tool]) => ({ ...tool, name }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const status = String(server.auth_status);
  return { ...server, tools, auth_status: authStatuses[status] ?? 'unsupported', auth_status_detail: status };
}

/** Clamped to 1..100. */
export function limitOf(given: unknown): number {
  if (given === undefined || given === null) return maxLimit;
  const limit = Number(given);
  if (!Number.isInteger(limit)) throw invalidRequest('limit must be a whole number');
  return Math.min(maxLimit, Math.max(1, limit));
}

/** A decimal offset; anything else is the beginning. */
export function offsetOf(cursor: unknown): number {
  return typeof cursor === 'string' && /^\d{1,9}$/.test(cursor) ? Number(cursor) : 0;
}

/** POST /mcp/servers/refresh. */
export async function reloadServers(
  params: Params<'config/mcpServer/reload'>,
  app: App,
): Promise<Result<'config/mcpServer/reload'>> {
  try {
    return await app.backend.request('config/mcpServer/reload', params);
  } catch (error) {
    if (isUnsupported(error) && (await configuredServers(app)).length === 0) return {};
    throw error;
  }
}

type ServerMethod = 'mcpServer/oauth/login' | 'mcpServer/resource/read' | 'mcpServer/tool/call';

/** The request about one server; one that is not configured is not found. */
export function askServer<M extends ServerMethod>(method: M) {
  return async (params: Params<M>, app: App): Promise<Result<M>> => {
    try {
      return await app.backend.request(method, params);
    } catch (error) {
      const { name, server = name } = params as { name?: string; server?: string };
      if (!isUnsupported(error) || (await configuredServers(app)).includes(String(server))) throw error;
      throw new HttpError(404, 'NOT_FOUND', `MCP server not found: ${server}`);
    }
  };
}

/** Their names. */
async function configuredServers(app: App): Promise<string[]> {
  const { config } = await app.backend.request('config/read', {});
  return Object.keys((config as { mcp_servers?: object | null }).mcp_servers ?? {});
}

/** POST /mcp/servers/{name}/auth: under the documented name too. */
export function loginStarted(result: Fields): Fields {
  return { auth_url: result.authorization_url, login_id: null, ...result };
}
