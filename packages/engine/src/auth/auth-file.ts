// CODEX_HOME/auth.json: read only. Its mode is looked at and never changed.
import { open } from 'node:fs/promises';
import { join } from 'node:path';

export interface AuthFile {
  readonly apiKey: string | null;
  /** A sentence for people when other users of this machine can read the file; null when all is well. */
  readonly warning: string | null;
}

const ABSENT: AuthFile = { apiKey: null, warning: null };

/** A file that is missing or no JSON is the same as none: the provider will say what it lacks. */
export async function readAuthFile(codexHome: string): Promise<AuthFile> {
  const path = join(codexHome, 'auth.json');
  let file: Awaited<ReturnType<typeof open>>;
  try {
    file = await open(path);
  } catch {
    return ABSENT;
  }
  try {
    const { mode } = await file.stat();
    return { apiKey: apiKeyIn(await file.readFile('utf8')), warning: exposure(path, mode) };
  } finally {
    await file.close();
  }
}

function apiKeyIn(text: string): string | null {
  try {
    const parsed: unknown = JSON.parse(text);
    const key = typeof parsed === 'object' && parsed !== null && 'OPENAI_API_KEY' in parsed && parsed.OPENAI_API_KEY;
    return typeof key === 'string' && key !== '' ? key : null;
  } catch {
    return null;
  }
}

function exposure(path: string, mode: number): string | null {
  if (process.platform === 'win32' || (mode & 0o077) === 0) return null;
  return `${path} can be read by other users of this machine. Run: chmod 600 ${path}`;
}
