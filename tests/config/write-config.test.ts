import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readConfig } from '@codex/engine/config/read-config.ts';
import { writeConfig } from '@codex/engine/config/write-config.ts';
import type { EngineError } from '@codex/engine/errors.ts';
import fc from 'fast-check';
import { parse } from 'smol-toml';
import { expect, test } from 'vitest';
import { editedFiles, untouchedLines, type Value } from './edits.ts';
import { type ConfigHome, configHome } from './home.ts';

function write(dir: ConfigHome, keyPath: string, value: Value, more: Record<string, unknown> = {}) {
  return writeConfig(dir.request(), { edits: [{ keyPath, value, mergeStrategy: 'replace' }], ...more });
}

const codeOf = (thrown: EngineError) => (thrown.data as Record<string, unknown> | undefined)?.config_write_error_code;

test('an edit is answered with the version that a read tells', async () => {
  await using dir = await configHome('# mine\nmodel = "a" # side\n');
  const { version, filePath, status } = await write(dir, 'model', 'b');
  expect({ filePath, status }).toEqual({ filePath: dir.file, status: 'ok' });
  expect(await readFile(dir.file, 'utf8')).toBe('# mine\nmodel = "b" # side\n');
  const { layers } = await readConfig(dir.request(), { includeLayers: true });
  expect(layers?.[0]?.version).toBe(version);
  await write(dir, 'model', 'c', { expectedVersion: version });
  const late = write(dir, 'model', 'd', { expectedVersion: version });
  await expect(late.catch(codeOf)).resolves.toBe('configVersionConflict');
  expect(await readFile(dir.file, 'utf8')).toContain('"c"');
});

test('what makes no configuration is refused, and nothing of it is written', async () => {
  const before = 'model = "a"\n';
  await using dir = await configHome(before);
  const wrong: ReadonlyArray<readonly [string, Value]> = [
    ['approval_policy', 'bogus'],
    ['model_context_window', 1.5],
    ['model.x', 1],
    ['profile', 'x'],
    ['desktop', { a: null }],
    ['mcp_servers.a', { url: 'http://x', bearer_token: 'canary' }],
    ['', 1],
  ];
  for (const [key, value] of wrong) {
    await expect(write(dir, key, value).catch(codeOf)).resolves.toBe('configValidationError');
    const edits = [
      { keyPath: 'model', value: 'b', mergeStrategy: 'replace' as const },
      { keyPath: key, value, mergeStrategy: 'replace' as const },
    ];
    await expect(writeConfig(dir.request(), { edits }).catch(codeOf)).resolves.toBe('configValidationError');
  }
  const elsewhere = write(dir, 'model', 'b', { filePath: join(dir.root, 'other.toml') });
  await expect(elsewhere.catch(codeOf)).resolves.toBe('configLayerReadonly');
  expect(await readFile(dir.file, 'utf8')).toBe(before);
});

test('a stronger layer that says otherwise is named', async () => {
  await using dir = await configHome('');
  await writeFile(join(dir.root, 'managed_config.toml'), 'model = "managed"\n');
  expect(await write(dir, 'model', 'mine')).toMatchObject({
    status: 'okOverridden',
    overriddenMetadata: {
      message: `Overridden by legacy managed_config.toml: ${join(dir.root, 'managed_config.toml')}`,
      effectiveValue: 'managed',
    },
  });
});

test('many writers at once lose nothing, and a new file is for its owner alone', async () => {
  await using dir = await configHome(null);
  await Promise.all(Array.from({ length: 30 }, (_, i) => write(dir, `desktop.k${i}`, i)));
  const { desktop } = parse(await readFile(dir.file, 'utf8')) as { desktop: Record<string, number> };
  expect(Object.keys(desktop)).toHaveLength(30);
  expect((await stat(dir.file)).mode & 0o777).toBe(0o600);
});

test('random edits of files as people have them keep every comment and change nothing else', async () => {
  await using dir = await configHome('');
  await fc.assert(
    fc.asyncProperty(editedFiles, async ([file, edits]) => {
      await writeFile(dir.file, file);
      const isUsable = await writeConfig(dir.request(), { edits }).then(
        () => true,
        (error: EngineError) => codeOf(error) !== 'configValidationError' && Promise.reject(error),
      );
      const after = await readFile(dir.file, 'utf8');
      if (!isUsable) {
        expect(after).toBe(file);
        return;
      }
      const kept = new Set(after.split(/\r?\n/));
      for (const line of untouchedLines(file, edits)) expect(kept).toContain(line);
    }),
    { numRuns: 2000 },
  );
});
