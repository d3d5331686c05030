// The official server takes the files that we write, and shows in them what we meant.
import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { ThreadItem } from '@codex/protocol/item/thread-item.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HistorySequence } from '../../packages/engine/src/rollouts/history-sequence.ts';
import { readRollout } from '../../packages/engine/src/rollouts/reader.ts';
import { ThreadIndex } from '../../packages/engine/src/rollouts/thread-index.ts';
import { type StoredTurn, TurnsProjection } from '../../packages/engine/src/rollouts/turns.ts';
import { officialCodex } from '../../scripts/peers.ts';
import { type Home, makeHome, newThread, turnLines } from './conversation.ts';

const program = officialCodex();
if (!program)
  console.warn('SKIPPED tests/rollouts/official.test.ts: the official binary is missing. Run: npm run setup');

interface Official {
  request(method: string, params: unknown): Promise<Record<string, never>>;
  close(): Promise<void>;
}

function startOfficial(home: Home): Official {
  const env = { PATH: process.env.PATH, HOME: home.cwd, CODEX_HOME: home.codexHome, RUST_LOG: 'off' };
  const child: ChildProcess = spawn(program ?? '', ['app-server'], {
    cwd: home.cwd,
    env,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const waiting = new Map<number, (message: { result?: never; error?: { message: string } }) => void>();
  if (!child.stdout) throw new Error('no stdout');
  createInterface({ input: child.stdout }).on('line', (line) => {
    const message = JSON.parse(line);
    if (!('method' in message)) waiting.get(message.id)?.(message);
  });
  let last = 0;
  return {
    request(method, params) {
      last += 1;
      const id = last;
      child.stdin?.write(`${JSON.stringify({ id, method, params })}\n`);
      return new Promise((resolve, reject) => {
        waiting.set(id, ({ result, error }) => (error ? reject(new Error(error.message)) : resolve(result ?? {})));
      });
    },
    close() {
      child.stdin?.end();
      return exited;
    },
  };
}

/** Fails on damaged lines. */
async function turnsOf(file: string): Promise<StoredTurn[]> {
  const projection = new TurnsProjection();
  const onDamaged = (_: string, offset: number) => expect.fail(`damaged line at ${offset}`);
  for await (const batch of readRollout(file, { onDamaged })) {
    for (const { line } of batch) projection.add(line);
  }
  return projection.turns();
}

/** One of each kind that the official server stores. */
const items = (cwd: string, threadId: string): ThreadItem[] => [
  { type: 'reasoning', id: 'rs_1', summary: ['thinking'], content: [] },
  {
    type: 'commandExecution',
    id: 'c1',
    command: "/bin/bash -lc 'cat a.txt; echo hi'",
    cwd,
    pluginId: null,
    scriptPath: null,
    processId: '12345',
    source: 'unifiedExecStartup',
    status: 'completed',
    commandActions: [{ type: 'read', command: 'cat a.txt', name: 'a.txt', path: path.join(cwd, 'a.txt') }],
    aggregatedOutput: 'hi\n',
    exitCode: 0,
    durationMs: 12,
  },
  {
    type: 'fileChange',
    id: 'p1',
    changes: [
      { path: path.join(cwd, 'a'), kind: { type: 'add' }, diff: 'x\n' },
      {
        path: path.join(cwd, 'b'),
        kind: { type: 'update', move_path: path.join(cwd, 'd') },
        diff: `@@ -1 +1 @@\n-a\n+b\n\n\nMoved to: ${path.join(cwd, 'd')}`,
      },
    ],
    status: 'completed',
  },
  {
    type: 'mcpToolCall',
    id: 'm1',
    server: 's',
    tool: 't',
    status: 'failed',
    arguments: { a: 1 },
    appContext: null,
    mcpAppUi: null,
    pluginId: null,
    readOnlyHint: true,
    result: { content: [{ type: 'text', text: 'no' }], structuredContent: null, _meta: null },
    error: null,
    durationMs: 3,
  },
  {
    type: 'dynamicToolCall',
    id: 'd1',
    namespace: null,
    tool: 't',
    arguments: {},
    status: 'completed',
    contentItems: [{ type: 'inputText', text: 'x' }],
    success: true,
    durationMs: 1,
  },
  {
    type: 'collabAgentToolCall',
    id: 's1',
    tool: 'spawnAgent',
    status: 'completed',
    senderThreadId: threadId,
    receiverThreadIds: [threadId],
    prompt: 'go',
    model: null,
    reasoningEffort: null,
    agentsStates: { [threadId]: { status: 'completed', message: 'done' } },
  },
  { type: 'webSearch', id: 'ws_1', query: 'q', action: { type: 'search', query: 'q', queries: null }, results: null },
  { type: 'imageView', id: 'v1', path: path.join(cwd, 'a b.png') },
  { type: 'plan', id: 'plan', text: '- one' },
  { type: 'enteredReviewMode', id: 'r1', review: 'current changes' },
  { type: 'exitedReviewMode', id: 'r2', review: 'Fine.' },
  { type: 'contextCompaction', id: 'k1' },
];

const config = `model = "gpt-5.5"
model_provider = "mock"
[model_providers.mock]
name = "Mock"
base_url = "http://127.0.0.1:9/v1"
wire_api = "responses"
request_max_retries = 0
stream_max_retries = 0
`;

describe.skipIf(!program)('the official server', () => {
  let home: Home;
  let official: Official;

  beforeEach(() => {
    home = makeHome();
    writeFileSync(path.join(home.codexHome, 'config.toml'), config);
    official = startOfficial(home);
  });

  afterEach(async () => {
    await official.close();
    home.remove();
  });

  it('resumes our file, shows the same turns, and goes on in it', async () => {
    const thread = newThread(home, {
      createdAt: new Date(Date.now() - 60_000),
      meta: { threadId: '01a1fb6d-833b-7ef2-8ee6-f76c3fa7c1a1' },
    });
    const sequence = new HistorySequence();
    const say = { sequence, items: items(home.cwd, thread.id) };
    thread.recorder.append(turnLines(thread, { say: 'one', answer: 'first', ...say }).lines);
    const error = { message: 'boom', codexErrorInfo: 'serverOverloaded' } as const;
    thread.recorder.append(turnLines(thread, { say: 'two', answer: 'half', sequence, error }).lines);
    thread.recorder.append(turnLines(thread, { say: 'three', answer: '', sequence, cut: true }).lines);
    await thread.recorder.close();

    const clientInfo = { name: 'test', title: 'Test', version: '1' };
    await official.request('initialize', { clientInfo, capabilities: { experimentalApi: true } });
    const resumed = (await official.request('thread/resume', { threadId: thread.id })) as unknown as {
      thread: { turns: unknown; preview: string };
    };
    expect(resumed.thread.turns).toEqual((await turnsOf(thread.recorder.path)).map(({ turn }) => turn));

    await official.request('turn/start', { threadId: thread.id, input: [{ type: 'text', text: 'four' }] });
    await official.close();
    expect(await turnsOf(thread.recorder.path)).toHaveLength(4);
  });

  it('reads our file of a thread in legacy history mode as we do', async () => {
    const meta = { threadId: '01a1fb6d-833b-7ef2-8ee6-f76c3fa7c1a2', historyMode: 'legacy' } as const;
    const thread = newThread(home, { createdAt: new Date(Date.now() - 60_000), meta });
    const kinds = items(home.cwd, thread.id);
    thread.recorder.append(turnLines(thread, { say: 'one', answer: 'first', items: kinds }).lines);
    thread.recorder.append(turnLines(thread, { say: 'two', answer: '', cut: true }).lines);
    const clientInfo = { name: 'test', title: 'Test', version: '1' };
    await official.request('initialize', { clientInfo });
    const params = { threadId: thread.id, includeTurns: true };
    const theirs = (await official.request('thread/read', params)) as unknown as { thread: { turns: unknown } };
    expect(theirs.thread.turns).toEqual((await turnsOf(thread.recorder.path)).map(({ turn }) => turn));
  });

  it('lists our threads as we do', async () => {
    for (const [second, text] of [
      ['0', 'alpha'],
      ['1', 'beta'],
      ['2', 'gamma'],
    ] as const) {
      const threadId = `01a1fb6d-833b-7ef2-8ee6-00000000000${second}`;
      const thread = newThread(home, { createdAt: new Date(Date.now() - 60_000 + Number(second)), meta: { threadId } });
      thread.recorder.append(turnLines(thread, { say: text, answer: 'ok' }).lines);
    }
    const clientInfo = { name: 'test', title: 'Test', version: '1' };
    await official.request('initialize', { clientInfo });
    const theirs = (await official.request('thread/list', { limit: 2 })) as unknown as {
      data: { id: string; preview: string; createdAt: number }[];
      nextCursor: string;
    };
    const index = new ThreadIndex({ codexHome: home.codexHome });
    const page = await index.list({ limit: 2 });
    index.close();
    expect(theirs.data.map(({ id, preview }) => [id, preview])).toEqual(
      page.rows.map(({ id, preview }) => [id, preview]),
    );
    expect(theirs.nextCursor).toBe(page.nextCursor);
  });
});
