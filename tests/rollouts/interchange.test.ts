// Threads change hands: what our server wrote, the official one lists, reads and goes on with, and the other way round.
// Each conversation is written by one server and told the same by both, item by item, also after the other's turn.
import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { customToolCall, functionCall, message, reasoning } from '@codex/testkit/ev.ts';
import { type MockAnswer, reply } from '@codex/testkit/mock-model-server.ts';
import type { ModelRequest } from '@codex/testkit/responses-server.ts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { officialCodex } from '../../scripts/peers.ts';
import { type Client, createSite, entry, exitOf, type Site, serverEnv, stdioClient } from '../app-server/harness.ts';
import { hanging } from '../engine/harness.ts';

const program = officialCodex();
if (!program)
  console.warn('SKIPPED tests/rollouts/interchange.test.ts: the official binary is missing. Run: npm run setup');

type Maker = 'ours' | 'official';
type Say = (text: string, threadId?: string) => Promise<void>;

interface Stage {
  readonly client: Client;
  readonly site: Site;
  readonly say: Say;
  call<T = unknown>(method: string, params: Record<string, unknown>): Promise<T>;
}

interface Conversation {
  readonly about: string;
  /** What the model says, in order. */
  readonly model: readonly MockAnswer[];
  readonly start?: Record<string, unknown>;
  /**
   * What the official server knows from its database alone, also of its own threads: names; and of threads with several
   * files the turns of all but the last one, from which it takes the preview too. The model is told everything.
   */
  readonly forgets?: 'name' | 'earlier files';
  /** Plays it in thread `id`; returns the thread to compare when it is another one. */
  play(stage: Stage, id: string): Promise<string | undefined>;
}

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const command = (cmd: string, callId: string) => reply(functionCall('exec_command', { cmd }, callId));
const text = (words: string) => reply(message(words));
const addFile = '*** Begin Patch\n*** Add File: new.txt\n+hello\n*** End Patch\n';

async function talk({ say }: Stage, ...words: string[]): Promise<undefined> {
  for (const word of words) await say(word);
  return undefined;
}

