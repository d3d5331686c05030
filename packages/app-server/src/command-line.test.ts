import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCommandLine } from './command-line.ts';
import { UsageError } from './options.ts';

/** What the official 0.169.0 prints for the same mistakes, where this server has the option. */
const mistakes: ReadonlyArray<readonly [argv: readonly string[], message: string]> = [
  [['--nope'], "unexpected argument '--nope' found"],
  [['--nope=1'], "unexpected argument '--nope' found"],
  [['-x'], "unexpected argument '-x' found"],
  [['extra'], "unrecognized subcommand 'extra'"],
  [['--listen'], "a value is required for '--listen <URL>' but none was supplied"],
  [['--listen', '--stdio'], "a value is required for '--listen <URL>' but none was supplied"],
  [['--listen', 'stdio://', '--listen', 'stdio://'], "the argument '--listen <URL>' cannot be used multiple times"],
  [['--stdio', '--listen', 'stdio://'], "the argument '--stdio' cannot be used with '--listen <URL>'"],
  [['--help=1'], "unexpected value '1' for '--help' found; no more were expected"],
  [['--listen', 'tcp://x'], "invalid value 'tcp://x' for '--listen <URL>': unsupported --listen URL `tcp://x`"],
  [
    ['--listen', ''],
    'unsupported --listen URL ``; expected `stdio://`, `unix://`, `unix://PATH`, `ws://IP:PORT`, or `off`',
  ],
  [['--listen', 'unix:'], 'unsupported --listen URL `unix:`; expected'],
  [['--listen', 'ws://localhost:0'], 'invalid websocket --listen URL `ws://localhost:0`; expected `ws://IP:PORT`'],
  [['--listen', 'ws://127.0.0.1:99999'], 'expected `ws://IP:PORT`'],
  [['--listen', 'ws://127.0.0.1'], 'expected `ws://IP:PORT`'],
  [
    ['--ws-auth', 'foo'],
    "invalid value 'foo' for '--ws-auth <MODE>'\n  [possible values: capability-token, signed-bearer-token]",
  ],
  [['--ws-token-file', ''], "a value is required for '--ws-token-file <PATH>' but none was supplied"],
  [
    ['--ws-max-clock-skew-seconds='],
    "invalid value '' for '--ws-max-clock-skew-seconds <SECONDS>': cannot parse integer from empty string",
  ],
  [['--ws-max-clock-skew-seconds=-1'], "'--ws-max-clock-skew-seconds <SECONDS>': invalid digit found in string"],
  [['--ws-max-clock-skew-seconds', '1.5'], 'invalid digit found in string'],
  [['--ws-max-clock-skew-seconds', `1${'0'.repeat(20)}`], 'number too large to fit in target type'],
];

describe('readCommandLine', () => {
  it.each(mistakes)('refuses %j', (argv, message) => {
    expect(() => readCommandLine(argv)).toThrow(UsageError);
    expect(() => readCommandLine(argv)).toThrow(message);
    expect(() => readCommandLine(argv)).toThrow("For more information, try '--help'.");
  });

  it('refuses features that nobody knows, after every other mistake and not when help is asked for', () => {
    expect(() => readCommandLine(['--enable', 'nosuch'])).toThrow(/^Unknown feature flag: nosuch$/);
    expect(() => readCommandLine(['--disable=', '--stdio'])).toThrow(/^Unknown feature flag: $/);
    expect(() => readCommandLine(['--enable', 'nosuch', '--ws-auth', 'foo'])).toThrow(UsageError);
    expect(readCommandLine(['--enable', 'nosuch', '--help']).help).toBe(true);
    expect(readCommandLine(['--enable', 'connectors']).overrides).toEqual([['features.connectors', 'true']]);
  });

  it('keeps the order of overrides and features', () => {
    const argv = ['-c', 'a=1', '-cb.c = "x=y"', '--config=d=', '--enable', 'hooks', '--disable=goals', '-c=e=2'];
    expect(readCommandLine(argv).overrides).toEqual([
      ['a', '1'],
      ['b.c', '"x=y"'],
      ['d', ''],
      ['features.hooks', 'true'],
      ['features.goals', 'false'],
      ['e', '2'],
    ]);
  });

  it.each([
    ['foo', "error parsing -c overrides: Invalid override (missing '='): foo"],
    ['=x', 'error parsing -c overrides: Empty key in override: =x'],
  ])('refuses the override %s', (text, message) => {
    expect(() => readCommandLine(['-c', text])).toThrow(message);
  });

  it.each([
    [[], { kind: 'stdio' }],
    [['--stdio'], { kind: 'stdio' }],
    [['--listen', 'ws://127.0.0.1:0'], { kind: 'websocket', host: '127.0.0.1', port: 0 }],
    [['--listen=ws://[::1]:8080'], { kind: 'websocket', host: '::1', port: 8080 }],
    [['--listen', 'unix://'], { kind: 'unix', path: undefined }],
    [['--listen', 'unix:///run/x.sock'], { kind: 'unix', path: '/run/x.sock' }],
    [['--listen', 'unix://x.sock'], { kind: 'unix', path: resolve('x.sock') }],
    [['--listen', 'off'], { kind: 'off' }],
  ])('listens as told by %j', (argv, listen) => expect(readCommandLine(argv).listen).toEqual(listen));

  it('takes the flags of the official command line', () => {
    expect(readCommandLine(['--strict-config', '--analytics-default-enabled'])).toMatchObject({ strictConfig: true });
    const signed = ['--ws-auth', 'signed-bearer-token', '--ws-shared-secret-file', '/s', '--ws-issuer', 'me'];
    expect(readCommandLine([...signed, '--ws-max-clock-skew-seconds', '+5']).auth).toEqual({
      mode: 'signed-bearer-token',
      secretFile: '/s',
      issuer: 'me',
      clockSkew: 5n,
    });
  });
});
