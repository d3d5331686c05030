// No child of the server sees its secrets: not the commands of the model, of the user and of clients, and not the programs
// that the server runs for itself. Each of them writes down what it finds in its environment.
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { functionCall, message } from '@codex/testkit/ev.ts';
import { reply } from '@codex/testkit/mock-model-server.ts';
import { expect, test } from 'vitest';
import { createSite, spawnServer, stdioClient } from '../app-server/harness.ts';

const names = [
  'CODEX_AUTH_TOKEN',
  'CODEX_WEB_TOKEN',
  'CODEX_API_KEY',
  'OPENAI_API_KEY',
  'ANTHROPIC_API_KEY',
  'MY_PROVIDER',
  'MY_HEADER',
];
const secrets = Object.fromEntries(names.map((name) => [name, `canary-${name}`]));

/** Programs of these names write their environment down before they do what they always do. */
function withSpies(folder: string, programs: readonly string[]): string {
  mkdirSync(folder);
  for (const program of programs) {
    const file = join(folder, program);
    const path = `PATH="\${PATH#*${delimiter}}"`;
    writeFileSync(file, `#!/bin/sh\nenv > "${folder}/$$.${program}.env"\n${path} exec ${program} "$@"\n`);
    chmodSync(file, 0o755);
  }
  return `${folder}${delimiter}${process.env.PATH}`;
}

test('by whatever name', async () => {
  const site = await createSite(
    [reply(functionCall('exec_command', { cmd: 'env', yield_time_ms: 30_000 }, 'c1')), reply(message('done'))],
    { extra: 'env_key = "MY_PROVIDER"\nenv_http_headers = { "x-more" = "MY_HEADER" }\n' },
  );
  const { cwd, home } = site.home;
  mkdirSync(join(cwd, '.git'));
  const spies = join(home, 'spies');
  const env = { ...secrets, PATH: withSpies(spies, ['git', 'flock', 'bash', 'mkfifo']), SHELL: '/bin/bash' };
  const server = stdioClient(spawnServer(site, [], env));
  await server.initialize();
  const threadId = await server.thread({ cwd });
  const turnsEnded = () => server.received.filter(({ method }) => method === 'turn/completed').length;

  await server.turn(threadId, 'go');
  await server.notification('turn/completed');
  const said = JSON.stringify(site.model.requests.at(-1)?.body);
  expect(said).toContain('CODEX_THREAD_ID=');
  expect(said).not.toContain('canary-');

  await server.request('thread/shellCommand', { threadId, command: `env > ${spies}/shell.env` });
  await server.find(() => turnsEnded() === 2);
  const run = await server.request('command/exec', { command: ['env'] });
  expect(run.result.stdout).toContain('HOME=');
  expect(run.result.stdout).not.toContain('canary-');
  const command = ['/bin/sh', '-c', `env > ${spies}/process.env`];
  await server.request('process/spawn', { command, cwd, processHandle: 'p1' });
  await server.notification('process/exited');

  const seen = readdirSync(spies).filter((name) => name.endsWith('.env'));
  const kinds = new Set(seen.map((name) => name.replace(/^\d+\./, '')));
  expect([...kinds]).toEqual(expect.arrayContaining(['git.env', 'flock.env', 'shell.env', 'process.env']));
  for (const name of seen) expect(readFileSync(join(spies, name), 'utf8'), name).not.toContain('canary-');
});
