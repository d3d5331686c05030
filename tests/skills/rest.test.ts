// Skills over REST.
import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createSite } from '../rest/harness.ts';
import { putSkill, skillText, unbundled } from './files.ts';

test('skills are listed, switched and added to', async () => {
  const site = await createSite([], { extra: unbundled });
  const home = await realpath(site.home.home);
  const path = await putSkill(join(home, 'skills/tidy'));
  await putSkill(join(home, 'extra/more'));
  await putSkill(join(home, 'skills/odd'), skillText('a b/ü'));
  await putSkill(join(home, 'skills/broken'), '');
  const client = await site.start();
  const list = async () => {
    const { status, body } = await client.get('/api/v2/skills');
    expect(status).toBe(200);
    const [entry] = body.data as Array<{ skills: Array<Record<string, unknown>>; errors: unknown[] }>;
    return { skills: entry?.skills.map(({ name, enabled }) => [name, enabled]), errors: entry?.errors };
  };
  expect(await list()).toEqual({
    skills: [
      ['a b/ü', true],
      ['tidy', true],
    ],
    errors: [{ path: join(home, 'skills/broken/SKILL.md'), message: expect.stringContaining('frontmatter') }],
  });
  for (const name of ['tidy', path]) {
    const route = `/api/v2/skills/${encodeURIComponent(name)}`;
    const off = await client.send('PATCH', route, { enabled: false });
    expect([off.status, off.body]).toEqual([200, { effective_enabled: false }]);
    expect((await list()).skills).toEqual([
      ['a b/ü', true],
      ['tidy', false],
    ]);
    expect((await client.send('PUT', `${route}/config`, { enabled: true })).body).toEqual({ effective_enabled: true });
  }
  const odd = await client.send('PATCH', `/api/v2/skills/${encodeURIComponent('a b/ü')}`, { enabled: false });
  expect(odd.body).toEqual({ effective_enabled: false });
  expect((await client.send('PATCH', '/api/v2/skills/nobody', { enabled: false })).status).toBe(404);
  expect((await client.send('PATCH', '/api/v2/skills/tidy', { enabled: 'no' })).status).toBe(400);
  // One that has just come can be switched too.
  await putSkill(join(home, 'skills/new'));
  expect((await client.send('PATCH', '/api/v2/skills/new', { enabled: false })).status).toBe(200);
  const roots = await client.send('PUT', '/api/v2/skills/extra-roots', { extra_roots: [join(home, 'extra')] });
  expect(roots.status).toBe(200);
  expect((await list()).skills).toEqual([
    ['a b/ü', false],
    ['more', true],
    ['new', false],
    ['tidy', true],
  ]);
});

test('folders are named in the query', async () => {
  const site = await createSite([], { extra: unbundled });
  const cwd = await realpath(site.home.cwd);
  await putSkill(join(cwd, 'a/.agents/skills/of-a'));
  const client = await site.start();
  const folders = [join(cwd, 'a'), join(cwd, 'b')];
  const query = [...folders.map((folder) => `cwds=${encodeURIComponent(folder)}`), 'force_reload=true'].join('&');
  const { body } = await client.get(`/api/v2/skills?${query}`);
  const data = body.data as Array<{ cwd: string; skills: Array<{ name: string }> }>;
  expect(data.map((entry) => [entry.cwd, ...entry.skills.map(({ name }) => name)])).toEqual([
    [folders[0], 'of-a'],
    [folders[1]],
  ]);
});

test('the model is given a skill that a turn names', async () => {
  const site = await createSite([], { extra: unbundled });
  const path = await putSkill(join(await realpath(site.home.home), 'skills/tidy'));
  const client = await site.start();
  const thread = await client.thread();
  const answer = await client.post(`/api/v2/threads/${thread}/turns`, {
    input: [{ type: 'skill', name: 'tidy', path }],
  });
  expect(answer.status).toBe(200);
  const { body } = await site.model.request(1);
  expect(JSON.stringify((body?.input as unknown[] | undefined)?.at(-1))).toContain(`<path>${path}</path>`);
});
