import { expect, test } from 'vitest';
import { applyOverrides, type Settings, wireSettings } from './settings.ts';

const settings: Settings = {
  cwd: '/work',
  runtimeWorkspaceRoots: ['/work', '/extra'],
  approvalPolicy: 'on-request',
  approvalsReviewer: 'user',
  sandboxPolicy: { type: 'readOnly', networkAccess: false },
  activePermissionProfile: null,
  model: 'm1',
  modelProvider: 'p',
  serviceTier: null,
  reasoningEffort: null,
  reasoningSummary: null,
  collaborationMode: {
    mode: 'default',
    settings: { model: 'm1', reasoning_effort: null, developer_instructions: null },
  },
  personality: null,
  hasEnvironment: true,
};
const turn = { threadId: 't', input: [] };

test('nothing asked, or what holds anyway, changes nothing', () => {
  expect(applyOverrides(settings, turn)).toBe(settings);
  expect(applyOverrides(settings, { ...turn, cwd: '/work', model: 'm1', approvalPolicy: 'on-request' })).toBe(settings);
});

test('a new directory takes its workspace root along', () => {
  const { cwd, runtimeWorkspaceRoots } = applyOverrides(settings, { ...turn, cwd: 'sub' });
  expect({ cwd, runtimeWorkspaceRoots }).toEqual({ cwd: '/work/sub', runtimeWorkspaceRoots: ['/work/sub', '/extra'] });
});

test('model and effort show in the collaboration mode, and the mode wins over both', () => {
  const changed = applyOverrides(settings, { ...turn, model: 'm2', effort: 'high' });
  expect(changed.collaborationMode.settings).toMatchObject({ model: 'm2', reasoning_effort: 'high' });
  const mode = { mode: 'default' as const, settings: { model: 'm3', reasoning_effort: 'low' } };
  const moded = applyOverrides(changed, { ...turn, model: 'm4', collaborationMode: mode });
  expect([moded.model, moded.reasoningEffort]).toEqual(['m3', 'low']);
});

test('a sandbox policy is completed; a built-in profile brings its own; both together are refused', () => {
  const policy = applyOverrides(settings, { ...turn, sandboxPolicy: { type: 'workspaceWrite' } });
  expect(wireSettings(policy).sandboxPolicy).toEqual({
    type: 'workspaceWrite',
    writableRoots: [],
    networkAccess: false,
    excludeTmpdirEnvVar: false,
    excludeSlashTmp: false,
  });
  const profile = applyOverrides(settings, { ...turn, permissions: ':danger-full-access' });
  expect(profile.activePermissionProfile).toEqual({ id: ':danger-full-access', extends: null });
  expect(profile.sandboxPolicy).toEqual({ type: 'dangerFullAccess' });
  expect(() =>
    applyOverrides(settings, { ...turn, permissions: ':workspace', sandboxPolicy: { type: 'readOnly' } }),
  ).toThrow('cannot be combined');
  expect(() => applyOverrides(settings, { ...turn, permissions: 'mine' })).toThrow('default_permissions');
});

test('a service tier that is taken away is the default one', () => {
  expect(applyOverrides({ ...settings, serviceTier: 'fast' }, { ...turn, serviceTier: null }).serviceTier).toBe(
    'default',
  );
});

test('a mode without instructions brings its own; given ones win', () => {
  const given = { mode: 'plan' as const, settings: { model: 'm1', reasoning_effort: null } };
  const built = applyOverrides(settings, { ...turn, collaborationMode: given }).collaborationMode;
  expect(built.settings.developer_instructions).toContain('Plan mode');
  const own = { ...given, settings: { ...given.settings, developer_instructions: 'Mine.' } };
  expect(applyOverrides(settings, { ...turn, collaborationMode: own }).collaborationMode.settings).toMatchObject({
    developer_instructions: 'Mine.',
  });
});

test('an empty list of environments takes the machine away, the local one gives it back', () => {
  const none = applyOverrides(settings, { ...turn, environments: [] });
  expect(wireSettings(none).environments).toEqual([]);
  const local = { environmentId: 'local', cwd: '/elsewhere' };
  expect(wireSettings(applyOverrides(none, { ...turn, environments: [local] }))).toMatchObject({
    cwd: '/elsewhere',
    environments: [{ environmentId: 'local', cwd: '/elsewhere', runtimeWorkspaceRoots: ['/elsewhere'] }],
  });
  const wrong = (...ids: string[]) => ({ ...turn, environments: ids.map((id) => ({ ...local, environmentId: id })) });
  expect(() => applyOverrides(settings, wrong('x'))).toThrow('unknown turn environment id `x`');
  expect(() => applyOverrides(settings, wrong('local', 'local'))).toThrow('duplicate turn environment id `local`');
});
