import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quoteCommand, quoteWord } from '../../packages/engine/src/exec/shell-quote.ts';

const word = fc.string({ unit: fc.constantFrom(...'ab \'"\\$`!^*?[]{}()<>|&;~#=%,\n\té€'), maxLength: 12 });

test.each(['/bin/bash', '/bin/sh'])('%s reads back what was quoted', (shell) => {
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 40 }), (words) => {
      const printed = execFileSync(shell, ['-c', `printf '%s\\0' ${quoteCommand(words)}`], { encoding: 'utf8' });
      expect(printed.split('\0').slice(0, -1)).toEqual(words);
    }),
    { numRuns: 30 },
  );
});

test.each([
  ['', "''"],
  ['1,5p', "'1,5p'"],
  ['--color=auto', "'--color=auto'"],
  ['a-b_c.d/e:f@g]h+1', 'a-b_c.d/e:f@g]h+1'],
  ["it's", '"it\'s"'],
  ['tr "\\0" x', '"tr \\"\\\\0\\" x"'],
  ["echo 'a' $HOME", "\"echo 'a' \"'$HOME'"],
  ['echo a^b', "'echo a''^b'"],
  ['é', "'é'"],
])('%j is written as %s', (given, written) => {
  expect(quoteWord(given)).toBe(written);
});
