// Permission profiles of config.toml, and permissions that people grant for single paths: as the sandbox and patches
// keep them, as the model is told of them, as a resumed thread remembers them.
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { customToolCall, functionCall, message } from '@codex/testkit/ev.ts';
import { reply } from '@codex/testkit/mock-model-server.ts';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  type Bench,
  client,
  conversation,
  createBench,
  openScene,
  type Scene,
  say,
  Witness,
} from '../engine/harness.ts';
import { sandboxWorks, warnIfSkipped } from './availability.ts';

warnIfSkipped('profiles.test.ts');

const profiles = `
[permissions.careful]
extends = ":workspace"
[permissions.careful.filesystem]
":workspace_roots" = { "." = "write", secret = "deny", "**/.env" = "deny", kept = "read" }
[permissions.blind.filesystem]
":minimal" = "read"
":workspace_roots" = "write"
`;
const run = (cmd: string, id: string) => reply(functionCall('exec_command', { cmd, login: false }, id));

async function furnished(...answers: Parameters<typeof createBench>[0]): Promise<Bench> {
  const bench = await createBench([...answers, reply(message('done'))], { extra: profiles });
  const { cwd } = bench.home;
  for (const folder of ['secret', 'kept', 'deep']) mkdirSync(join(cwd, folder));
  for (const file of ['secret/file', 'kept/file', '.env', 'deep/.env', 'plain'])
    writeFileSync(join(cwd, file), 'canary\n');
  return bench;
}

function output(bench: Bench, id: string): string {
  return String(conversation(bench.model).find((item) => item.call_id === id && 'output' in item)?.output);
}

describe.runIf(sandboxWorks)('a profile', () => {
  test('keeps what it denies from being read, and what may only be read from being written', async () => {
    const attempts = [
      'cat secret/file',
      'ls secret',
      'cat .env',
      'cat deep/.env',
      'mv secret s2',
      'touch kept/x',
      'echo x > .env',
    ];
    const script = attempts.map((one, index) => `( ${one} ) >/dev/null 2>&1 && echo "worked ${index}"`).join('; ');
    const bench = await furnished(run(`${script}; cat plain kept/file; touch made`, 'c1'));
    const scene = await openScene(bench, { permissions: 'careful' });
    await say(scene, 'go');
    expect(output(bench, 'c1')).not.toContain('worked');
    expect(output(bench, 'c1')).toContain('canary\ncanary\n');
    expect(existsSync(join(bench.home.cwd, 'made'))).toBe(true);
  });

  test('without the root shows nothing but what it names', async () => {
    const bench = await furnished(run(`cat plain; cat ${'$CODEX_HOME'}/config.toml; ls /`, 'c1'));
    const scene = await openScene(bench, { permissions: 'blind' });
    await say(scene, 'go');
    expect(output(bench, 'c1')).toContain('canary');
    expect(output(bench, 'c1')).not.toMatch(/^(root|home|var|model)/m);
  });

  test('is in force again when the thread is resumed', async () => {
    const bench = await furnished(reply(message('one')), run('cat secret/file plain', 'c1'));
    const scene = await openScene(bench, { permissions: 'careful' });
    const profile = { id: 'careful', extends: ':workspace' };
    await say(scene, 'go');
    const engine = await bench.restart();
    const resumed = await engine.threads.resume({ threadId: scene.thread.id, excludeTurns: true }, client);
    expect(resumed.response).toMatchObject({ activePermissionProfile: profile, sandbox: { type: 'workspaceWrite' } });
    expect(resumed.response.sandbox).not.toHaveProperty('rules');
    const witness = new Witness();
    resumed.thread.follow(witness);
    resumed.begin();
    await say({ ...scene, engine, thread: resumed.thread, witness }, 'again');
    expect(output(bench, 'c1').match(/canary/g)).toHaveLength(1);
  });
});

test('a patch asks before it writes what the profile does not let it write', async () => {
  const add = (path: string) => `*** Begin Patch\n*** Add File: ${path}\n+x\n*** End Patch\n`;
  const bench = await furnished(
    ...['made', 'kept/made', 'secret/made', 'deep/.env.d'].map((path, index) =>
      reply(customToolCall('apply_patch', add(path), `p${index}`)),
    ),
  );
  const scene = await openScene(bench, { permissions: 'careful', approvalPolicy: 'on-request' });
  const asked: string[] = [];
  scene.witness.onEntry = ({ message }) => {
    if (!('id' in message)) return;
    asked.push((message.params as { itemId: string }).itemId);
    queueMicrotask(() => scene.engine.answer(Number(message.id), { result: { decision: 'decline' } }));
  };
  await say(scene, 'go');
  expect(asked).toEqual(['p1', 'p2']);
});

