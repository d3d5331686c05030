// What is expected was recorded from the official server.
import { expect, test } from 'vitest';
import { readSkillHead } from './read-skill.ts';

const file = (head: string) => `---\n${head}\n---\nText.\n`;
const xs = (count: number) => 'x'.repeat(count);

test.each<[text: string, name: string, description: string, short: string | null]>([
  [file('name: a\ndescription: d'), 'a', 'd', null],
  [file('description: no name'), 'folder', 'no name', null],
  [file('name: ""\ndescription: d'), 'folder', 'd', null],
  [file('name:   sp  ace  \ndescription: |\n  one\n  two   three\n\n  four'), 'sp ace', 'one two three four', null],
  [file('name: 12\ndescription: true'), '12', 'true', null],
  [file(`name: ${xs(64)}\ndescription: ${xs(9000)}`), xs(64), xs(9000), null],
  [file('name: a\ndescription: d\nmetadata:\n  short-description: "s  d"\n  author: x'), 'a', 'd', 's d'],
  [file('name: a\ndescription: d').replaceAll('\n', '\r\n'), 'a', 'd', null],
  [file('name: a\ndescription: d').replaceAll('---', ' --- '), 'a', 'd', null],
])('%j', (text, name, description, shortDescription) => {
  expect(readSkillHead(text, 'folder')).toEqual({ name, description, shortDescription });
});

const noHead = 'missing YAML frontmatter delimited by ---';

test.each([
  ['', noHead],
  ['no front matter', noHead],
  ['---\nname: a\ndescription: d\n', noHead],
  ['---\n---\nText', noHead],
  [`\n${file('name: a')}`, noHead],
  [`\ufeff${file('name: a')}`, noHead],
  [file('name: a'), 'missing field `description`'],
  [file('name: a\ndescription: ~'), 'missing field `description`'],
  [file('name: a\ndescription: "  "'), 'missing field `description`'],
  [file(`name: ${xs(65)}\ndescription: d`), 'invalid name: exceeds maximum length of 64 characters'],
  [file('name: a\nname: b'), 'invalid YAML: duplicate field `name`'],
  [file('just text'), 'invalid YAML: invalid type: string "just text", expected struct SkillFrontmatter'],
  [file('- list\n- b'), 'invalid YAML: invalid type: sequence, expected struct SkillFrontmatter'],
  [file('name: [a]'), 'invalid YAML: name: invalid type: sequence, expected a string at line 1 column 7'],
  [
    file('name: a\ndescription: d\nmetadata: 7'),
    'invalid YAML: metadata: invalid type: integer `7`, expected struct SkillFrontmatterMetadata at line 3 column 11',
  ],
])('%j is no skill', (text, message) => {
  expect(() => readSkillHead(text, 'folder')).toThrow(new Error(message));
});
