import fc from 'fast-check';
import { expect, test } from 'vitest';
import { credentialsIn, keyJson, loginIn, loginJson, parseAuthJson, renewedJson } from './auth-json.ts';
import { expiryOf, readClaims } from './jwt.ts';

const jwt = (payload: unknown) => `h.${Buffer.from(JSON.stringify(payload)).toString('base64url')}.s`;
const idToken = jwt({ email: 'a@b.c', 'https://api.openai.com/auth': { chatgpt_account_id: 'acc', user_id: 'u' } });
const tokens = { idToken, accessToken: 'access', refreshToken: 'refresh' };
const from = { issuer: 'https://issuer', clientId: 'client' };

test('what is stored is read back', () => {
  const login = loginJson(tokens, from, null);
  expect(loginIn(parseAuthJson(JSON.stringify(login)))).toMatchObject({
    accessToken: 'access',
    refreshToken: 'refresh',
    accountId: 'acc',
    provenance: from,
    lastRefresh: expect.any(Number),
  });
  expect(credentialsIn(login)).toMatchObject({ kind: 'chatgpt', accountId: 'acc', claims: { userId: 'u' } });
  expect(credentialsIn(keyJson('sk'))).toEqual({ kind: 'apikey', apiKey: 'sk' });
  expect(credentialsIn({ OPENAI_API_KEY: 'sk' })).toEqual({ kind: 'apikey', apiKey: 'sk' });
  expect(credentialsIn({ auth_mode: 'chatgpt', OPENAI_API_KEY: 'sk', tokens: null })).toBeNull();
});

test('a renewal changes tokens and time, and nothing else', () => {
  const others = fc.dictionary(fc.string(), fc.jsonValue());
  fc.assert(
    fc.property(others, others, (top, inner) => {
      const before = { ...top, ...loginJson(tokens, from, 'sk') };
      const json = { ...before, tokens: { ...inner, ...before.tokens } };
      const after = renewedJson(json, { accessToken: 'new' });
      expect(after).toEqual({
        ...json,
        tokens: { ...json.tokens, access_token: 'new' },
        last_refresh: expect.any(String),
      });
    }),
  );
});

test('whatever stands in the file, reading it gives an answer', () => {
  const anything = fc.oneof(
    fc.string(),
    fc.json(),
    fc.jsonValue().map((tokens) => JSON.stringify({ tokens })),
  );
  fc.assert(
    fc.property(anything, (text) => {
      const json = parseAuthJson(text);
      credentialsIn(json);
      loginIn(json);
      expect(json === null || typeof json === 'object').toBe(true);
    }),
  );
});

test('a token says when it ends, or nothing', () => {
  expect(expiryOf(jwt({ exp: 1_900_000_000 }))).toBe(1_900_000_000_000);
  for (const token of [jwt({}), jwt({ exp: 'soon' }), jwt(null), jwt([]), 'a.b', '', 'a.b.c.d']) {
    expect(expiryOf(token), token).toBeNull();
  }
  fc.assert(fc.property(fc.string(), (text) => void readClaims(text)));
  fc.assert(fc.property(fc.jsonValue(), (payload) => void readClaims(jwt(payload))));
});