test('the model is told of every rule', async () => {
  const bench = await furnished();
  await say(await openScene(bench, { permissions: 'careful' }), 'go');
  const told = JSON.stringify(bench.model.requests[0]?.body?.input).replaceAll('\\"', '"');
  const { cwd } = bench.home;
  expect(told).toContain(`<entry access="deny" escalatable="false"><path>${cwd}/secret</path></entry>`);
  expect(told).toContain(`<entry access="deny" escalatable="false"><glob>${cwd}/**/.env</glob></entry>`);
  expect(told).toContain(`<entry access="read"><path>${cwd}/kept</path></entry>`);
});

describe.runIf(sandboxWorks)('granted paths', () => {
  test('can be written in a read-only sandbox, and nothing beside them', async () => {
    // Not below /tmp, which other sandboxes may write.
    const folder = mkdtempSync('/var/tmp/codex-granted-');
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const wish = { permissions: { file_system: { write: [folder] } }, reason: 'to build' };
    const bench = await createBench(
      [
        reply(functionCall('request_permissions', wish, 'ask')),
        run(`touch ${folder}/made; touch here; cat /etc/hostname >/dev/null && echo read`, 'c1'),
        reply(message('done')),
      ],
      { extra: '[features]\nrequest_permissions_tool = true\n' },
    );
    const scene = await openScene(bench, { sandbox: 'read-only', approvalPolicy: 'on-request' });
    scene.witness.onEntry = ({ message }) => {
      if (!('id' in message)) return;
      const { permissions } = message.params as { permissions: object };
      queueMicrotask(() => scene.engine.answer(Number(message.id), { result: { permissions, scope: 'turn' } }));
    };
    await say(scene, 'go');
    expect(existsSync(join(folder, 'made'))).toBe(true);
    expect(existsSync(join(bench.home.cwd, 'here'))).toBe(false);
    expect(output(bench, 'c1')).toContain('read');
  });
});

describe.runIf(sandboxWorks)('with_additional_permissions', () => {
  const feature = { extra: '[features]\nexec_permission_approvals = true\n' };
  const wish = (folder: string) => ({
    sandbox_permissions: 'with_additional_permissions',
    justification: 'May I build?',
    additional_permissions: { file_system: { write: [folder] } },
  });
  const decided = (scene: Scene, decision: string) => {
    const asks: Array<Record<string, unknown>> = [];
    scene.witness.onEntry = ({ message }) => {
      if (!('id' in message)) return;
      asks.push(message.params as Record<string, unknown>);
      queueMicrotask(() => scene.engine.answer(Number(message.id), { result: { decision } }));
    };
    return asks;
  };

  test('asks, and gives this one command no more than that', async () => {
    const folder = mkdtempSync('/var/tmp/codex-additional-');
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const cmd = (name: string) => `touch ${folder}/${name}; touch ${name}`;
    const bench = await createBench(
      [
        reply(functionCall('exec_command', { cmd: cmd('a'), ...wish(folder) }, 'c1')),
        run(cmd('b'), 'c2'),
        reply(message('done')),
      ],
      feature,
    );
    const scene = await openScene(bench, { sandbox: 'read-only', approvalPolicy: 'on-request' });
    const asks = decided(scene, 'accept');
    await say(scene, 'go');
    const additionalPermissions = {
      network: null,
      fileSystem: { read: null, write: [folder], entries: [{ path: { type: 'path', path: folder }, access: 'write' }] },
    };
    expect(asks).toMatchObject([
      { itemId: 'c1', reason: 'May I build?', additionalPermissions, availableDecisions: ['accept', 'cancel'] },
    ]);
    const made = [`${folder}/a`, `${folder}/b`, join(bench.home.cwd, 'a'), join(bench.home.cwd, 'b')];
    expect(made.map((path) => existsSync(path))).toEqual([true, false, false, false]);
  });

  test.each([
    [
      { additional_permissions: undefined },
      feature,
      'on-request',
      'missing `additional_permissions`; provide at least',
    ],
    [{ additional_permissions: {} }, feature, 'on-request', 'must include at least one requested permission'],
    [{}, {}, 'on-request', 'additional permissions are disabled; enable `features.exec_permission_approvals`'],
    [{}, feature, 'never', 'approval policy is Never; reject command'],
  ] as const)('%j is refused (%j, %s)', async (more, options, approvalPolicy, why) => {
    const args = { cmd: 'touch made', ...wish('/data'), ...more };
    const bench = await createBench([reply(functionCall('exec_command', args, 'c1')), reply(message('done'))], options);
    const scene = await openScene(bench, { sandbox: 'read-only', approvalPolicy });
    await say(scene, 'go');
    expect(output(bench, 'c1')).toContain(why);
  });
});
