// mcp-servers.ts: the documented cases of limits and cursors, and how servers and their logins are told.

import { expect, test } from 'vitest';
import type { Backend } from '../backend/backend.ts';
import type { App } from '../rest/app.ts';
import type { Call } from '../rest/route.ts';
import { limitOf, listMcpServers, loginStarted, offsetOf } from './mcp-servers.ts';

test.each([
  ['0', 1],
  ['1', 1],
  ['50', 50],
  ['100', 100],
  ['200', 100],
  [undefined, 100],
])('limit %s is %i', (given, limit) => {
  expect(limitOf(given)).toBe(limit);
});

test('a limit that is no number is refused', () => {
  expect(() => limitOf('many')).toThrow('limit must be a whole number');
});

test.each([
  ['0', 0],
  ['99', 99],
  ['abc', 0],
  ['', 0],
  ['-1', 0],
  [undefined, 0],
])('cursor %s is %i', (given, offset) => {
  expect(offsetOf(given)).toBe(offset);
});

const tool = (name: string) => ({ name, inputSchema: { type: 'object' } });
const server = (name: string, authStatus: string) => ({
  name,
  authStatus,
  tools: { zeta: tool('zeta'), alpha: tool('alpha') },
  resources: [],
  resourceTemplates: [],
});

/** Pages of one server each, as a backend with that limit would send them. */
function appWith(...servers: ReturnType<typeof server>[]): App {
  const request = async (_: string, { cursor }: { cursor?: string }) => {
    const at = Number(cursor ?? 0);
    return { data: servers.slice(at, at + 1), nextCursor: at + 1 < servers.length ? String(at + 1) : null };
  };
  return { backend: { request } as unknown as Backend } as App;
}

const get = (query: Record<string, string>) => ({ query, body: {}, path: {} }) as unknown as Call;

test('servers are sorted, counted once, paged by offset; tools are a list; the documented words for logins', async () => {
  const app = appWith(
    server('c', 'oAuth'),
    server('a', 'notLoggedIn'),
    server('b', 'unsupported'),
    server('a', 'bearerToken'),
  );
  const first = await listMcpServers(get({ limit: '2' }), app);
  expect(first).toMatchObject({
    data: [
      {
        name: 'a',
        auth_status: 'authenticated',
        auth_status_detail: 'bearerToken',
        tools: [{ name: 'alpha' }, { name: 'zeta' }],
      },
      { name: 'b', auth_status: 'unsupported' },
    ],
    next_cursor: '2',
  });
  expect(await listMcpServers(get({ limit: '2', cursor: '2' }), app)).toMatchObject({
    data: [{ name: 'c' }],
    next_cursor: null,
  });
  expect(await listMcpServers(get({ cursor: '99' }), app)).toEqual({ data: [], next_cursor: null });
});

test('a login is told under the documented name too', () => {
  const told = loginStarted({ authorization_url: 'https://x', login_id: 'l' });
  expect(told).toEqual({ auth_url: 'https://x', authorization_url: 'https://x', login_id: 'l' });
});
