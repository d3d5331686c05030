import { parse } from 'smol-toml';
import { expect, test } from 'vitest';
import { type ProfileTables, resolveProfile } from './permission-profiles.ts';

const resolve = (toml: string, id = 'a') => resolveProfile(id, parse(toml) as ProfileTables);
const workspace = (subpath?: string) => ({
  type: 'special',
  value: { kind: 'project_roots', ...(subpath !== undefined && { subpath }) },
});
const special = (kind: string) => ({ type: 'special', value: { kind } });

test('a profile adds to the one it extends; what is named again is replaced', () => {
  const { sandboxPolicy, activePermissionProfile, warnings } = resolve(`
    [a]
    extends = "b"
    [a.filesystem]
    ":tmpdir" = "deny"
    ":workspace_roots" = { secret = "none", "out/**" = "write", "*.pem" = "deny" }
    [a.workspace_roots]
    "/more" = true
    "/less" = false
    [b]
    extends = ":workspace"
    [b.filesystem]
    glob_scan_max_depth = 2
    "/data" = "write"
    [b.network]
    enabled = true
  `);
  expect(activePermissionProfile).toEqual({ id: 'a', extends: 'b' });
  expect(warnings).toEqual([]);
  expect(sandboxPolicy).toMatchObject({
    type: 'workspaceWrite',
    networkAccess: true,
    excludeTmpdirEnvVar: true,
    excludeSlashTmp: false,
  });
  expect(sandboxPolicy.rules?.globScanMaxDepth).toBe(2);
  expect(sandboxPolicy.rules?.entries).toEqual([
    { path: { type: 'path', path: '/data' }, access: 'write' },
    { path: special('root'), access: 'read' },
    { path: special('slash_tmp'), access: 'write' },
    { path: special('tmpdir'), access: 'deny' },
    { path: workspace('*.pem'), access: 'deny' },
    { path: workspace(), access: 'write' },
    { path: workspace('out'), access: 'write' },
    { path: workspace('secret'), access: 'deny' },
    { path: { type: 'glob_pattern', pattern: '/more/*.pem' }, access: 'deny' },
    { path: { type: 'path', path: '/more' }, access: 'write' },
    { path: { type: 'path', path: '/more/out' }, access: 'write' },
    { path: { type: 'path', path: '/more/secret' }, access: 'deny' },
  ]);
});

test.each([
  ['[a]\nextends = ":danger-full-access"', 'permissions profile `a` cannot extend unsupported built-in profile'],
  ['[a]\nextends = "x"', 'permissions profile `a` extends undefined profile `x`'],
  ['[a]\nextends = "b"\n[b]\nextends = "a"', 'permissions profile inheritance cycle detected: a -> b -> a'],
  ['[a.filesystem]\n"x/y" = "read"', 'filesystem path `x/y` must be absolute, use `~/...`, or start with `:`'],
  ['[a.filesystem]\n":tmpdir" = { x = "read" }', 'filesystem path `:tmpdir` does not support nested entries'],
  ['[a.filesystem]\n"/x" = { "../y" = "read" }', 'filesystem subpath `../y` must be a descendant path'],
  ['[a.filesystem]\n"/x" = { "*.y" = "read" }', 'filesystem glob path `*.y` only supports `deny` access'],
  ['[a.filesystem]\n"/x" = "maybe"', 'did not match any variant of untagged enum FilesystemPermissionToml'],
  ['[b]', 'default_permissions refers to undefined profile `a`'],
])('%j is refused', (toml, why) => {
  expect(() => resolve(toml)).toThrow(why);
});

test.each([
  ['":root" = "write"', false, 'externalSandbox'],
  ['":root" = "write"', true, 'dangerFullAccess'],
  ['":root" = "write"\n"/x" = "deny"', true, 'externalSandbox'],
  ['"/x" = "write"', false, 'workspaceWrite'],
  ['":root" = "read"', true, 'readOnly'],
  ['":elsewhere" = "write"', false, 'readOnly'],
])('clients are told of %j with network %j as of %s', (files, network, type) => {
  const { sandboxPolicy } = resolve(`[a.filesystem]\n${files}\n[a.network]\nenabled = ${network}`);
  expect(sandboxPolicy.type).toBe(type);
  // Only what limits nothing may go without rules.
  expect(sandboxPolicy.rules === undefined).toBe(type === 'dangerFullAccess');
});
