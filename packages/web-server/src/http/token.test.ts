// token.ts on real files: where the token comes from, and that a changed file holds at once.
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findToken } from './token.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'token-'));
});
afterEach(() => rmSync(home, { recursive: true }));

test('the token comes from a variable, else from a private file that is made once', () => {
  expect(findToken({ CODEX_AUTH_TOKEN: 'a', CODEX_WEB_TOKEN: 'b' }, home).current()).toBe('a');
  expect(findToken({ CODEX_AUTH_TOKEN: '', CODEX_WEB_TOKEN: 'b' }, home).current()).toBe('b');
  const made = findToken({ CODEX_AUTH_TOKEN: ' ' }, home);
  expect(made.path).toBe(join(home, 'web-server.token'));
  expect(statSync(made.path ?? '').mode & 0o777).toBe(0o600);
  expect(readFileSync(made.path ?? '', 'utf8').trim()).toBe(made.current());
  expect(made.current()?.length).toBeGreaterThan(40);
  expect(findToken({}, home).current()).toBe(made.current());
});

test('a new token in the file holds at once, none is valid without the file, a shared file is refused', () => {
  const made = findToken({}, home);
  const path = made.path ?? '';
  writeFileSync(path, 'another, longer or shorter\n');
  expect(made.current()).toBe('another, longer or shorter');
  rmSync(path);
  expect(made.current()).toBeUndefined();
  writeFileSync(path, 'third', { mode: 0o600 });
  expect(made.current()).toBe('third');
  chmodSync(path, 0o644);
  expect(() => findToken({}, home)).toThrow('can be read by others');
});
