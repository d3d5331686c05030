import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { capabilityTokenCheck, digestOf } from './capability-token.ts';
import { type SignedTokenRules, signedTokenCheck } from './signed-token.ts';
import { refuseAuthorization } from './websocket-auth.ts';

describe('a capability token', () => {
  const check = capabilityTokenCheck(digestOf('sekret'));

  it.each([
    [undefined, 'missing websocket bearer token'],
    ['Basic c2VrcmV0', 'invalid authorization header'],
    ['sekret', 'invalid authorization header'],
    ['Bearer wrong', 'invalid websocket bearer token'],
    ['Bearer sekre', 'invalid websocket bearer token'],
    ['Bearer ', 'invalid authorization header'],
    ['Bearer sekret', undefined],
    ['bearer sekret', undefined],
    ['Bearer  sekret ', undefined],
  ])('answers the header %j with %j', (header, refusal) => expect(refuseAuthorization(header, check)).toBe(refusal));
});

const secret = '0123456789abcdef0123456789abcdef';
const now = 1_700_000_000;

interface Signing {
  readonly header?: unknown;
  readonly key?: string;
  readonly hash?: string;
}

function base64url(value: unknown): string {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
}

function sign(claims: unknown, { header = { alg: 'HS256', typ: 'JWT' }, key = secret, hash = 'sha256' }: Signing = {}) {
  const data = `${base64url(header)}.${base64url(claims)}`;
  return `${data}.${createHmac(hash, key).update(data).digest('base64url')}`;
}

const rules: SignedTokenRules = { secret, issuer: undefined, audience: undefined, clockSkew: 30 };
const strict: SignedTokenRules = { ...rules, issuer: 'me', audience: 'you' };
const good = { exp: now + 60 };
const invalid = 'invalid websocket jwt';
const expired = 'expired websocket jwt';

/** What the official 0.169.0 answers to the same tokens. */
const tokens: ReadonlyArray<readonly [about: string, token: string, refusal: string | undefined, SignedTokenRules?]> = [
  ['good', sign(good), undefined],
  ['without typ', sign(good, { header: { alg: 'HS256' } }), undefined],
  ['with another typ', sign(good, { header: { alg: 'HS256', typ: 'X' } }), undefined],
  ['with a typ that is no text', sign(good, { header: { alg: 'HS256', typ: 4 } }), invalid],
  ['garbage', 'x', invalid],
  ['of two parts', 'a.b', invalid],
  ['of four parts', `${sign(good)}.x`, invalid],
  ['with padding', `${sign(good)}=`, invalid],
  ['unsigned', `${base64url({ alg: 'none' })}.${base64url(good)}.`, invalid],
  ['signed with HS512', sign(good, { header: { alg: 'HS512' }, hash: 'sha512' }), invalid],
  ['that names HS384', sign(good, { header: { alg: 'HS384' } }), invalid],
  ['signed with another key', sign(good, { key: 'x'.repeat(32) }), invalid],
  ['of another key and expired', sign({ exp: now - 600 }, { key: 'x'.repeat(32) }), invalid],
  ['without exp', sign({}), invalid],
  ['with exp as text', sign({ exp: String(now + 60) }), invalid],
  ['with a broken exp', sign({ exp: now + 60.5 }), invalid],
  ['with exp null', sign({ exp: null }), invalid],
  ['with a huge exp', sign('{"exp":99999999999999999999}'), invalid],
  ['with a list of claims', sign([1]), invalid],
  ['with claims that are no JSON', sign('xx'), invalid],
  ['within the skew', sign({ exp: now - 30 }), undefined],
  ['beyond the skew', sign({ exp: now - 31 }), expired],
  ['long expired', sign({ exp: -5 }), expired],
  ['that is about to be valid', sign({ ...good, nbf: now + 30 }), undefined],
  ['not yet valid', sign({ ...good, nbf: now + 31 }), 'websocket jwt is not valid yet'],
  ['with nbf null', sign({ ...good, nbf: null }), undefined],
  ['with nbf as text', sign({ ...good, nbf: 'x' }), invalid],
  ['with any issuer and audience', sign({ ...good, iss: 'q', aud: ['q'] }), undefined],
  ['with an issuer that is no text', sign({ ...good, iss: ['me'], aud: 'you' }), invalid, strict],
  ['with audiences that are no texts', sign({ ...good, aud: [4] }), invalid],
  ['with what is asked for', sign({ ...good, iss: 'me', aud: 'you' }), undefined, strict],
  ['with the audience among others', sign({ ...good, iss: 'me', aud: ['a', 'you'] }), undefined, strict],
  ['without issuer', sign({ ...good, aud: 'you' }), 'websocket jwt issuer mismatch', strict],
  ['of another issuer', sign({ ...good, iss: 'x', aud: 'you' }), 'websocket jwt issuer mismatch', strict],
  ['without audience', sign({ ...good, iss: 'me' }), 'websocket jwt audience mismatch', strict],
  ['for others', sign({ ...good, iss: 'me', aud: ['a'] }), 'websocket jwt audience mismatch', strict],
  ['expired, of another issuer', sign({ exp: now - 600, iss: 'x' }), expired, strict],
];

describe('a signed token', () => {
  it.for(tokens)('%s', ([, token, refusal, its = rules]) => {
    expect(signedTokenCheck(its, () => now)(token)).toBe(refusal);
  });

  it('is refused when any of its characters changes', () => {
    const token = sign(good);
    const check = signedTokenCheck(rules, () => now);
    for (let at = 0; at < token.length; at++) {
      const other = token[at] === 'A' ? 'B' : 'A';
      expect(check(token.slice(0, at) + other + token.slice(at + 1))).toBe(invalid);
    }
  });
});
