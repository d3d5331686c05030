// CODEX_HOME/auth.json. Replaced as a whole and written for its owner alone; what is there already is looked at and said,
// and its mode is never changed by reading.
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFile } from '../replace-file.ts';
import { type AuthJson, credentialsIn, parseAuthJson } from './auth-json.ts';
import type { CredentialStore } from './credential-store.ts';
import type { Credentials } from './credentials.ts';

export interface AuthFile {
  readonly json: AuthJson | null;
  readonly credentials: Credentials | null;
  /** A sentence for people when other users of this machine can read the file; null when all is well. */
  readonly warning: string | null;
}

const ABSENT: AuthFile = { json: null, credentials: null, warning: null };

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
    const json = parseAuthJson(await file.readFile('utf8'));
    return { json, credentials: credentialsIn(json), warning: exposure(path, mode) };
  } finally {
    await file.close();
  }
}

export function fileStore(codexHome: string): CredentialStore {
  return {
    load: async () => (await readAuthFile(codexHome)).json,
    save: (json) => replaceFile(authPath(codexHome), JSON.stringify(json, null, 2), 0o600),
    remove: () => removeAuthFile(codexHome),
  };
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

function exposure(path: string, mode: number): string | null {
  if (process.platform === 'win32' || (mode & 0o077) === 0) return null;
  return `${path} can be read by other users of this machine. Run: chmod 600 ${path}`;
}
