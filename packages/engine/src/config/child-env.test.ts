import fc from 'fast-check';
import { expect, test } from 'vitest';
import { childEnvironment, filteredEnvironment } from './child-env.ts';
import type { ProviderConfig, ShellEnvironmentPolicy } from './config.ts';

const open: ShellEnvironmentPolicy = {
  inherit: 'all',
  ignoreDefaultExcludes: true,
  exclude: [],
  set: {},
  includeOnly: [],
};
const provider = { envKey: 'PROVIDER_KEY', envHttpHeaders: { 'X-A': 'HEADER_SECRET' } } as unknown as ProviderConfig;
const secrets = [
  'CODEX_AUTH_TOKEN',
  'CODEX_WEB_TOKEN',
  'CODEX_API_KEY',
  'OPENAI_API_KEY',
  'ANTHROPIC_API_KEY',
  'PROVIDER_KEY',
  'HEADER_SECRET',
];

function filter(env: Record<string, string>, policy: Partial<ShellEnvironmentPolicy> = {}) {
  return filteredEnvironment(env, { shellEnvironmentPolicy: { ...open, ...policy }, providers: { provider } });
}

const name = fc.oneof(
  fc.constantFrom(...secrets, ...secrets.map((secret) => secret.toLowerCase()), 'PATH', 'HOME', 'MY_KEY', 'A_TOKEN_B'),
  fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,8}$/),
);
const pattern = fc.oneof(name, fc.constantFrom('*', 'A*', '*_KEY', '?ATH', '*TOKEN*'));
const environment = fc.dictionary(name, fc.string());
const policies = fc.record({
  inherit: fc.constantFrom('all' as const, 'core' as const, 'none' as const),
  ignoreDefaultExcludes: fc.boolean(),
  exclude: fc.array(pattern, { maxLength: 3 }),
  set: fc.dictionary(name, fc.string(), { maxKeys: 3 }),
  includeOnly: fc.array(pattern, { maxLength: 3 }),
});

test('whatever the policy, a secret of the server only passes when `set` names it', () => {
  fc.assert(
    fc.property(environment, policies, (env, policy) => {
      const result = filter(env, policy);
      for (const key of Object.keys(result)) {
        if (secrets.includes(key.toUpperCase())) expect(policy.set).toHaveProperty([key], result[key]);
      }
    }),
  );
});

test('values are inherited or set, never made up', () => {
  fc.assert(
    fc.property(environment, policies, (env, policy) => {
      for (const [key, value] of Object.entries(filter(env, policy))) {
        expect(Object.hasOwn(policy.set, key) ? policy.set[key] : env[key]).toBe(value);
      }
    }),
  );
});

test('a policy can only lose variables by excluding, and never those that are set', () => {
  fc.assert(
    fc.property(environment, policies, pattern, (env, policy, excluded) => {
      const before = filter(env, policy);
      const after = filter(env, { ...policy, exclude: [...policy.exclude, excluded] });
      for (const key of Object.keys(after)) expect(before).toHaveProperty([key]);
      const unlimited = filter(env, { ...policy, includeOnly: [], exclude: ['*'] });
      expect(unlimited).toEqual(policy.set);
    }),
  );
});

test('patterns', () => {
  const env = { PATH: 'p', my_secret: 's', A_TOKEN: 't', 'ODD.NAME': 'o', ODDXNAME: 'x' };
  expect(filter(env, { ignoreDefaultExcludes: false })).toEqual({ PATH: 'p', 'ODD.NAME': 'o', ODDXNAME: 'x' });
  expect(filter(env, { exclude: ['odd.name', 'a_*'] })).toEqual({ PATH: 'p', my_secret: 's', ODDXNAME: 'x' });
  expect(filter(env, { includeOnly: ['P?TH'] })).toEqual({ PATH: 'p' });
  expect(filter({ ...env, Path: 'w', TMP: 't' }, { inherit: 'core' })).toEqual({ PATH: 'p', Path: 'w', TMP: 't' });
});

test('commands are told that nobody watches, and which thread they belong to', () => {
  const config = { shellEnvironmentPolicy: { ...open, set: { PAGER: 'less' } }, providers: {} };
  const env = childEnvironment({ env: { TERM: 'xterm', HOME: '/h' }, config, threadId: 'thread-1' });
  expect(env).toMatchObject({ TERM: 'dumb', NO_COLOR: '1', PAGER: 'cat', HOME: '/h', CODEX_THREAD_ID: 'thread-1' });
});
