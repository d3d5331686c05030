// The same routes over every kind of app-server: a child process and a WebSocket, ours and the official one.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { connect } from '@codex/app-server-client/connection.ts';
import { connectWebSocket } from '@codex/rpc/channels/websocket.ts';
import { functionCall, message } from '@codex/testkit/ev.ts';
import { reply } from '@codex/testkit/mock-model-server.ts';
import { describe, expect, onTestFinished, test } from 'vitest';
import { officialCodex } from '../../scripts/peers.ts';
import { createSite, launchServer, type Site } from './harness.ts';

const ours = [process.execPath, join(import.meta.dirname, '../../packages/cli/src/codex.ts'), 'app-server'] as const;
const official = officialCodex();
if (!official) console.warn('SKIPPED official backends: the official binary is missing. Run: npm run setup');
const servers = [['ours', ours] as const, ...(official ? [['official', [official, 'app-server']] as const] : [])];

const asking = { approvalPolicy: 'on-request', sandboxMode: 'read-only' };
const answers = [
  reply(functionCall('exec_command', { cmd: 'touch ran.txt' }, 'call_1')),
  reply(message('first')),
  reply(message('second')),
];

/** An app-server that listens; resolves with its URL. */
async function listen(
  site: Site,
  [program = '', ...args]: readonly string[],
): Promise<{ url: string; child: ChildProcess }> {
  const env = { ...process.env, CODEX_HOME: site.home.home, HOME: site.home.home };
  const child = spawn(program, [...args, '--listen', 'ws://127.0.0.1:0'], { cwd: site.home.cwd, env });
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  const url = await new Promise<string>((resolve, reject) => {
    const look = (data: Buffer) => {
      output += data;
      const url = /ws:\/\/127\.0\.0\.1:[1-9]\d*/.exec(output)?.[0];
      if (url) resolve(url);
    };
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', look);
    child.once('exit', () => reject(new Error(`the app-server ended: ${output}`)));
  });
  return { url, child };
}

describe.each(servers)('%s', (_, command) => {
  test('a child process: turn, approval, rollback, restart, replay', async () => {
    const site = await createSite(answers, asking);
    const args = ['--backend', command.map((word) => `"${word}"`).join(' ')];
    let client = await site.start({ args });
    // Its one client is the web server.
    const upgrade = connectWebSocket(client.url.replace('http', 'ws'), { token: client.token });
    await expect(upgrade).rejects.toThrow('404');
    const threadId = await client.thread({ cwd: site.home.cwd, approval_policy: 'untrusted' });
    const stream = await client.events(threadId);
    const turnId = await client.turn(threadId, 'go');
    await stream.until('item/commandExecution/requestApproval');
    const approval = `/api/v2/threads/${threadId}/approvals/call_1`;
    expect((await client.post(approval, { decision: 'approve' })).status).toBe(200);
    await stream.until('turn/completed');
    // On a busy machine the command may outlive its turn.
    while (!existsSync(join(site.home.cwd, 'ran.txt'))) await delay(20);
    expect((await client.post(approval, { decision: 'approve' })).status).toBe(409);
    const from = stream.events.length;
    await client.turn(threadId, 'again');
    await stream.until('turn/completed', from);
    const cut = await client.post(`/api/v2/threads/${threadId}/rollback`, { turn_id: turnId });
    expect(cut, JSON.stringify(cut.body)).toMatchObject({ status: 200, body: { current_turn_id: turnId } });

    expect(await site.stop()).toBe(0);
    client = await site.start({ args });
    const whole = await client.events(threadId, stream.events[0]?.id);
    await whole.until(({ id }) => id === stream.lastId);
    const ids = (log: typeof stream) => log.events.flatMap(({ id }) => id ?? []);
    expect(ids(whole).slice(0, ids(stream).length - 1)).toEqual(ids(stream).slice(1));
    const read = await client.get(`/api/v2/threads/${threadId}?include_turns=true`);
    expect((read.body.thread as { turns: unknown[] }).turns).toHaveLength(1);
    expect((await client.get('/api/v2/threads/0190d9a0-0000-7000-8000-000000000000')).status).toBe(404);
  });

  test('a WebSocket: the routes and JSON-RPC clients of the same port share its threads', async () => {
    const site = await createSite(answers.slice(2), asking);
    const client = await site.start({ args: ['--backend', (await listen(site, command)).url] });
    const threadId = await client.thread({ cwd: site.home.cwd });
    const stream = await client.events(threadId);
    const channel = await connectWebSocket(client.url.replace('http', 'ws'), { token: client.token });
    const tui = await connect(channel, { name: 'tui', version: '1' });
    expect((await tui.request('thread/loaded/list', {})).data).toEqual([threadId]);
    await client.turn(threadId, 'go');
    await stream.until('turn/completed');
    expect((await tui.request('thread/read', { threadId, includeTurns: true })).thread.turns).toHaveLength(1);
    await tui.close();
    expect((await client.get('/health')).status).toBe(200);
  });
});

test('a WebSocket that wants a token gets it from a file', async () => {
  const site = await createSite([]);
  const file = join(site.home.home, 'backend.token');
  writeFileSync(file, 'secret-of-the-backend\n');
  const { url } = await listen(site, [...ours, '--ws-auth', 'capability-token', '--ws-token-file', file]);
  await expect(launchServer(site.home, { args: ['--backend', url] })).rejects.toThrow('401');
  const client = await site.start({ args: ['--backend', url, '--backend-token-file', file] });
  expect((await client.get('/api/v2/threads')).status).toBe(200);
  expect(site.running().output()).not.toContain('secret-of-the-backend');
});

test('what cannot be reached is told at once; an app-server that dies ends the web server', async () => {
  const site = await createSite([]);
  await expect(launchServer(site.home, { args: ['--backend', '/does/not/exist'] })).rejects.toThrow('/does/not/exist');
  await expect(launchServer(site.home, { args: ['--backend', 'ws://127.0.0.1:1'] })).rejects.toThrow('ECONNREFUSED');
  await expect(launchServer(site.home, { args: ['--backend', 'x', '--demo'] })).rejects.toThrow('--demo has no effect');
  const { url, child } = await listen(site, ours);
  const server = await launchServer(site.home, { args: ['--backend', url] });
  child.kill('SIGKILL');
  const [status] = await once(server.child, 'exit');
  expect(status).toBe(1);
  expect(server.output()).toContain('the app-server connection was lost');
});
