import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitPlainCommands } from './plain-commands.ts';

const words = (script: string) => splitPlainCommands(script)?.map(({ argv }) => argv) ?? null;

test.each<[string, string[][]]>([
  ['git status && ls | wc -l', [['git', 'status'], ['ls'], ['wc', '-l']]],
  ['ls;ls||ls|ls', [['ls'], ['ls'], ['ls'], ['ls']]],
  ['ls ;', [['ls']]],
  ['ls\r\n\n  ls\n', [['ls'], ['ls']]],
  ['ls &&\nls', [['ls'], ['ls']]],
  [`echo a"b"c 'd'e"" "" 'a\\b'`, [['echo', 'abc', 'de', '', 'a\\b']]],
  ['echo a \\\n b', [['echo', 'a', 'b']]],
  ['echo x=y --o=p 1 a!b a%b a,b a@b 中文', [['echo', 'x=y', '--o=p', '1', 'a!b', 'a%b', 'a,b', 'a@b', '中文']]],
  [`echo "*" '$x'`, [['echo', '*', '$x']]],
  ['echo "multi\nline"', [['echo', 'multi\nline']]],
])('%j is plain', (script, expected) => {
  expect(words(script)).toEqual(expected);
});

const notPlain = {
  assignments: ['FOO=1 ls', 'a=b', 'export A=b', 'declare x=1', '=x', 'echo =='],
  expansions: ['echo $HOME', 'echo "$HOME"', 'echo `ls`', 'echo "`ls`"', 'echo $(ls)', 'echo <(ls)', "$'a'"],
  globs: ['echo *', 'echo a?', 'echo [x]', 'echo {a,b}', 'echo ~', 'echo a~', 'a^b'],
  escapes: ['echo \\*', 'echo "a\\"b"', 'echo a\\\nb'],
  redirections: ['ls > x', 'ls < x', 'ls 2>&1', 'cat <<EOF\nEOF'],
  constructs: ['(ls)', '{ ls; }', '! ls', 'if true; then ls; fi', 'for i in a; do ls; done', '[ -f x ]', '[[ -f x ]]'],
  background: ['ls &', 'ls & ls', 'ls |& wc'],
  comments: ['# x', 'ls # x', 'echo a#b'],
  names: ['"ls"', "'ls' -l", '123', '5 x', 'function f'],
  errors: ['; ls', 'ls;;ls', 'ls &&', '&& ls', 'echo "a', "echo 'a", '', '  ', '\n'],
};

test.each(Object.values(notPlain).flat())('%j is not plain', (script) => {
  expect(words(script)).toBeNull();
});

test('never throws, and what it returns is words of the script', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'ab \'"\\$|&;\n<>()'), maxLength: 30 }), (script) => {
      for (const argv of words(script) ?? []) {
        for (const word of argv) for (const char of word) expect(script).toContain(char);
      }
    }),
  );
});
