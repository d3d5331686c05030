// CODEX_HOME/auth.json in the official format. Written for its owner alone; what is there already is looked at and said,
// and its mode is never changed.
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFile } from '../replace-file.ts';
import type { Credentials } from './credentials.ts';
import { readClaims } from './jwt.ts';

export interface AuthFile {
  readonly apiKey: string | null;
  readonly credentials: Credentials | null;
  /** A sentence for people when other users of this machine can read the file; null when all is well. */
  readonly warning: string | null;
}

const ABSENT: AuthFile = { apiKey: null, credentials: null, warning: null };

/** A file that is missing or no JSON is the same as none: the provider will say what it lacks. */
export async function readAuthFile(codexHome: string): Promise<AuthFile> {
  const path = authPath(codexHome);
  let file: Awaited<ReturnType<typeof open>>;
  try {
    file = await open(path);
  } catch {
    return ABSENT;
  }
  try {
    const { mode } = await file.stat();
    const credentials = credentialsIn(await file.readFile('utf8'));
    const apiKey = credentials?.kind === 'apikey' && credentials.apiKey !== '' ? credentials.apiKey : null;
    return { apiKey, credentials, warning: exposure(path, mode) };
  } finally {
    await file.close();
  }
}

export async function writeApiKey(codexHome: string, apiKey: string): Promise<void> {
  await replaceFile(
    authPath(codexHome),
    JSON.stringify({ auth_mode: 'apikey', OPENAI_API_KEY: apiKey }, null, 2),
    0o600,
  );
}

/** False: there was none. */
export async function removeAuthFile(codexHome: string): Promise<boolean> {
  return rm(authPath(codexHome)).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false;
      throw error;
    },
  );
}

function authPath(codexHome: string): string {
  return join(codexHome, 'auth.json');
}

interface AuthJson {
  readonly auth_mode?: unknown;
  readonly OPENAI_API_KEY?: unknown;
  readonly tokens?: { readonly id_token?: unknown; readonly access_token?: unknown } | null;
}

/** Files from before `auth_mode` say by their key alone what they are. */
function credentialsIn(text: string): Credentials | null {
  const json = parse(text);
  if (!json) return null;
  const { auth_mode: mode, OPENAI_API_KEY: apiKey, tokens } = json;
  const wantsKey = mode === 'apikey' || (mode === undefined && typeof apiKey === 'string');
  if (wantsKey) return typeof apiKey === 'string' ? { kind: 'apikey', apiKey } : null;
  const claims = typeof tokens?.id_token === 'string' ? readClaims(tokens.id_token) : null;
  if (!claims || typeof tokens?.access_token !== 'string') return null;
  return { kind: 'chatgpt', accessToken: tokens.access_token, claims };
}

function parse(text: string): AuthJson | null {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null ? parsed : null;
  } catch {
    return null;
  }
}

function exposure(path: string, mode: number): string | null {
  if (process.platform === 'win32' || (mode & 0o077) === 0) return null;
  return `${path} can be read by other users of this machine. Run: chmod 600 ${path}`;
}
