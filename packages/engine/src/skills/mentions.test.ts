// What is expected was recorded from the official server.
import type { UserInput } from '@codex/protocol/item/user-input.ts';
import { expect, test } from 'vitest';
import { mentionedSkills } from './mentions.ts';
import type { Skill } from './skill.ts';

function skill(name: string, folder: string, more: Partial<Skill> = {}): Skill {
  return {
    name,
    description: 'd',
    shortDescription: null,
    interface: null,
    dependencies: null,
    isImplicit: true,
    path: `/home/skills/${folder}/SKILL.md`,
    pathInRoot: `${folder}/SKILL.md`,
    root: { path: '/home/skills', scope: 'user' },
    isEnabled: true,
    ...more,
  };
}

const skills = [
  skill('PATH', 'PATH'),
  skill('a:b', 'colon'),
  skill('dup', 'dup1'),
  skill('dup', 'dup2'),
  skill('lnk', 'lnk', { path: '/elsewhere/SKILL.md' }),
  skill('my-sk_1', 'my'),
  skill('off', 'off', { isEnabled: false }),
  skill('tidy', 'tidy'),
  skill('two', 'two'),
];

const chosen = (input: readonly UserInput[]) =>
  mentionedSkills(input, skills).map(({ path }) => path.split('/').at(-2));
const says = (text: string): UserInput => ({ type: 'text', text, text_elements: [] });
const asks = (name: string, path: string): UserInput => ({ type: 'skill', name, path });
const at = (folder: string) => `/home/skills/${folder}/SKILL.md`;

test.each<[text: string, ...folders: string[]]>([
  ['nothing'],
  ['use $tidy and $two and $tidy', 'tidy', 'two'],
  ['$two $tidy', 'tidy', 'two'],
  ['use $tidy, ($two). $my-sk_1! $tidyx $Tidy', 'my', 'tidy', 'two'],
  ['x$tidy', 'tidy'],
  ['$$tidy', 'tidy'],
  ['`$tidy`', 'tidy'],
  ['$tidy$two', 'tidy', 'two'],
  ['$tidy.', 'tidy'],
  ['$ {tidy} $tidy-x $tidy_ $tidy: $TIDY @tidy /tidy tidy'],
  ['$a:b', 'colon'],
  ['$PATH'],
  ['$off'],
  ['$dup'],
  [`[$dup](${at('dup2')})`, 'dup2'],
  [`[ $tidy ] (skill://${at('two')})`, 'two'],
  ['[$tidy](/nope/SKILL.md)'],
  ['[$tidy](app://tidy)'],
  ['[$tidy](x) $tidy', 'tidy'],
  ['[$two](', 'two'],
  ['[$lnk](/elsewhere/SKILL.md)', 'elsewhere'],
  [`[$lnk](${at('lnk')})`, 'elsewhere'],
])('%s', (text, ...folders) => {
  expect(chosen([says(text)])).toEqual(folders);
});

test('inputs name a skill by its path, before all texts', () => {
  expect(chosen([says('$my-sk_1'), asks('two', at('two')), asks('x', at('tidy')), asks('two', at('two'))])).toEqual([
    'two',
    'tidy',
    'my',
  ]);
  expect(chosen([asks('dup', at('dup2')), says('$dup')])).toEqual(['dup2']);
  expect(chosen([asks('lnk', at('lnk'))])).toEqual(['elsewhere']);
});

test('an input that names no skill keeps its name from finding another', () => {
  expect(chosen([says('$tidy'), asks('tidy', '/nope/SKILL.md')])).toEqual([]);
  expect(chosen([asks('off', at('off')), asks('tidy', at('tidy').replace('/SKILL.md', ''))])).toEqual([]);
  expect(chosen([{ type: 'mention', name: 'tidy', path: at('tidy') }])).toEqual([]);
});
