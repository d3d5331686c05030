// Headers of a provider may hold anything: what is no number or flag is as good as not said.
import { expect, test } from 'vitest';
import { rateLimitsOf, unknownRateLimits, updateRateLimits } from './rate-limits.ts';

const read = (headers: Record<string, string>) => rateLimitsOf((name) => headers[name]);

test('windows, name and credits are read', () => {
  expect(
    read({
      'x-codex-limit-name': 'Team',
      'x-codex-primary-used-percent': '12.5',
      'x-codex-primary-window-minutes': '300',
      'x-codex-primary-reset-at': '1795300000',
      'x-codex-credits-has-credits': 'true',
      'x-codex-credits-unlimited': 'False',
      'x-codex-credits-balance': '12.3',
    }),
  ).toEqual({
    limitName: 'Team',
    primary: { usedPercent: 12.5, windowMinutes: 300, resetsAt: 1_795_300_000 },
    secondary: null,
    credits: { hasCredits: true, unlimited: false, balance: '12.3' },
  });
});

test('nonsense is not said', () => {
  expect(
    read({
      'x-codex-primary-used-percent': 'much',
      'x-codex-secondary-window-minutes': '5',
      'x-codex-credits-has-credits': 'maybe',
      'x-codex-credits-unlimited': 'true',
    }),
  ).toEqual(unknownRateLimits);
});

test('credits outlast responses that do not mention them, windows do not', () => {
  const before = read({
    'x-codex-primary-used-percent': '1',
    'x-codex-credits-has-credits': '1',
    'x-codex-credits-unlimited': '0',
  });
  expect(updateRateLimits(before, read({}))).toEqual({ ...unknownRateLimits, credits: before.credits });
});
