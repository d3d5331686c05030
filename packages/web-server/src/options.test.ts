// options.ts: which of flag and variable wins, and what is refused.
import { describe, expect, test } from 'vitest';
import { isLoopback, readOptions, UsageError } from './options.ts';

describe('address', () => {
  test.each([
    [[], {}, '127.0.0.1', 3000],
    [[], { PORT: '', CODEX_WEB_BIND_ADDR: '' }, '127.0.0.1', 3000],
    [[], { CODEX_WEB_BIND_ADDR: '127.0.0.2:8080' }, '127.0.0.2', 8080],
    [[], { PORT: '4000', CODEX_WEB_BIND_ADDR: '127.0.0.2:8080' }, '127.0.0.1', 4000],
    [['--port', '5000'], { PORT: '4000' }, '127.0.0.1', 5000],
    [['--host', '::1'], { PORT: '4000' }, '::1', 4000],
    [['--listen', '[::1]:6000'], { PORT: '4000' }, '::1', 6000],
  ])('%j with %j', (argv, env, host, port) => {
    expect(readOptions(argv, env)).toMatchObject({ host, port });
  });
});

test('-c keeps its order and everything after the first equals sign', () => {
  const { overrides } = readOptions(['-c', 'a.b=1', '-c', 'model="x=y"'], {});
  expect(overrides).toEqual([
    ['a.b', '1'],
    ['model', '"x=y"'],
  ]);
});

test.each([
  [['--port', '70000']],
  [['--port', 'x']],
  [['--listen', '3000']],
  [['-c', 'novalue']],
  [['--nonsense']],
  [['--tls-cert', 'a.pem']],
  [['--backend', '']],
  [['--backend', 'ws://']],
  [['--backend-token-file', 'x']],
  [['--backend', 'codex app-server', '--backend-token-file', 'x']],
  [['--backend', 'codex app-server', '--demo']],
  [['--backend', 'ws://127.0.0.1:1', '-c', 'model=x']],
])('%j is refused', (argv) => {
  expect(() => readOptions(argv, {})).toThrow(UsageError);
});

describe('backend', () => {
  test.each([
    [[], { kind: 'in-process' }],
    [['--backend', 'in-process'], { kind: 'in-process' }],
    [['--backend', 'codex app-server'], { kind: 'command', program: 'codex', args: ['app-server'] }],
    [['--backend', `"/a b/codex" -c 'x="y z"'`], { kind: 'command', program: '/a b/codex', args: ['-c', 'x="y z"'] }],
    [['--backend', 'ws://127.0.0.1:1'], { kind: 'url', url: 'ws://127.0.0.1:1' }],
    [['--backend', 'wss://a.b', '--backend-token-file', '/t'], { kind: 'url', url: 'wss://a.b', tokenFile: '/t' }],
    [['--backend', 'codex app-server', '-c', 'web_server.rate_limit=5'], { kind: 'command', program: 'codex' }],
  ])('%j', (argv, backend) => {
    expect(readOptions(argv, {}).backend).toMatchObject(backend);
  });
});

test.each([
  ['127.0.0.1', true],
  ['127.9.9.9', true],
  ['::1', true],
  ['localhost', true],
  ['0.0.0.0', false],
  ['::', false],
  ['192.0.2.1', false],
])('isLoopback(%s) is %s', async (host, expected) => {
  expect(await isLoopback(host)).toBe(expected);
});
