// Rate limits as the provider states them in the headers of a response.

/** Fractions of percent are kept here; clients are shown whole ones. */
export interface LimitWindow {
  readonly usedPercent: number;
  readonly windowMinutes: number | null;
  /** Unix seconds. */
  readonly resetsAt: number | null;
}

export interface Credits {
  readonly hasCredits: boolean;
  readonly unlimited: boolean;
  readonly balance: string | null;
}

/** null where the provider said nothing. */
export interface RateLimits {
  readonly limitName: string | null;
  readonly primary: LimitWindow | null;
  readonly secondary: LimitWindow | null;
  readonly credits: Credits | null;
}

export const unknownRateLimits: RateLimits = { limitName: null, primary: null, secondary: null, credits: null };

type Header = (name: string) => string | undefined;

export function rateLimitsOf(header: Header): RateLimits {
  return {
    limitName: header('x-codex-limit-name')?.trim() || null,
    primary: limitWindow(header, 'x-codex-primary'),
    secondary: limitWindow(header, 'x-codex-secondary'),
    credits: creditsOf(header),
  };
}

/** Windows are stated anew with each response; credits hold until they are stated again. */
export function updateRateLimits(before: RateLimits, now: RateLimits): RateLimits {
  return { ...now, credits: now.credits ?? before.credits };
}

function limitWindow(header: Header, prefix: string): LimitWindow | null {
  const usedPercent = number(header(`${prefix}-used-percent`));
  if (usedPercent === null) return null;
  return {
    usedPercent,
    windowMinutes: number(header(`${prefix}-window-minutes`)),
    resetsAt: number(header(`${prefix}-reset-at`)),
  };
}

function creditsOf(header: Header): Credits | null {
  const hasCredits = flag(header('x-codex-credits-has-credits'));
  const unlimited = flag(header('x-codex-credits-unlimited'));
  if (hasCredits === null || unlimited === null) return null;
  return { hasCredits, unlimited, balance: header('x-codex-credits-balance')?.trim() || null };
}

const flags: Readonly<Record<string, boolean>> = { true: true, '1': true, false: false, '0': false };

function flag(text: string | undefined): boolean | null {
  return flags[text?.trim().toLowerCase() ?? ''] ?? null;
}

function number(text: string | undefined): number | null {
  const value = text === undefined || text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : null;
}
