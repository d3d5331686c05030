// The documented shell examples, word for word, against a server with the demo model on the documented port.
import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { listeningUrl, token } from './harness.ts';

const examples = `
# Create thread
THREAD_ID=$(curl -X POST http://localhost:3000/api/v2/threads \\
  -H "Authorization: Bearer $TOKEN" \\
  -H "Content-Type: application/json" \\
  -d '{"model":"claude-sonnet-4-5"}' | jq -r '.thread_id')

# Subscribe to events (in background)
curl -N http://localhost:3000/api/v2/threads/$THREAD_ID/events \\
  -H "Authorization: Bearer $TOKEN" > events.txt &
STREAM=$!

# Submit turn
curl -X POST http://localhost:3000/api/v2/threads/$THREAD_ID/turns \\
  -H "Authorization: Bearer $TOKEN" \\
  -H "Content-Type: application/json" \\
  -d '{"input":[{"type":"text","text":"Hello, Codex!"}]}'
echo

until grep -q "^event: item/[a-zA-Z]*/requestApproval" events.txt; do sleep 0.1; done

# Respond to approval
ITEM_ID=$(grep -A1 "^event: item/[a-zA-Z]*/requestApproval" events.txt | sed -n 's/^data: //p' | jq -r .item_id)
curl -X POST http://localhost:3000/api/v2/threads/$THREAD_ID/approvals/$ITEM_ID \\
  -H "Authorization: Bearer $TOKEN" \\
  -H "Content-Type: application/json" \\
  -d '{"decision": "approve"}'
echo

# Resume thread
curl -X POST http://localhost:3000/api/v2/threads/$THREAD_ID/resume \\
  -H "Authorization: Bearer $TOKEN" \\
  -H "Content-Type: application/json" \\
  -d '{}'
echo

# Fork it
curl -X POST http://localhost:3000/api/v2/threads/$THREAD_ID/fork \\
  -H "Authorization: Bearer $TOKEN" \\
  -H "Content-Type: application/json" \\
  -d '{}'
echo

# Upload feedback
curl -X POST http://localhost:3000/api/v2/feedback \\
  -H "Authorization: Bearer $TOKEN" \\
  -H "Content-Type: application/json" \\
  -d '{
    "classification": "good_result",
    "reason": "Great response!",
    "thread_id": "'$THREAD_ID'",
    "include_logs": false
  }' -w '%{http_code}'
echo

# List MCP servers
curl http://localhost:3000/api/v2/mcp/servers?limit=20 \\
  -H "Authorization: Bearer $TOKEN"
echo

# Write config value
curl -X PUT http://localhost:3000/api/v2/config \\
  -H "Authorization: Bearer $TOKEN" \\
  -H "Content-Type: application/json" \\
  -d '{"key":"model","value":"claude-sonnet-4-5"}'
echo

# Batch write config
curl -X PATCH http://localhost:3000/api/v2/config \\
  -H "Authorization: Bearer $TOKEN" \\
  -H "Content-Type: application/json" \\
  -d '{"values":{"sandbox_mode":"workspace-write","approval_policy":"auto"}}'
echo

# Read config
curl http://localhost:3000/api/v2/config \\
  -H "Authorization: Bearer $TOKEN"
echo
kill $STREAM
grep "^event: " events.txt
`;

const missing = await missingNeed();
if (missing) console.warn(`SKIPPED documented-curl.test.ts: ${missing}`);

test.skipIf(missing !== undefined)(
  'thread, events, turn, approval, resume, fork, feedback, MCP servers and configuration as documented',
  async () => {
    const root = await mkdtemp(join(tmpdir(), 'codex-curl-'));
    const cwd = join(root, 'work');
    await mkdir(cwd);
    const server = spawn(
      process.execPath,
      [join(import.meta.dirname, 'web-server-process.ts'), '--port', '3000', '--demo'],
      {
        cwd,
        env: { ...process.env, HOME: root, CODEX_HOME: join(root, 'home'), CODEX_AUTH_TOKEN: token },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    onTestFinished(async () => {
      server.kill('SIGKILL');
      if (server.exitCode === null && server.signalCode === null) await once(server, 'exit');
      await rm(root, { recursive: true, force: true });
    });
    await listeningUrl(server);
    const env = { ...process.env, TOKEN: token };
    const { stdout } = await promisify(execFile)('bash', ['-e', '-c', examples], { cwd, env, timeout: 60_000 });
    const [turn, approved, resumed, forked, feedback, servers, put, patched, config, ...events] = stdout
      .trim()
      .split('\n');
    expect(JSON.parse(turn ?? '')).toMatchObject({ turn_id: expect.any(String) });
    expect(JSON.parse(approved ?? '')).toEqual({ success: true });
    expect(JSON.parse(resumed ?? '')).toMatchObject({ success: true, thread_id: expect.any(String) });
    expect(JSON.parse(forked ?? '')).toMatchObject({ new_thread_id: expect.any(String) });
    expect(feedback).toMatch(/^\{"success":true,.*\}201$/);
    expect(JSON.parse(servers ?? '')).toEqual({ data: [], next_cursor: null });
    for (const written of [put, patched]) expect(JSON.parse(written ?? '')).toMatchObject({ success: true });
    expect(JSON.parse(config ?? '')).toMatchObject({
      model: 'claude-sonnet-4-5',
      sandbox_mode: 'workspace-write',
      approval_policy: expect.stringMatching(/^(auto|on-request)$/),
    });
    expect(await readdir(join(root, 'home', 'feedback'))).toHaveLength(1);
    expect(events).toContain('event: turn/started');
    expect(events).toContain('event: item/agentMessage/delta');
  },
);

async function missingNeed(): Promise<string | undefined> {
  for (const tool of ['curl', 'jq']) {
    try {
      execFileSync(tool, ['--version'], { stdio: 'ignore' });
    } catch {
      return `${tool} is not installed; npm run setup installs it`;
    }
  }
  const probe = createServer();
  const free = await new Promise<boolean>((resolve) => {
    probe.once('error', () => resolve(false));
    probe.listen(3000, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
  return free ? undefined : 'port 3000 is taken';
}
