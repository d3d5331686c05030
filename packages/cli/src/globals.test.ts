import { expect, test } from 'vitest';
import { readGlobals } from './globals.ts';

const read = (...argv: string[]) => readGlobals(argv, ['app-server']);
const oss = ['-c', 'model_provider=oss', '-c', 'show_raw_agent_reasoning=true'];

test('what stands before the subcommand is handed on; what follows is its own', () => {
  expect(read('-c', 'a=1', '--enable=x', 'app-server', '--listen', 'off')).toEqual({
    options: ['-c', 'a=1', '--enable=x'],
    subcommand: 'app-server',
    rest: ['--listen', 'off'],
    exit: 0,
  });
});

test.each([
  [['--oss'], oss],
  [
    ['--oss', '--local-provider', 'lmstudio'],
    [...oss, '-c', 'model_provider=lmstudio'],
  ],
  [
    ['--oss', '--local-provider=ollama'],
    [...oss, '-c', 'model_provider=ollama'],
  ],
])('%j is short for overrides', (argv, options) => {
  expect(read(...argv, 'app-server')).toMatchObject({ options, subcommand: 'app-server' });
});
