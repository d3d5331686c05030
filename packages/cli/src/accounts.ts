// The account as commands see it: where credentials are, and what config says about signing in.
import { findCodexHome } from '@codex/app-server/codex-home.ts';
import { overrideOf } from '@codex/app-server/command-line.ts';
import type { ParsedOptions } from '@codex/app-server/options.ts';
import { AuthStore } from '@codex/engine/auth/auth-store.ts';
import type { Credentials as StoredCredentials } from '@codex/engine/auth/credentials.ts';
import type { LoginSettings } from '@codex/engine/config/config.ts';
import { loadConfig } from '@codex/engine/config/load.ts';

export const accountOptions = {
  config: { short: 'c', value: '<key=value>', repeats: true },
  enable: { value: '<FEATURE>', repeats: true },
  disable: { value: '<FEATURE>', repeats: true },
  help: { short: 'h' },
} as const;

export type Credentials = StoredCredentials;

export interface Accounts {
  readonly auth: AuthStore;
  readonly settings: LoginSettings;
}

export async function openAccounts({ given }: ParsedOptions): Promise<Accounts> {
  const codexHome = findCodexHome(process.env);
  const overrides = given.flatMap(overrideOf);
  const request = { codexHome, cwd: process.cwd(), overrides, strictConfig: false, env: process.env };
  const { login } = await loadConfig({ ...request, withoutProject: true });
  return { auth: new AuthStore({ codexHome, env: process.env }), settings: login };
}
