// A judge may answer in many ways; only a plain "allow" lets an action happen.
import { expect, test } from 'vitest';
import { parseVerdict, refusalOf, shownVerdict, warningOf } from './verdict.ts';

test.each([
  ['{"outcome":"allow"}', { allowed: true, riskLevel: 'low', userAuthorization: 'unknown' }],
  ['```json\n{"outcome":"allow","risk_level":"medium"}\n```', { allowed: true, riskLevel: 'medium' }],
  [
    '{"outcome":"deny"}',
    { allowed: false, riskLevel: 'high', rationale: 'Auto-review returned a high-risk deny decision.' },
  ],
  [
    '{"outcome":"deny","risk_level":"odd","user_authorization":7,"rationale":" no "}',
    { allowed: false, riskLevel: 'high', userAuthorization: 'unknown', rationale: 'no' },
  ],
])('%s', (answer, verdict) => expect(parseVerdict(answer)).toMatchObject(verdict));

test.each(['', 'allow', '{"outcome":"ALLOW"}', '{"outcome":true}', '{"outcome":"allow"', 'null'])(
  'no verdict: %j',
  (answer) => expect(parseVerdict(answer)?.allowed ?? false).toBe(false),
);

test('what is shown and told of each outcome', () => {
  const denied = parseVerdict(
    '{"outcome":"deny","risk_level":"high","user_authorization":"low","rationale":"bad idea"}',
  );
  if (!denied) throw new Error('a verdict was expected');
  expect(warningOf(denied)).toBe('Automatic approval review denied (risk: high, authorization: low): bad idea');
  expect(refusalOf(denied)).toContain('Reason: bad idea\n');
  expect(shownVerdict('unreadable')).toMatchObject({ status: 'denied', riskLevel: null });
  expect(shownVerdict('timedOut')).toMatchObject({ status: 'timedOut' });
});
