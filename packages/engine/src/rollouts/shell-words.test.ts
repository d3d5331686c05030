import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinShellWords, splitShellWords } from './shell-words.ts';

const word = fc.oneof(fc.string(), fc.stringMatching(/^[ '"\\$^!`a\n;&|é-]*$/));

describe('shell words', () => {
  it('are split as they were joined', () => {
    fc.assert(
      fc.property(fc.array(word), (words) => {
        expect(splitShellWords(joinShellWords(words))).toEqual(words);
      }),
    );
  });

  it.each([
    ['/bin/bash', '-lc', 'echo hi', "/bin/bash -lc 'echo hi'"],
    ['/bin/bash', '-lc', '', "/bin/bash -lc ''"],
    ['/bin/bash', '-lc', 'pwd', '/bin/bash -lc pwd'],
    ['/bin/bash', '-lc', 'kill -9 $$', "/bin/bash -lc 'kill -9 $$'"],
    ['/bin/bash', '-lc', "printf 'one\\n'", '/bin/bash -lc "printf \'one\\\\n\'"'],
    ['/bin/bash', '-lc', 'tr "\\0" x', '/bin/bash -lc "tr \\"\\\\0\\" x"'],
    ['/bin/bash', '-lc', "a'$b", "/bin/bash -lc \"a'\"'$b'"],
  ])('join %s %s %j like the official server', (shell, flag, script, line) => {
    expect(joinShellWords([shell, flag, script])).toBe(line);
  });

  it.each(["a 'b", 'a "b', 'a \\'])('do not come from the unfinished line %j', (line) => {
    expect(splitShellWords(line)).toBeUndefined();
  });
});
