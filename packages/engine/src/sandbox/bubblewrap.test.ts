import { expect, test } from 'vitest';
import { bubblewrapArgs } from './bubblewrap.ts';
import type { SandboxPlan } from './sandbox-plan.ts';

const bare: SandboxPlan = {
  cwd: '/w',
  network: false,
  writable: [],
  protected: [],
  placeholders: [],
  hidden: [],
  hiddenFolders: [],
  readable: null,
};
const build = (plan: Partial<SandboxPlan>) => bubblewrapArgs({ ...bare, ...plan }, ['cat', '--help']);
const index = (args: readonly string[], ...words: string[]) =>
  args.findIndex((_, at) => words.every((word, offset) => args[at + offset] === word));

test('read-only: nothing is writable, no network, own processes, no privileges; the command comes last', () => {
  expect(build({})).toEqual([
    ...['--unshare-user', '--unshare-pid', '--unshare-ipc', '--unshare-net', '--die-with-parent', '--cap-drop', 'ALL'],
    ...[
      '--ro-bind',
      '/',
      '/',
      '--dev',
      '/dev',
      '--proc',
      '/proc',
      '--remount-ro',
      '/proc',
      '--chdir',
      '/w',
      '--',
      'cat',
      '--help',
    ],
  ]);
});

test('network access only leaves the network', () => {
  expect(build({ network: true })).toEqual(build({}).filter((word) => word !== '--unshare-net'));
});

test('what protects a root is mounted after it, and a root inside of what is protected after that', () => {
  const args = build({
    writable: ['/w/.codex/scratch', '/w', '/tmp'],
    protected: ['/w/.git'],
    placeholders: ['/w/.codex'],
    hidden: ['/home/u/.codex/auth.json'],
  });
  const order = [
    index(args, '--bind', '/w', '/w'),
    index(args, '--ro-bind', '/w/.git', '/w/.git'),
    index(args, '--bind', '/w/.codex/scratch', '/w/.codex/scratch'),
  ];
  expect(order).toEqual([...order].sort((a, b) => a - b));
  expect(order).not.toContain(-1);
  const placeholder = index(args, '--tmpfs', '/w/.codex', '--remount-ro', '/w/.codex');
  expect(placeholder).toBeGreaterThan(order[0] as number);
  expect(placeholder).toBeLessThan(order[2] as number);
  expect(index(args, '--ro-bind', '/dev/null', '/home/u/.codex/auth.json')).toBeGreaterThan(0);
});

test('the root directory as a root replaces the read-only one, and devices still come after it', () => {
  const args = build({ writable: ['/'] });
  expect(index(args, '--ro-bind', '/', '/')).toBe(-1);
  expect(index(args, '--bind', '/', '/', '--dev', '/dev', '--proc', '/proc')).toBeGreaterThan(0);
});

test('words of the command are never options', () => {
  const args = bubblewrapArgs(bare, ['--bind', '/', '/'], 3);
  expect(args.slice(-4)).toEqual(['--', '--bind', '/', '/']);
  expect(index(args, '--seccomp', '3')).toBeGreaterThan(0);
});
