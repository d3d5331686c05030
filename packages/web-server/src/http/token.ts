// The bearer token: from the environment, or from a private file that may be changed while the server runs.
import { randomBytes } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface TokenSource {
  /** The token of this moment; undefined while its file is gone or empty. */
  current(): string | undefined;
  /** The file that holds the token, when it came from none of the variables. */
  readonly path?: string;
}

type Env = Readonly<Record<string, string | undefined>>;

/** CODEX_AUTH_TOKEN, else CODEX_WEB_TOKEN, else CODEX_HOME/web-server.token, which is made when missing. */
export function findToken(env: Env, codexHome: string): TokenSource {
  const given = env.CODEX_AUTH_TOKEN?.trim() || env.CODEX_WEB_TOKEN?.trim();
  if (given) return { current: () => given };
  const path = join(codexHome, 'web-server.token');
  try {
    writeFileSync(path, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  refuseShared(path);
  const source = tokenFile(path);
  if (source.current() === undefined) throw new Error(`${path} is empty: delete it to have a new token made`);
  return source;
}

/** Others who can read the token can do all that its owner can. */
function refuseShared(path: string): void {
  if (process.platform === 'win32' || (statSync(path).mode & 0o077) === 0) return;
  throw new Error(`${path} can be read by others: chmod 600 it, or delete it to have a new token made`);
}

/** Read again when the file has changed, so that a new token holds from the next request on. */
function tokenFile(path: string): TokenSource {
  let known: { readonly stamp: string; readonly token: string | undefined } | undefined;
  const current = () => {
    const stamp = stampOf(path);
    if (stamp === undefined) return undefined;
    if (known?.stamp !== stamp) known = { stamp, token: readFileSync(path, 'utf8').trim() || undefined };
    return known.token;
  };
  return { current, path };
}

function stampOf(path: string): string | undefined {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stat && `${stat.ino} ${stat.mtimeNs} ${stat.size}`;
}
