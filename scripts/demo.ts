// `npm run demo`: builds, starts the web server with the embedded demo model on a free port and in a temporary
// workspace, and runs one whole turn through REST and SSE, as any client would. `-- --serve` keeps serving instead.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const root = join(import.meta.dirname, '..');
const token = randomBytes(24).toString('base64url');
const base = mkdtempSync(join(tmpdir(), 'codex-demo-'));
const workspace = join(base, 'workspace');
const codexHome = join(base, 'codex-home');
mkdirSync(workspace);
mkdirSync(codexHome);

function startServer(): ChildProcess {
  execFileSync(process.execPath, [join(root, 'scripts/build.ts')], { stdio: ['ignore', 'ignore', 'inherit'] });
  return spawn(join(root, 'node_modules/.bin/codex-web-server'), ['--demo', '--port', '0'], {
    cwd: workspace,
    env: { ...process.env, CODEX_HOME: codexHome, CODEX_AUTH_TOKEN: token },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** The first http:// address the server prints. */
async function listeningUrl(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('the server has no standard output');
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /http:\/\/\S+/.exec(line)?.[0];
    if (url) {
      child.stdout.resume();
      return url.replace(/\/$/, '');
    }
  }
  throw new Error('the server ended before it listened');
}

async function serve(url: string): Promise<void> {
  console.log(`Serving the demo model at ${url}\nToken (valid until you stop): ${token}\nWorkspace: ${workspace}\n`);
  console.log(
    `  curl -X POST ${url}/api/v2/threads -H "Authorization: Bearer ${token}" -H "Content-Type: application/json" -d '{}'\n`,
  );
  console.log('Press Ctrl-C to stop.');
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM'), once(server, 'exit')]);
}

async function runTurn(url: string, prompt: string): Promise<void> {
  const { thread_id: threadId } = await call<{ thread_id: string }>(url, 'POST', '/api/v2/threads', { cwd: workspace });
  console.log(`Created thread ${threadId} with the demo model (offline, scripted, real tools).\n\n> ${prompt}\n`);
  const events = await openEvents(url, threadId);
  await call(url, 'POST', `/api/v2/threads/${threadId}/turns`, { input: [{ type: 'text', text: prompt }] });
  const status = await follow(url, threadId, events);
  if (status !== 'success') throw new Error(`the turn ended with status ${status}`);
  console.log('\n\nThe file it left in the workspace (demo-greeting.sh):\n');
  console.log(readFileSync(join(workspace, 'demo-greeting.sh'), 'utf8').replace(/^/gm, '    '));
}

async function call<T>(url: string, method: string, path: string, body: unknown): Promise<T> {
  const response = await fetch(url + path, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

interface ServerSentEvent {
  readonly event: string;
  readonly data: Record<string, unknown>;
}

async function openEvents(url: string, threadId: string): Promise<AsyncIterable<ServerSentEvent>> {
  const response = await fetch(`${url}/api/v2/threads/${threadId}/events`, {
    headers: { authorization: `Bearer ${token}` },
  });
  if (!response.ok || !response.body) throw new Error(`events: ${response.status} ${await response.text()}`);
  return parseEvents(response.body);
}

async function* parseEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerSentEvent> {
  let rest = '';
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
    const frames = (rest + chunk).split('\n\n');
    rest = frames.pop() ?? '';
    for (const frame of frames) {
      const event = /^event: (.*)$/m.exec(frame)?.[1];
      const data = /^data: (.*)$/m.exec(frame)?.[1];
      if (event && data) yield { event, data: JSON.parse(data) as Record<string, unknown> };
    }
  }
}

/** Prints the conversation as it streams and approves what is asked; returns the turn's status. */
async function follow(url: string, threadId: string, events: AsyncIterable<ServerSentEvent>): Promise<unknown> {
  for await (const { event, data } of events) {
    if (event === 'turn/completed') return data.status;
    await printers[event]?.(data);
    if (event.endsWith('/requestApproval')) {
      await call(url, 'POST', `/api/v2/threads/${threadId}/approvals/${data.item_id}`, { decision: 'approve' });
      console.log('  [approved over REST]');
    }
  }
  throw new Error('the event stream ended before the turn did');
}

type Printer = (data: Record<string, unknown>) => void;
type FileChangeItem = {
  type: string;
  status?: string;
  changes?: ReadonlyArray<{ path: string; kind: { type: string } }>;
};

const printers: Readonly<Record<string, Printer>> = {
  'item/agentMessage/delta': (data) => void process.stdout.write(String(data.delta)),
  'item/commandExecution/requestApproval': (data) => console.log(`\n\n  [asks to run] ${data.command}`),
  'item/fileChange/requestApproval': () => console.log('\n  [asks to change files]'),
  'item/commandExecution/outputDelta': (data) =>
    void process.stdout.write(String(data.delta).replace(/^(?=.)/gm, '  | ')),
  'item/completed': (data) => {
    const item = data.item as FileChangeItem;
    if (item.type !== 'fileChange') return;
    for (const change of item.changes ?? [])
      console.log(`\n  [patch ${item.status}] ${change.kind.type} ${change.path}`);
  },
};

const server = startServer();
try {
  const url = await listeningUrl(server);
  if (process.argv.includes('--serve')) await serve(url);
  else await runTurn(url, 'Hello, Codex! Show me what you can do.');
} finally {
  server.kill('SIGTERM');
  if (server.exitCode === null) await once(server, 'exit');
  rmSync(base, { recursive: true, force: true });
}