const conversations: readonly Conversation[] = [
  { about: 'words', model: [text('one'), text('two')], play: (stage) => talk(stage, 'first', 'second') },
  {
    about: 'reasoning',
    model: [reply(reasoning(['Think']), message('so'))],
    play: (stage) => talk(stage, 'why'),
  },
  {
    about: 'commands that end well and badly',
    model: [command('echo hi; ls', 'c1'), command('exit 3', 'c2'), text('done')],
    play: (stage) => talk(stage, 'run'),
  },
  {
    about: 'patches',
    model: [reply(customToolCall('apply_patch', addFile, 'p1')), text('patched')],
    play: (stage) => talk(stage, 'patch'),
  },
  {
    about: 'approvals',
    model: [command('touch asked.txt', 'c1'), command('touch refused.txt', 'c2'), text('asked')],
    start: { approvalPolicy: 'untrusted' },
    async play({ client, say }) {
      void answerAsks(client, ['accept', 'decline']);
      await say('ask me');
      return undefined;
    },
  },
  {
    about: 'images',
    model: [text('seen')],
    async play({ site, client, call }, threadId) {
      const file = path.join(site.home.cwd, 'dot.png');
      writeFileSync(file, png);
      const input = [
        { type: 'text', text: 'look' },
        { type: 'image', url: `data:image/png;base64,${png.toString('base64')}` },
        { type: 'localImage', path: file },
      ];
      const { turn } = await call<{ turn: { id: string } }>('turn/start', { threadId, input });
      await client.notification('turn/completed', ({ params }) => params.turn.id === turn.id);
      return undefined;
    },
  },
  {
    about: 'a compaction',
    model: [text('one'), text('a summary'), text('two')],
    async play({ client, call, say }, threadId) {
      await say('first');
      const before = client.received.length;
      await call('thread/compact/start', { threadId });
      await client.find((m) => m.method === 'turn/completed' && client.received.indexOf(m) >= before);
      await say('second');
      return undefined;
    },
  },
  {
    about: 'an interrupt',
    model: [hanging([]), text('after')],
    async play({ client, site, call, say }, threadId) {
      const input = [{ type: 'text', text: 'wait' }];
      const { turn } = await call<{ turn: { id: string } }>('turn/start', { threadId, input });
      await site.model.request(1);
      await call('turn/interrupt', { threadId, turnId: turn.id });
      await client.notification('turn/completed', ({ params }) => params.turn.id === turn.id);
      await say('again');
      return undefined;
    },
  },
  {
    about: 'a failure',
    model: [{ status: 400, body: { error: { message: 'no' } } }, text('better')],
    play: (stage) => talk(stage, 'fail', 'succeed'),
  },
  {
    about: 'a fork of a fork',
    forgets: 'earlier files',
    model: [text('one'), text('two'), text('three')],
    async play({ call, say }, id) {
      await say('first');
      const fork = await call<{ thread: { id: string } }>('thread/fork', { threadId: id, excludeTurns: true });
      await say('second', fork.thread.id);
      const again = await call<typeof fork>('thread/fork', { threadId: fork.thread.id, excludeTurns: true });
      await say('third', again.thread.id);
      return again.thread.id;
    },
  },
  {
    about: 'a revert',
    forgets: 'earlier files',
    model: [text('one'), text('two'), text('three')],
    async play({ call, say }, threadId) {
      await say('first');
      await say('second');
      const { data } = await call<{ data: { id: string }[] }>('thread/turns/list', { threadId });
      await call('thread/revert', { threadId, beforeTurnId: data[0]?.id });
      await say('third');
      return undefined;
    },
  },
  {
    about: 'legacy history mode',
    model: [command('echo hi', 'c1'), text('one'), text('two')],
    start: { historyMode: 'legacy' },
    play: (stage) => talk(stage, 'first', 'second'),
  },
  {
    about: 'a name',
    forgets: 'name',
    model: [text('one')],
    async play({ call, say }, threadId) {
      await say('first');
      await call('thread/name/set', { threadId, name: 'A fine name' });
      return undefined;
    },
  },
  {
    about: 'a way to the archive and back',
    model: [text('one')],
    async play({ call, say }, threadId) {
      await say('first');
      await call('thread/archive', { threadId });
      await call('thread/unarchive', { threadId });
      return undefined;
    },
  },
];

async function answerAsks(client: Client, decisions: readonly string[]): Promise<void> {
  for (const [index, decision] of decisions.entries()) {
    const ask = await client.find((m) => m.method !== undefined && m.id === index);
    client.send({ id: ask.id, result: { decision } });
  }
}

