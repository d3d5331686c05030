// What all account methods need: what the configuration says of signing in, who is signed in, and how clients are told.
import type { Credentials } from '@codex/engine/auth/credentials.ts';
import type { LoginSettings } from '@codex/engine/config/config.ts';
import { ConfigError } from '@codex/engine/config/toml.ts';
import type { Engine } from '@codex/engine/engine.ts';
import { PlanType } from '@codex/protocol/account/rate-limits.ts';
import type { ServerNotification } from '@codex/protocol/methods.ts';

export interface LoginContext {
  readonly requiresOpenaiAuth: boolean;
  readonly settings: LoginSettings;
  readonly chatgptBaseUrl: string;
}

/** A configuration with mistakes must not hide who is signed in. */
const fallback: LoginContext = {
  requiresOpenaiAuth: true,
  settings: { forcedMethod: null, forcedWorkspaces: null, store: 'file' },
  chatgptBaseUrl: 'https://chatgpt.com/backend-api/',
};

export async function loginContext({ config }: Engine): Promise<LoginContext> {
  try {
    const { providers, modelProvider, login, chatgptBaseUrl } = await config.load();
    const requiresOpenaiAuth = providers[modelProvider]?.requiresOpenaiAuth ?? true;
    return { requiresOpenaiAuth, settings: login, chatgptBaseUrl };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return fallback;
  }
}

const planTypes: ReadonlySet<string> = new Set(PlanType.enum);
/** Older names of plans. */
const planNames: Readonly<Record<string, string>> = { hc: 'enterprise', education: 'edu' };

/** null: no plan belongs to such credentials. */
export function planTypeOf(credentials: Credentials | null): PlanType | null {
  if (!credentials || credentials.kind === 'apikey') return null;
  const name = credentials.claims.planType?.toLowerCase() ?? '';
  const planType = planNames[name] ?? name;
  return planTypes.has(planType) ? (planType as PlanType) : 'unknown';
}

export function announce(engine: Engine, news: ServerNotification): void {
  engine.announce({ ...news, emittedAtMs: Date.now() });
}

/** `error` null: it worked, and everybody is told who is signed in now. */
export async function announceLogin(engine: Engine, loginId: string | null, error: string | null): Promise<void> {
  const success = error === null;
  const completed = { loginId, success, error, onboardingEntrypoint: null };
  announce(engine, { method: 'account/login/completed', params: completed });
  if (success) await announceAccount(engine);
}

async function announceAccount(engine: Engine): Promise<void> {
  const { settings } = await loginContext(engine);
  const credentials = await engine.auth.current(settings).catch(() => null);
  const params = { authMode: credentials?.kind ?? null, planType: planTypeOf(credentials) };
  announce(engine, { method: 'account/updated', params });
}
