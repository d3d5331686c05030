// What the model is told of skills in turns, and when it is told again.
import { mkdir, realpath, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { UserInput } from '@codex/protocol/item/user-input.ts';
import { message } from '@codex/testkit/ev.ts';
import { type MockModel, reply } from '@codex/testkit/mock-model-server.ts';
import { expect, test } from 'vitest';
import { client, createBench, openScene, type Scene, say, Witness } from '../engine/harness.ts';
import { putSkill, skillText, unbundled } from './files.ts';

type Said = [role: string, ...texts: string[]];

/** What the last request says behind the base instructions; answers of the model left out. */
function said({ requests }: MockModel): Said[] {
  type Item = { role?: string; content?: Array<{ text?: string }> };
  const input = (requests.at(-1)?.body?.input ?? []) as Item[];
  const messages = input.slice(1).filter(({ role }) => role === 'developer' || role === 'user');
  return messages.map(({ role, content }) => [role ?? '', ...(content ?? []).map(({ text }) => text ?? '')]);
}

/** Name and the rest of each line. */
function listed(block: string): Array<[name: string | undefined, rest: string | undefined]> {
  const lines = /### Available skills\n([\s\S]*)### How to use skills/.exec(block)?.[1] ?? '';
  return [...lines.matchAll(/^- ([\w-]+): (.*)$/gm)].map(([, name, rest]) => [name, rest]);
}
const blocks = (model: MockModel) =>
  said(model).flatMap(([, ...texts]) => texts.filter((text) => text.startsWith('<skills_instructions>')));
const names = (model: MockModel) => blocks(model).map((block) => listed(block).map(([name]) => name));

async function createPlace(answers: number, extra = unbundled) {
  const bench = await createBench(
    Array.from({ length: answers }, () => reply(message('ok'))),
    { extra },
  );
  const home = await realpath(bench.home.home);
  const cwd = await realpath(bench.home.cwd);
  await mkdir(join(cwd, '.git'));
  return { bench, home, cwd };
}

/** Resolves when the server has noticed by itself that these are the skills now. */
async function noticed({ engine }: Scene, expected: readonly string[]): Promise<void> {
  for (;;) {
    const everything = new Witness();
    const unfollow = engine.follow(everything);
    const changed = everything.next(({ message }) => message.method === 'skills/changed');
    const { data } = await engine.skills.list({});
    const found = data.flatMap(({ skills }) => skills.map(({ name }) => name));
    if (found.join() === expected.join()) return unfollow();
    await changed;
    unfollow();
  }
}

async function ask({ thread, witness }: Scene, input: UserInput[]): Promise<void> {
  const end = witness.turnEnd();
  thread.startTurn({ threadId: thread.id, input }).begin();
  await end;
}

test('the first developer message lists skills between what the user configured and the permissions', async () => {
  const { bench, home, cwd } = await createPlace(1);
  await putSkill(join(home, 'skills/tidy'));
  await putSkill(join(home, 'skills/quiet'));
  await putSkill(join(home, 'skills/off'));
  await mkdir(join(home, 'skills/quiet/agents'));
  await writeFile(join(home, 'skills/quiet/agents/openai.yaml'), 'policy:\n  allow_implicit_invocation: false\n');
  await putSkill(join(cwd, '.agents/skills/group/local'), skillText('local', 'x'.repeat(2000)));
  const config = {
    skills: { config: [{ name: 'off', enabled: false }], bundled: { enabled: false } },
  };
  await say(await openScene(bench, { developerInstructions: 'Be brief.', config }), 'hi');
  const [, configured, block = '', permissions] = said(bench.model)[0] ?? [];
  expect(configured).toBe('Be brief.');
  expect(permissions).toMatch(/^<permissions instructions>/);
  expect(block).toMatch(/^<skills_instructions>\n## Skills\n[\s\S]*\n<\/skills_instructions>$/);
  expect(block).toContain(`\n- \`r0\` = \`${home}/skills\`\n- \`r1\` = \`${cwd}/.agents/skills\`\n`);
  expect(listed(block)).toEqual([
    ['local', `${'x'.repeat(1021)}... (file: r1/group/local/SKILL.md)`],
    ['tidy', 'About tidy (file: r0/tidy/SKILL.md)'],
  ]);
});

test('nothing is said without skills, or when config.toml does not want it', async () => {
  const { bench, home } = await createPlace(2);
  await say(await openScene(bench), 'hi');
  expect(blocks(bench.model)).toEqual([]);
  await putSkill(join(home, 'skills/tidy'));
  await say(await openScene(bench, { config: { 'skills.include_instructions': false } }), 'hi');
  expect(blocks(bench.model)).toEqual([]);
});

test('the list is told again when it changed, and only then', async () => {
  const { bench, home, cwd } = await createPlace(6);
  await putSkill(join(home, 'skills/a'));
  const scene = await openScene(bench);
  await say(scene, 'one');
  await say(scene, 'two');
  expect(names(bench.model)).toEqual([['a']]);
  await putSkill(join(cwd, '.agents/skills/b'));
  await noticed(scene, ['b', 'a']);
  await say(scene, 'three');
  expect(names(bench.model)).toEqual([['a'], ['b', 'a']]);
  expect(said(bench.model).map(([role, text = '']) => (role === 'user' ? text.slice(0, 7) : role))).toEqual([
    'developer',
    '<enviro',
    'one',
    'two',
    'developer',
    'three',
  ]);
  await putSkill(join(home, 'skills/a'), skillText('renamed'));
  await noticed(scene, ['b', 'renamed']);
  await say(scene, 'four');
  expect(names(bench.model).at(-1)).toEqual(['b', 'renamed']);
  await Promise.all([rm(join(home, 'skills'), { recursive: true }), rm(join(cwd, '.agents'), { recursive: true })]);
  await noticed(scene, []);
  await say(scene, 'five');
  expect(blocks(bench.model).at(-1)).toMatch(/not available any more/);
});

test('a thread that goes on after a restart is not told again what it knows', async () => {
  const { bench, home } = await createPlace(3);
  await putSkill(join(home, 'skills/a'));
  const { thread } = await openScene(bench);
  const first = await openScene(bench);
  await say(first, 'one');
  const engine = await bench.restart();
  const { thread: again } = await engine.threads.resume({ threadId: first.thread.id }, client);
  expect(again.id).not.toBe(thread.id);
  const witness = new Witness();
  again.follow(witness);
  await say({ ...first, engine, thread: again, witness }, 'two');
  expect(names(bench.model)).toEqual([['a']]);
  await putSkill(join(home, 'skills/b'));
  const next = await bench.restart();
  const { thread: third } = await next.threads.resume({ threadId: first.thread.id }, client);
  third.follow(witness);
  await say({ ...first, engine: next, thread: third, witness }, 'three');
  expect(names(bench.model)).toEqual([['a'], ['a', 'b']]);
});

test('skills that are asked for come behind the message, whole', async () => {
  const { bench, home, cwd } = await createPlace(3);
  const tidy = await putSkill(join(home, 'skills/tidy'), skillText('tidy', 'T', 'No break at the end <b> & </skill>'));
  const local = await putSkill(join(cwd, '.agents/skills/local'));
  const block = (name: string, path: string, text: string) =>
    `<skill>\n<name>${name}</name>\n<path>${path}</path>\n${text}\n</skill>`;
  const tidyBlock = block('tidy', tidy, skillText('tidy', 'T', 'No break at the end <b> & </skill>'));
  const scene = await openScene(bench);
  const skill: UserInput = { type: 'skill', name: 'tidy', path: tidy };
  await ask(scene, [{ type: 'text', text: 'use it and $local' }, skill]);
  expect(said(bench.model).slice(2)).toEqual([
    ['user', 'use it and $local'],
    ['user', tidyBlock],
    ['user', block('local', local, skillText('local'))],
  ]);
  expect(scene.witness.all('item/completed')[0]?.item).toMatchObject({
    type: 'userMessage',
    content: [{ type: 'text', text: 'use it and $local' }, skill],
  });
  await ask(scene, [skill]);
  expect(said(bench.model).slice(-2)).toEqual([['user'], ['user', tidyBlock]]);
  await say(scene, 'costs $HOME, `$nothing` and [$tidy](/other/SKILL.md)');
  expect(said(bench.model).at(-1)).toEqual(['user', 'costs $HOME, `$nothing` and [$tidy](/other/SKILL.md)']);
});

test('what is ours is noted as ours, what the user said as theirs', async () => {
  const { bench, home } = await createPlace(1, `${unbundled}[features]\nmulti_agent = false\n`);
  await putSkill(join(home, 'skills/tidy'));
  const scene = await openScene(bench, { experimentalRawEvents: true });
  await say(scene, 'use $tidy');
  type Note = { internal_chat_message_metadata_passthrough?: { content_item_kinds?: string[] } };
  const notes = scene.witness.all('rawResponseItem/completed').map(({ item }) => item as Note);
  expect(notes.map((note) => note.internal_chat_message_metadata_passthrough?.content_item_kinds)).toEqual([
    ['host_skills.instructions', 'permissions.instructions'],
    ['environments.environment_context'],
    ['user.text'],
    ['skills.selected_skill_instructions'],
    ['unknown'],
  ]);
});

test('a skill that is too large for a message is left out, and clients are told', async () => {
  const { bench, home } = await createPlace(1);
  const path = await putSkill(join(home, 'skills/huge'), skillText('huge', 'd', 'x'.repeat(1_048_577)));
  const scene = await openScene(bench);
  await say(scene, '$huge');
  expect(said(bench.model).at(-1)).toEqual(['user', '$huge']);
  expect(scene.witness.all('warning')).toEqual([
    { threadId: scene.thread.id, message: expect.stringContaining(`Failed to load skill huge at ${path}: its`) },
  ]);
});

test('the list fits into its share of the window; what has no room is told once', async () => {
  const { bench, home } = await createPlace(2, `${unbundled}[features]\nmulti_agent = false\n`);
  for (let i = 0; i < 30; i += 1)
    await putSkill(join(home, `skills/s${i + 10}`), skillText(`s${i + 10}`, 'x'.repeat(99)));
  // 2 % of it: 200 tokens, 800 bytes, 8 tokens a line.
  const scene = await openScene(bench, { config: { model_context_window: 10_000 } });
  await say(scene, 'one');
  await say(scene, 'two');
  const [block = '', ...more] = blocks(bench.model);
  expect(more).toEqual([]);
  expect(listed(block)).toHaveLength(25);
  expect(listed(block)[0]).toEqual(['s10', '(file: r0/s10/SKILL.md)']);
  expect(scene.witness.all('warning').map((warning) => warning.message)).toEqual([
    'Exceeded skills context budget. All skill descriptions were removed and 5 additional skills were not included in the model-visible skills list.',
  ]);
});

test('reviewers know the skills', async () => {
  const { bench, home } = await createPlace(1);
  await putSkill(join(home, 'skills/a'));
  const scene: Scene = await openScene(bench);
  const end = scene.witness.turnEnd();
  scene.thread.startReview({ threadId: scene.thread.id, target: { type: 'custom', instructions: 'look' } }).begin();
  await end;
  expect(names(bench.model)).toEqual([['a']]);
});
