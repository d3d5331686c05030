// What the administrator allows holds for everything that a client can ask for: when a thread starts, later, and for
// commands of its own. Starts fall back to what is allowed, later wishes are refused, as the official server does.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ThreadSettingsUpdateParams } from '@codex/protocol/thread/settings.ts';
import type { ThreadStartParams } from '@codex/protocol/thread/start.ts';
import { message } from '@codex/testkit/ev.ts';
import { reply } from '@codex/testkit/mock-model-server.ts';
import { expect, test } from 'vitest';
import { client, createBench, openScene, say } from '../engine/harness.ts';

const readOnly = 'allowed_approval_policies = ["on-request"]\nallowed_sandbox_modes = ["read-only"]\n';
const policy = 'invalid value for `approval_policy`: `Never` is not in the allowed set [OnRequest]';
const mode = (wish: string) => `invalid value for \`sandbox_mode\`: \`${wish}\` is not in the allowed set [ReadOnly]`;

async function required(requirements: string) {
  const bench = await createBench([reply(message('done')), reply(message('again'))], {
    approvalPolicy: 'on-request',
    sandboxMode: 'read-only',
    extra: '[permissions.mine.filesystem]\n":root" = "write"\n',
  });
  const systemDirectory = join(bench.home.home, 'etc');
  await mkdir(systemDirectory);
  const write = (toml: string) => writeFile(join(systemDirectory, 'requirements.toml'), toml);
  await write(requirements);
  return { bench, systemDirectory, write };
}

test.each<[string, ThreadStartParams]>([
  ['approvalPolicy', { approvalPolicy: 'never' }],
  ['sandbox', { sandbox: 'danger-full-access' }],
  ['permissions', { permissions: ':workspace' }],
  ['permissions of config.toml', { permissions: 'mine' }],
  ['config', { config: { approval_policy: 'never', sandbox_mode: 'workspace-write' } }],
])('requirements apply to %s of thread/start: the thread gets what is allowed', async (_, params) => {
  const { bench, systemDirectory } = await required(readOnly);
  const engine = await bench.restart({ systemDirectory });
  const { response } = await engine.threads.start(params, client);
  const { approvalPolicy, sandbox, activePermissionProfile } = response;
  expect({ approvalPolicy, sandbox, activePermissionProfile }).toEqual({
    approvalPolicy: 'on-request',
    sandbox: { type: 'readOnly', networkAccess: false },
    activePermissionProfile: null,
  });
});

const wishes: ReadonlyArray<[string, Omit<ThreadSettingsUpdateParams, 'threadId'>, string]> = [
  ['approvalPolicy', { approvalPolicy: 'never' }, policy],
  ['full access', { sandboxPolicy: { type: 'dangerFullAccess' } }, mode('DangerFullAccess')],
  ['a writable workspace', { sandboxPolicy: { type: 'workspaceWrite' } }, mode('WorkspaceWrite')],
  ['a built-in profile', { permissions: ':danger-full-access' }, mode('DangerFullAccess')],
  ['a profile of config.toml', { permissions: 'mine' }, mode('DangerFullAccess')],
];

test.each(wishes)(
  'requirements apply to turn/start and thread/settings/update: %s is refused',
  async (_, wish, why) => {
    const { bench, systemDirectory } = await required(readOnly);
    const scene = await openScene(bench, {}, { systemDirectory });
    const { thread } = scene;
    const words = `invalid thread settings override: ${why} (set by ${systemDirectory}/requirements.toml)`;
    const input = [{ type: 'text' as const, text: 'go' }];
    expect(() => thread.startTurn({ threadId: thread.id, input, ...wish })).toThrow(words);
    expect(() => thread.changeSettings({ threadId: thread.id, ...wish })).toThrow(words);
    expect((await say(scene, 'go')).status).toBe('completed');
    expect(scene.witness.all('thread/settings/updated')).toEqual([]);
  },
);

test('requirements apply to command/exec', async () => {
  const { bench, systemDirectory } = await required(readOnly);
  const engine = await bench.restart({ systemDirectory });
  const programs = await engine.openPrograms(() => {}, new AbortController().signal);
  const run = (wish: object) => programs.exec({ command: ['true'], ...wish });
  await expect(run({ sandboxPolicy: { type: 'dangerFullAccess' } })).rejects.toThrow(
    `invalid sandbox policy: ${mode('DangerFullAccess')}`,
  );
  await expect(run({ permissionProfile: ':workspace' })).rejects.toThrow(
    `invalid permission profile: ${mode('WorkspaceWrite')}`,
  );
});

test('a stored thread falls back to what is allowed when it is resumed', async () => {
  const { bench, systemDirectory, write } = await required('');
  const scene = await openScene(bench, { approvalPolicy: 'never', sandbox: 'workspace-write' }, { systemDirectory });
  await say(scene, 'go');
  await write(readOnly);
  const engine = await bench.restart({ systemDirectory });
  const { response } = await engine.threads.resume({ threadId: scene.thread.id }, client);
  expect(response).toMatchObject({ approvalPolicy: 'on-request', sandbox: { type: 'readOnly' } });
});

test('configRequirements/read tells what is required, and null when nothing is', async () => {
  const { bench, systemDirectory } = await required(`${readOnly}[features]\ngoals = false\n`);
  const engine = await bench.restart({ systemDirectory });
  expect((await engine.config.requirements()).requirements).toMatchObject({
    allowedApprovalPolicies: ['on-request'],
    allowedSandboxModes: ['read-only'],
    featureRequirements: { goals: false },
  });
  const free = await bench.restart({ systemDirectory: join(systemDirectory, 'nothing') });
  expect((await free.config.requirements()).requirements).toBeNull();
});

test.each([
  ['["cached"]', 'live', false],
  ['["cached"]', null, false],
  ['["live"]', 'cached', true],
  ['["live"]', null, true],
  ['["live", "cached"]', null, true],
  ['[]', 'live', null],
  ['["disabled"]', null, null],
])('allowed_web_search_modes = %s lets web_search = %s be live: %s', async (allowed, wish, live) => {
  const { bench, systemDirectory } = await required(`allowed_web_search_modes = ${allowed}\n`);
  const config = wish === null ? {} : { web_search: wish };
  const scene = await openScene(bench, { config, sandbox: 'danger-full-access' }, { systemDirectory });
  await say(scene, 'go');
  const tools = bench.model.requests[0]?.body?.tools as Array<{ type: string; external_web_access?: boolean }>;
  expect(tools.find(({ type }) => type === 'web_search')?.external_web_access ?? null).toBe(live);
});
