// Rules about commands beside those of CODEX_HOME: of trusted projects and of the administrator. The strictest of all
// that match counts.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { functionCall, message } from '@codex/testkit/ev.ts';
import { reply } from '@codex/testkit/mock-model-server.ts';
import { expect, test } from 'vitest';
import { type Bench, conversation, createBench, openScene, say } from './harness.ts';

const run = (cmd: string, id: string) => reply(functionCall('exec_command', { cmd }, id));

function write(folder: string, file: string, text: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, file), text);
}

function output(bench: Bench, id: string): string {
  return String(conversation(bench.model).find((item) => item.call_id === id && 'output' in item)?.output);
}

const forbidden = 'prefix_rule(pattern=["echo", "bad"], decision="forbidden", justification="not here")\n';

test.each([
  ['trusted', 'rejected: not here'],
  ['untrusted', 'Process exited with code 0'],
])('rules of a project that is %s', async (level, told) => {
  const bench = await createBench([run('echo bad', 'c1'), reply(message('done'))]);
  const { home, cwd } = bench.home;
  write(join(home, 'rules'), 'default.rules', 'prefix_rule(pattern=["echo"])\n');
  write(join(cwd, '.codex/rules'), 'project.rules', forbidden);
  const scene = await openScene(bench, {
    config: { projects: { [cwd]: { trust_level: level } } },
    approvalPolicy: 'never',
    sandbox: 'danger-full-access',
  });
  await say(scene, 'go');
  expect(output(bench, 'c1')).toContain(told);
});

test('a project cannot change its rules for the thread that runs', async () => {
  const bench = await createBench([
    run(
      'mkdir -p .codex/rules; echo \'prefix_rule(pattern=["echo"], decision="forbidden")\' > .codex/rules/x.rules',
      'c1',
    ),
    run('echo still', 'c2'),
    reply(message('done')),
  ]);
  const { cwd } = bench.home;
  mkdirSync(join(cwd, '.codex'));
  const scene = await openScene(bench, { config: { projects: { [cwd]: { trust_level: 'trusted' } } } });
  await say(scene, 'go');
  expect(output(bench, 'c2')).toContain('still');
});

test('a mistake in the rules of a project is told, and puts none of them in force', async () => {
  const bench = await createBench([run('echo bad', 'c1'), reply(message('done'))]);
  const { cwd } = bench.home;
  write(join(cwd, '.codex/rules'), 'a.rules', `${forbidden}prefix_rule(pattern=[])\n`);
  const scene = await openScene(bench, { config: { projects: { [cwd]: { trust_level: 'trusted' } } } });
  await say(scene, 'go');
  expect(output(bench, 'c1')).toContain('Process exited with code 0');
  const warnings = scene.witness.all('warning').map(({ message }) => message);
  expect(warnings.join()).toContain(`failed to parse rules file ${cwd}/.codex/rules/a.rules:2:`);
});
