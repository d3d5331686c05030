// The official terminal client on our app server, as a user has it: it starts, takes a prompt, shows the answer, asks
// before a command runs, and shows what came of it.
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { functionCall, message, type OutputItem, response } from '@codex/testkit/ev.ts';
import type { ModelAnswer, ModelRequest } from '@codex/testkit/responses-server.ts';
import { expect, test } from 'vitest';
import { officialCodex } from '../../scripts/peers.ts';
import { createSite } from '../app-server/harness.ts';
import { listen } from '../app-server/listener.ts';
import { hasTmux, openTerminal } from './terminal.ts';

const program = officialCodex();
const missing = program === undefined ? 'the official binary is' : (await hasTmux()) ? null : 'tmux is';
if (missing) console.warn(`SKIPPED tests/tui: ${missing} not installed. Run: npm run setup`);

/** What the model says depends on what it is told last: the client asks for titles in between. */
function answer({ n, body }: ModelRequest): ModelAnswer {
  const say = (...items: OutputItem[]) => ({ events: response(`resp_${n}`, items) });
  const wantsTitle = JSON.stringify(body?.text ?? {}).includes('schema');
  if (wantsTitle) return say(message('{"title":"A pleasant talk"}'));
  const input = (body?.input ?? []) as ReadonlyArray<{ type?: string; output?: unknown }>;
  const last = input.at(-1);
  if (last?.type === 'function_call_output') {
    return say(message(`the command said ${/told-[a-z]+/.exec(JSON.stringify(last.output))?.[0]}`));
  }
  if (!JSON.stringify(last).includes('run the command')) return say(message('good morning from the model'));
  const args = {
    cmd: 'echo told-you > told; cat told',
    sandbox_permissions: 'require_escalated',
    justification: 'why not',
  };
  return say(functionCall('exec_command', args, `call_${n}`));
}

test.skipIf(missing !== null)('starts, answers a prompt, asks before a command and runs it', async () => {
  const site = await createSite(Array(20).fill(answer), {
    approvalPolicy: 'on-request',
    sandboxMode: 'workspace-write',
  });
  const server = await listen(site);
  const clientHome = join(site.home.cwd, '..', 'client');
  await mkdir(clientHome);
  await writeFile(join(clientHome, 'config.toml'), 'check_for_update_on_startup = false\n');
  const terminal = await openTerminal({
    argv: [program ?? '', '--remote', `ws://${server.address}`, '-C', site.home.cwd],
    cwd: site.home.cwd,
    env: { CODEX_HOME: clientHome, HOME: clientHome, TERM: 'xterm-256color', PATH: process.env.PATH ?? '' },
  });
  await terminal.shows(/Trust this folder/);
  await terminal.dismiss(/Trust this folder/, 'Enter');
  await terminal.shows(/Use existing model/);
  await terminal.dismiss(/› 1\. Try new model/, 'Down');
  await terminal.dismiss(/Use existing model/, 'Enter');
  await terminal.shows(/GPT-5\.5/);
  await terminal.type('say good morning');
  await terminal.shows(/say good morning/);
  await terminal.press('Enter');
  await terminal.shows(/good morning from the model/);
  await terminal.type('run the command');
  await terminal.shows(/run the command/);
  await terminal.press('Enter');
  await terminal.shows(/Would you like to run[\s\S]*echo told-you/);
  expect(existsSync(join(site.home.cwd, 'told'))).toBe(false);
  await terminal.dismiss(/Would you like to run/, 'Enter');
  await terminal.shows(/the command said told-you/);
  expect(existsSync(join(site.home.cwd, 'told'))).toBe(true);
  expect((await server.stop()).code).toBe(0);
});