function spawnMaker(maker: Maker, site: Site): ChildProcess {
  const [file, args] = maker === 'ours' ? [process.execPath, [entry, 'app-server']] : [program ?? '', ['app-server']];
  const child = spawn(file, args, { cwd: site.home.cwd, env: serverEnv(site), stdio: ['pipe', 'pipe', 'ignore'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

/** One life of a server: `act` is its only client. */
async function visit<T>(maker: Maker, site: Site, act: (stage: Stage) => Promise<T>, main?: () => string): Promise<T> {
  const child = spawnMaker(maker, site);
  const client = stdioClient(child);
  await client.initialize();
  const call: Stage['call'] = async <T>(method: string, params: Record<string, unknown>) => {
    const { result, error } = await client.request(method, params);
    if (error) throw new Error(`${maker} ${method}: ${error.message}`);
    return result as T;
  };
  const say: Say = async (words, threadId = main?.() ?? '') => {
    const { result, error } = await client.turn(threadId, words);
    if (error) throw new Error(`${maker} turn/start: ${error.message}`);
    await client.notification('turn/completed', ({ params }) => params.turn.id === result.turn.id);
  };
  const result = await act({ client, site, say, call });
  child.stdin?.end();
  await exitOf(child);
  return result;
}

/** Everything that a client can read of a thread. The official server looks into a file again when it is resumed. */
async function readAll({ call }: Stage, threadId: string) {
  await call('thread/resume', { threadId, excludeTurns: true });
  const list = await call<{ data: { id: string; preview: string; name: string }[] }>('thread/list', {});
  const listed = list.data.find(({ id }) => id === threadId);
  const { data } = await call<{ data: unknown[] }>('thread/turns/list', {
    threadId,
    itemsView: 'full',
    sortDirection: 'asc',
  });
  return { preview: listed?.preview, name: listed?.name, turns: data };
}

type Reading = Awaited<ReturnType<typeof readAll>>;

function expectSame(seen: Reading, told: Reading, { forgets }: Conversation): void {
  if (forgets === undefined) {
    expect(seen).toEqual(told);
    return;
  }
  const turns = Math.min(seen.turns.length, told.turns.length);
  expect(turns).toBeGreaterThan(0);
  if (forgets === 'name') expect(seen.turns).toEqual(told.turns);
  else expect(seen.turns.slice(-turns)).toEqual(told.turns.slice(-turns));
}

/** What the model was told after the context, without ids that change from request to request. */
function conversationOf({ body }: ModelRequest): unknown[] {
  const input = (body?.input ?? []) as Record<string, unknown>[];
  const isContext = (item: Record<string, unknown>) =>
    item.role === 'developer' || /<environment_context>|<turn_aborted>/.test(JSON.stringify(item.content ?? ''));
  return input
    .filter((item) => !isContext(item))
    .map(({ type, role, content, call_id, output }) => {
      return { type, role, content: content ?? null, call_id, output };
    });
}

const hands: ReadonlyArray<readonly [writer: Maker, reader: Maker]> = [
  ['ours', 'official'],
  ['official', 'ours'],
];

describe.skipIf(!program).each(hands)('a thread of %s in the hands of %s', (writer, reader) => {
  it.each(conversations.map((one) => [one.about, one] as const))('with %s', async (_, conversation) => {
    const site = await createSite([...conversation.model, text('gone on'), text('gone back')]);
    let threadId = '';
    const written = await visit(
      writer,
      site,
      async (stage) => {
        threadId = await stage.client.thread({ cwd: site.home.cwd, ...conversation.start });
        const other = await conversation.play(stage, threadId);
        threadId = other ?? threadId;
      },
      () => threadId,
    ).then(() => visit(writer, site, (stage) => readAll(stage, threadId)));
    expect(written.turns.length).toBeGreaterThan(0);

    const goOn = (maker: Maker, words: string) =>
      visit(maker, site, async (stage) => {
        const before = await readAll(stage, threadId);
        await stage.say(words, threadId);
        return before;
      });
    expectSame(await goOn(reader, 'go on'), written, conversation);
    const [mine, theirs] = [
      await visit(writer, site, (stage) => readAll(stage, threadId)),
      await visit(reader, site, (stage) => readAll(stage, threadId)),
    ];
    expectSame(theirs, mine, conversation);
    expect(mine.turns).toHaveLength(written.turns.length + 1);

    await goOn(writer, 'go back');
    const [last, before] = [site.model.requests.at(-1), site.model.requests.at(-2)] as [ModelRequest, ModelRequest];
    const heard = conversationOf(before);
    expect(conversationOf(last).slice(0, heard.length)).toEqual(heard);
  });
});

describe.skipIf(!program)('one writer per thread', () => {
  it.each(hands)('%s holds it against %s', async (holder, other) => {
    const site = await createSite([text('one'), text('two')]);
    let threadId = '';
    await visit(
      holder,
      site,
      async ({ client, say }) => {
        threadId = await client.thread({ cwd: site.home.cwd });
        await say('first', threadId);
        const refusal = visit(other, site, (stage) => stage.call('thread/resume', { threadId }));
        await expect(refusal).rejects.toThrow(`thread ${threadId} already has an active writer`);
      },
      () => threadId,
    );
    await visit(other, site, ({ call }) => call('thread/resume', { threadId, excludeTurns: true }));
  });
});
