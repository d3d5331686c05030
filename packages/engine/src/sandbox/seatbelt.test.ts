import { expect, test } from 'vitest';
import type { SandboxPlan } from './sandbox-plan.ts';
import { seatbeltArgs } from './seatbelt.ts';

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

function build(plan: Partial<SandboxPlan>): { profile: string; definitions: string[]; command: string[] } {
  const args = seatbeltArgs({ ...bare, ...plan }, ['cat', '-p']);
  expect(args.slice(0, 2)).toEqual(['/usr/bin/sandbox-exec', '-p']);
  const end = args.indexOf('--');
  return { profile: args[2] as string, definitions: args.slice(3, end), command: args.slice(end + 1) };
}

/** Parentheses that close what they open, outside of strings. */
function isBalanced(profile: string): boolean {
  let depth = 0;
  for (const char of profile.replace(/#?"[^"]*"/g, '')) {
    depth += char === '(' ? 1 : char === ')' ? -1 : 0;
    if (depth < 0) return false;
  }
  return depth === 0;
}

test.each<[string, Partial<SandboxPlan>, readonly string[], readonly string[]]>([
  ['read-only', {}, ['(deny default)', '(allow file-read*)'], ['WRITABLE_ROOT', 'network']],
  [
    'workspace-write',
    { writable: ['/w', '/tmp'], protected: ['/w/.git'], placeholders: ['/w/.codex'] },
    [
      '(allow file-write* (require-all (subpath (param "WRITABLE_ROOT_0")) (require-not (subpath (param "PROTECTED_0"))) (require-not (subpath (param "PROTECTED_1")))))',
      'WRITABLE_ROOT_1',
    ],
    ['network', '/w', '/tmp'],
  ],
  ['network', { network: true }, ['(allow network-outbound)', '(allow system-socket)'], ['WRITABLE_ROOT']],
  [
    'hidden files',
    { hidden: ['/h/auth.json'] },
    ['(deny file-read* file-write* network-outbound (subpath (param "HIDDEN_0")))'],
    ['auth.json'],
  ],
])('the profile of %s', (_, plan, present, absent) => {
  const { profile, command } = build(plan);
  expect(isBalanced(profile)).toBe(true);
  for (const text of present) expect(profile).toContain(text);
  for (const text of absent) expect(profile).not.toContain(text);
  expect(command).toEqual(['cat', '-p']);
});

test('paths are parameters: no character of them is profile text', () => {
  const evil = '/w/") (allow default) ("';
  const { profile, definitions } = build({ writable: [evil] });
  expect(profile).not.toContain('allow default');
  expect(definitions).toEqual([`-DWRITABLE_ROOT_0=${evil}`]);
});

test('what is denied stands behind what is allowed: the last rule that matches decides', () => {
  const { profile } = build({ writable: ['/h'], hidden: ['/h/auth.json'] });
  expect(profile.indexOf('HIDDEN_0')).toBeGreaterThan(profile.indexOf('WRITABLE_ROOT_0'));
});
