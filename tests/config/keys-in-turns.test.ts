// Keys of config.toml that change what threads do, seen from the model's side of a real wire, from programs that are
// really run, and from clients.
import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineOptions } from '@codex/engine/engine.ts';
import type { CollaborationMode } from '@codex/protocol/model/collaboration-mode.ts';
import { message } from '@codex/testkit/ev.ts';
import { reply } from '@codex/testkit/mock-model-server.ts';
import { expect, test } from 'vitest';
import { createSite, spawnServer, stdioClient } from '../app-server/harness.ts';
import { type Bench, client, createBench, openScene, say } from '../engine/harness.ts';

const bench = () => createBench([reply(message('one')), reply(message('two')), reply(message('three'))]);
const flags = (...overrides: EngineOptions['overrides']) => ({ overrides });
const sent = ({ model }: Bench) => JSON.stringify(model.requests.at(-1)?.body?.input);

test('include_environment_context_time = false leaves date and time zone out, also of the next turns', async () => {
  const site = await bench();
  const scene = await openScene(site, {}, flags(['include_environment_context_time', 'false']));
  await say(scene, 'one');
  await say(scene, 'two');
  expect(sent(site).split('<environment_context>')).toHaveLength(2);
  expect(sent(site)).toContain('<filesystem>');
  expect(sent(site)).not.toMatch(/<current_date>|<timezone>/);
  const engine = await site.restart(flags(['include_environment_context_time', 'false']));
  const { thread } = await engine.threads.resume({ threadId: scene.thread.id }, client);
  thread.follow(scene.witness);
  await say({ ...scene, engine, thread }, 'three');
  expect(sent(site).split('<environment_context>')).toHaveLength(2);
});

test.each([
  ['true', true],
  ['false', false],
])('include_collaboration_mode_instructions = %s', async (value, isTold) => {
  const site = await bench();
  const scene = await openScene(site, {}, flags(['include_collaboration_mode_instructions', value]));
  const settings = { model: 'gpt-5.5', reasoning_effort: null, developer_instructions: null };
  const collaborationMode: CollaborationMode = { mode: 'plan', settings };
  scene.thread.changeSettings({ threadId: scene.thread.id, collaborationMode }).begin();
  await say(scene, 'go');
  expect(sent(site).includes('<collaboration_mode>')).toBe(isTold);
});

test('experimental_compact_prompt_file is the request for a summary, unless compact_prompt says another', async () => {
  const file = async (site: Bench) => {
    const path = join(site.home.home, 'compact.md');
    await writeFile(path, '  Sum up in verse.\n');
    return ['experimental_compact_prompt_file', JSON.stringify(path)] as const;
  };
  for (const [more, request] of [
    [[], 'Sum up in verse.'],
    [[['compact_prompt', '"Sum up in prose."'] as const], 'Sum up in prose.'],
  ] as const) {
    const site = await bench();
    const scene = await openScene(site, {}, flags(await file(site), ...more));
    await say(scene, 'go');
    const end = scene.witness.turnEnd();
    scene.thread.startCompaction().begin();
    await end;
    const input = site.model.requests[1]?.body?.input as Array<{ content: Array<{ text: string }> }>;
    expect(input.at(-1)?.content[0]?.text).toBe(request);
  }
});

test('experimental_compact_prompt_file that is missing or empty refuses threads, in the official words', async () => {
  const site = await bench();
  const empty = join(site.home.home, 'empty.md');
  await writeFile(empty, ' \n');
  for (const [path, why] of [
    ['/none.md', 'failed to read experimental compact prompt file /none.md: No such file or directory (os error 2)'],
    [empty, `experimental compact prompt file is empty: ${empty}`],
  ] as const) {
    const opened = openScene(site, {}, flags(['experimental_compact_prompt_file', JSON.stringify(path)]));
    await expect(opened).rejects.toThrow(`failed to load configuration: ${why}`);
  }
});

test('personality of config is that of new threads, unless they ask for another', async () => {
  const site = await bench();
  for (const [wish, personality] of [
    [{}, 'friendly'],
    [{ personality: 'pragmatic' }, 'pragmatic'],
  ] as const) {
    const { thread, witness } = await openScene(site, wish, flags(['personality', 'friendly']));
    thread.changeSettings({ threadId: thread.id, effort: 'low' }).begin();
    expect(witness.all('thread/settings/updated')[0]?.threadSettings).toMatchObject({ personality });
  }
});

test('goals.max_goal_token_budget limits goals, loaded thread or not', async () => {
  const site = await bench();
  const limit = flags(['goals.max_goal_token_budget', '1000']);
  const scene = await openScene(site, {}, limit);
  await say(scene, 'go');
  const threadId = scene.thread.id;
  const set = async (engine: typeof scene.engine, tokenBudget: number | null) =>
    (await engine.threads.goals.set({ threadId, objective: 'all', status: 'paused', tokenBudget })).response.goal
      .tokenBudget;
  const refusal = 'goal token budget 1001 exceeds the maximum allowed goal token budget of 1000';
  for (const reopen of [async () => scene.engine, () => site.restart(limit)]) {
    const engine = await reopen();
    await expect(set(engine, 1001)).rejects.toThrow(refusal);
    expect(await set(engine, 500)).toBe(500);
    await engine.threads.goals.clear({ threadId });
    expect(await set(engine, null)).toBe(1000);
  }
});

test('notify: a program of the user is told of each completed turn, without the secrets of the server', async () => {
  const site = await bench();
  const { home, cwd } = site.home;
  const pipe = join(home, 'pipe');
  execFileSync('mkfifo', [pipe]);
  const command = ['sh', '-c', `printf '%s|%s|%s' "$OWN" "$OPENAI_API_KEY" "$1" > "$0"`, pipe];
  const file = join(home, 'config.toml');
  await writeFile(file, `notify = ${JSON.stringify(command)}\n${await readFile(file, 'utf8')}`);
  const env = { PATH: process.env.PATH, HOME: home, OWN: 'mine', OPENAI_API_KEY: 'canary' };
  const scene = await openScene(site, {}, { env });
  for (const [words, answer, said] of [
    ['first', 'one', ['first']],
    ['second', 'two', ['first', 'second']],
  ] as const) {
    const [told, turn] = await Promise.all([readFile(pipe, 'utf8'), say(scene, words)]);
    expect(told.slice(0, 6)).toBe('mine||');
    expect(JSON.parse(told.slice(6))).toEqual({
      type: 'agent-turn-complete',
      'thread-id': scene.thread.id,
      'turn-id': turn.id,
      cwd,
      client: 'tests',
      'input-messages': said,
      'last-assistant-message': answer,
    });
  }
});

test('notify of a program that there is not harms no turn', async () => {
  const site = await bench();
  const scene = await openScene(site, {}, flags(['notify', '["/none/such"]']));
  expect((await say(scene, 'go')).status).toBe('completed');
  expect((await say(scene, 'again')).status).toBe('completed');
});

test('thread_unload_delay_secs: a thread that nobody follows leaves memory', async () => {
  const site = await createSite([reply(message('one'))]);
  const connection = stdioClient(spawnServer(site, ['-c', 'thread_unload_delay_secs=1']));
  await connection.initialize();
  const threadId = await connection.thread();
  await connection.request('thread/unsubscribe', { threadId });
  await connection.notification('thread/closed', ({ params }) => params.threadId === threadId);
  expect((await connection.request('thread/loaded/list', {})).result.data).toEqual([]);
});
