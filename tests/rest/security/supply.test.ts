// What is shipped and what it is made of: exact versions, locked, and nothing secret among the files.
import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../..');

test('S37: every dependency has one exact version, and the lock knows its content', () => {
  const manifests = ['package.json', ...globSync('packages/*/package.json', { cwd: root })];
  for (const manifest of manifests) {
    const { dependencies, devDependencies, optionalDependencies } = JSON.parse(
      readFileSync(join(root, manifest), 'utf8'),
    );
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })) {
      expect(version, `${manifest} ${name}`).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$|^npm:/);
    }
  }
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  for (const [path, entry] of Object.entries<{ link?: boolean; integrity?: string; resolved?: string }>(packages)) {
    if (!path.includes('node_modules/') || entry.link) continue;
    expect(entry.integrity, path).toMatch(/^sha(512|1)-/);
  }
});

test('S37: no package can be published by accident', () => {
  for (const manifest of ['package.json', ...globSync('packages/*/package.json', { cwd: root })]) {
    expect(JSON.parse(readFileSync(join(root, manifest), 'utf8')).private, manifest).toBe(true);
  }
});

const secrets =
  /-----BEGIN [A-Z ]*PRIVATE KEY-----\n[A-Za-z0-9+/]|\bsk-[A-Za-z0-9]{32,}|\bgh[pousr]_[A-Za-z0-9]{36}|\bAKIA[0-9A-Z]{16}\b|\bxox[abp]-[0-9A-Za-z-]{20,}/;

/** Of the list of promises; each is held by tests whose names begin with its number. */
const promises = [1, 2, 3, 4, 5, 7, 9, 11, 13, 14, 15, 22, 23, 24, 25, 27, 32, 33, 34, 36, 37];

test('every promise of security has a test that begins with its number', () => {
  const files = globSync('*.test.ts', { cwd: import.meta.dirname });
  const texts = files.map((file) => readFileSync(join(import.meta.dirname, file), 'utf8')).join('\n');
  const held = new Set([...texts.matchAll(/^test[^'"`]*['"`]S(\d+): /gm)].map((match) => Number(match[1])));
  expect(promises.filter((number) => !held.has(number))).toEqual([]);
});

test('S37: no tracked file holds a secret', () => {
  const files = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split('\0');
  const texts = files.filter(
    (file) => /\.(ts|tsx|js|json|md|toml|ya?ml|sh|py|jsonl)$/.test(file) && existsSync(join(root, file)),
  );
  const found = texts.filter((file) => secrets.test(readFileSync(join(root, file), 'utf8')));
  expect(found).toEqual([]);
});
