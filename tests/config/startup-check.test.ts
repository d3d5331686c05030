import { checkStartupConfig } from '@codex/engine/config/startup-check.ts';
import { expect, test } from 'vitest';
import { configHome } from './home.ts';

test('a sound configuration says nothing', async () => {
  await using dir = await configHome('model = "gpt-5.5"');
  expect(await checkStartupConfig(dir.request())).toEqual({ fatal: null, warnings: [] });
});

test('approval_policy = "untrusted" in a file or on the command line refuses the start', async () => {
  const fatal = 'approval_policy = "untrusted" is no longer supported; remove this setting';
  await using file = await configHome('approval_policy = "untrusted"');
  expect(await checkStartupConfig(file.request())).toMatchObject({ fatal });
  await using flag = await configHome(null);
  expect(await checkStartupConfig(flag.request({ overrides: [['approval_policy', 'untrusted']] }))).toMatchObject({
    fatal,
  });
});

test('a mistake in the file is a warning that points at it', async () => {
  await using dir = await configHome('model = "x"\nsandbox_mode = "bogus"');
  const details = `${dir.file}:2:16: unknown variant \`bogus\`, expected one of \`read-only\`, \`workspace-write\`, \`danger-full-access\``;
  expect(await checkStartupConfig(dir.request())).toEqual({
    fatal: null,
    warnings: [
      {
        summary: 'Invalid configuration; using defaults.',
        details,
        path: dir.file,
        range: { start: { line: 2, column: 16 }, end: { line: 2, column: 22 } },
      },
    ],
  });
  expect(await checkStartupConfig(dir.request({ strictConfig: true }))).toEqual({ fatal: details, warnings: [] });
});

test('a mistake in -c refuses the start, also beside a mistake in the file', async () => {
  await using dir = await configHome('');
  const overrides = [['model_context_window', 'abc']] as const;
  const fatal = 'invalid type: string "abc", expected i64\nin `model_context_window`';
  expect(await checkStartupConfig(dir.request({ overrides }))).toEqual({ fatal, warnings: [] });
});

test('unknown keys are a warning, or with --strict-config an error', async () => {
  await using dir = await configHome('model = "x"\nfoo = 1\n');
  const { warnings } = await checkStartupConfig(dir.request());
  expect(warnings).toMatchObject([{ summary: expect.stringContaining('`foo` is ignored'), details: null }]);
  const strict = await checkStartupConfig(dir.request({ strictConfig: true }));
  expect(strict.fatal).toBe(`${dir.file}:2:1: unknown configuration field \`foo\``);
  await using flags = await configHome('');
  const flag = await checkStartupConfig(flags.request({ strictConfig: true, overrides: [['foo.bar', '1']] }));
  expect(flag.fatal).toBe('unknown configuration field `foo` in -c/--config override');
});
