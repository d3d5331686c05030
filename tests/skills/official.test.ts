// The official server and ours find the same skills in the same folders and say the same about those that are broken.
import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { officialCodex } from '../../scripts/peers.ts';
import { type Client, createSite, serverEnv, spawnServer, stdioClient } from '../app-server/harness.ts';
import { put, unbundled } from './files.ts';

const program = officialCodex();
if (!program) console.warn('SKIPPED tests/skills/official.test.ts: the official binary is missing. Run: npm run setup');

const word = fc.constantFrom('tidy', 'a b', 'x'.repeat(64), 'x'.repeat(65), '12', 'true', '~', 'null', '', '"  "');
const text = fc.constantFrom(
  'does: many things',
  '"quoted: text" # why',
  "'it''s'",
  '[WIP] draft',
  'one # two',
  '|\n  one\n  two   three',
  '>-\n  folded\n  text',
  'first\n  and second',
  '[a, b]',
  '"open',
);
const value = fc.oneof({ weight: 3, arbitrary: word }, { weight: 2, arbitrary: text });
const line = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.tuple(fc.constantFrom('name', 'description', 'license'), value).map((pair) => pair.join(': ')),
  },
  value.map((said) => `metadata:\n  short-description: ${said.replaceAll('\n', '\n  ')}`),
  fc.constantFrom('', '# comment', 'metadata:', 'allowed-tools: [a]', 'list:\n- a\n- b: c\n  d: e'),
);
const head = fc.uniqueArray(line, { maxLength: 5, selector: (each) => each.split(':')[0] });
const file = fc
  .tuple(head, fc.constantFrom('\n', '\r\n'), fc.constantFrom('---', '---', '--- ', '--'))
  .map(([lines, newline, end]) => ['---', ...lines, end, 'Text', ''].join('\n').replaceAll('\n', newline));
const field = fc.tuple(
  fc.constantFrom('display_name', 'short_description', 'icon_small', 'brand_color', 'default_prompt'),
  fc.constantFrom('Name', '"a  b"', './assets/i.png', '../x.png', '/abs.png', '"#a1B2c3"', 'x'.repeat(1025), '~', '7'),
);
const tool = fc.record(
  {
    type: fc.constantFrom('mcp', 'x'.repeat(65)),
    value: fc.constantFrom('srv', 'x'.repeat(1025)),
    url: fc.constant('u'),
  },
  { requiredKeys: [] },
);
const metadata = fc
  .record({ fields: fc.uniqueArray(field, { selector: ([key]) => key }), tools: fc.array(tool, { maxLength: 2 }) })
  .map(({ fields, tools }) => {
    const shown = fields.map(([key, said]) => `  ${key}: ${said}\n`).join('');
    const items = tools.map((each) => Object.entries({ note: 'n', ...each }).map(([key, said]) => `${key}: ${said}`));
    const needs = items.map((lines) => `    - ${lines.join('\n      ')}\n`).join('');
    return `${shown && `interface:\n${shown}`}${needs && `dependencies:\n  tools:\n${needs}`}`;
  });

test.skipIf(!program)('any skills are listed alike', { timeout: 120_000 }, async () => {
  const site = await createSite([], { extra: unbundled });
  const ours = stdioClient(spawnServer(site));
  const child = spawn(program ?? '', ['app-server'], { cwd: site.home.cwd, env: serverEnv(site), stdio: 'pipe' });
  onTestFinished(() => void child.kill('SIGKILL'));
  const official = stdioClient(child);
  await Promise.all([ours.initialize(), official.initialize()]);
  const list = async (client: Client) =>
    (await client.request('skills/list', { cwds: [site.home.cwd], forceReload: true })).result.data;
  const skills = fc.array(fc.tuple(file, fc.option(metadata)), { minLength: 10, maxLength: 10 });
  await fc.assert(
    fc.asyncProperty(skills, async (texts) => {
      const root = join(site.home.home, 'skills');
      await rm(root, { recursive: true, force: true });
      for (const [i, [skill, beside]] of texts.entries()) {
        await put(join(root, `s${i}`, 'SKILL.md'), skill);
        if (beside !== null) await put(join(root, `s${i}`, 'agents/openai.yaml'), beside);
      }
      const [mine, theirs] = await Promise.all([list(ours), list(official)]);
      expect(mine.map(withoutReasons)).toEqual(theirs.map(withoutReasons));
    }),
    { numRuns: 60 },
  );
});

/** Of several mistakes in one head another may be told first; read-skill.test.ts has the words of each. */
function withoutReasons(entry: { errors: Array<{ path: string; message: string }> }) {
  const errors = entry.errors.map(({ path, message }) => ({ path, message: message.replace(/^invalid YAML: .*/, '') }));
  return { ...entry, errors };
}
