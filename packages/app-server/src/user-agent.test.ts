import { expect, it } from 'vitest';
import { linux, operatingSystem } from './operating-system.ts';
import { userAgent } from './user-agent.ts';

/** Observed of the official 0.169.0, which was started with exactly these variables. */
it.each([
  [{ TERM: 'dumb' }, 'dumb'],
  [{}, 'unknown'],
  [{ TERM: '' }, 'unknown'],
  [{ TERM: 'xterm', TERM_PROGRAM: 'foo' }, 'foo'],
  [{ TERM_PROGRAM: 'foo', TERM_PROGRAM_VERSION: '2 x' }, 'foo/2_x'],
  [{ TERM: 'screen', TERM_PROGRAM: 'tmux', TMUX: 'x' }, 'screen'],
  [{ TERM: 'x', KITTY_WINDOW_ID: '1' }, 'kitty'],
  [{ TERM: 'xterm-kitty' }, 'kitty'],
  [{ TERM: 'x', VTE_VERSION: '7000' }, 'VTE/7000'],
  [{ WEZTERM_VERSION: '1.2' }, 'WezTerm/1.2'],
  [{ ALACRITTY_SOCKET: '1' }, 'Alacritty'],
  [{ TERM: 'é (x)' }, '___x_'],
])('names the terminal of %j', (env, terminal) => {
  const text = userAgent({ name: 'a', version: '1' }, env);
  expect(text).toMatch(/^a\/0\.169\.0 \(.+; \w+\) \S+ \(a; 1\)$/);
  expect(text.split(') ')[1]?.split(' (')[0]).toBe(terminal);
});

it.each([
  ['a b/c', '1 (x)', 'a b/c/', '(a b/c; 1 (x))'],
  ['a', '', 'a/', '(a;)'],
  ['é', 'ü', 'é/', '(é; ü)'],
  ['a', '1\u0001', 'a/', '(a; 1_)'],
])('names the client %j %j', (name, version, start, end) => {
  const text = userAgent({ name, version }, { TERM: 'd' });
  expect(text.startsWith(start)).toBe(true);
  expect(text.endsWith(end)).toBe(true);
});

it('lets the environment name another originator', () => {
  const text = userAgent({ name: 'a', version: '1' }, { CODEX_INTERNAL_ORIGINATOR_OVERRIDE: 'orig' });
  expect(text).toMatch(/^orig\/0\.169\.0 .* \(a; 1\)$/);
});

it.each([
  ['ID=debian\nVERSION_ID="12"\n', 'Debian 12.0.0'],
  ['NAME="Ubuntu"\nID=ubuntu\nVERSION_ID="22.04"\n', 'Ubuntu 22.4.0'],
  ['ID=alpine\nVERSION_ID=3.20.1\n', 'Alpine Linux 3.20.1'],
  ['ID=arch\n', 'Arch Linux Unknown'],
  ['', 'Linux Unknown'],
])('reads the os-release %j', (text, name) => expect(linux(text)).toBe(name));

it('knows this system', () => expect(operatingSystem()).toMatch(/^\S.* (\d+\.\d+\.\d+|Unknown|\S+)$/));
