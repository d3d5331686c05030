// A socket in the file system: only its owner may connect, one left behind by a dead server is replaced, one of a living
// server is not.
import { chmodSync, lstatSync, mkdirSync, renameSync, type Stats, statSync, unlinkSync } from 'node:fs';
import { connect, type Server } from 'node:net';
import { dirname, join } from 'node:path';
import { osErrorText } from '@codex/engine/exec/os-error.ts';

const folderMode = 0o700;
const onlyOwner = 0o600;
/** Longest path that both Linux and macOS can bind, without the final zero. */
const maxPathBytes = 103;
/** What connecting fails with when nobody listens any more. */
const deadCodes: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOENT']);

/** Where clients look for the server of this home when they are given no path. Its folder is made. */
export function defaultSocket(codexHome: string): string {
  const folder = join(codexHome, 'app-server-control');
  mkdirSync(folder, { recursive: true, mode: folderMode });
  return join(folder, 'app-server-control.sock');
}

/** Listens on an absolute path. The file goes when the server closes. */
export async function listenOnPath(server: Server, path: string): Promise<void> {
  if (Buffer.byteLength(path) > maxPathBytes) {
    throw new Error(`app-server control socket path is longer than ${maxPathBytes} bytes: ${path}`);
  }
  checkFolder(dirname(path));
  for (let attempts = 0; !(await tryListen(server, path)); attempts++) {
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (found && !isSocket(path, found)) {
      throw new Error(`app-server control socket path exists and is not a socket: ${path}`);
    }
    if (attempts > 2 || (found && (await isAlive(path)))) throw inUse(path);
    if (found) removeStale(path, found);
  }
}

/** Binding in a folder that is not there fails as if it were forbidden. */
function checkFolder(folder: string): void {
  try {
    statSync(folder);
  } catch (error) {
    throw new Error(osErrorText(error));
  }
}

/** False: the path is taken. The socket is never open to others, not even before its mode is set. */
function tryListen(server: Server, path: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const refused = (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(false);
      else reject(new Error(osErrorText(error)));
    };
    server.once('error', refused);
    const mask = process.umask(0o777 & ~onlyOwner);
    try {
      server.listen(path, () => {
        server.off('error', refused);
        chmodSync(path, onlyOwner);
        resolve(true);
      });
    } finally {
      process.umask(mask);
    }
  });
}

/** The official server leaves a link to a socket elsewhere, and a dead one when it is killed. */
function isSocket(path: string, found: Stats): boolean {
  if (!found.isSymbolicLink()) return found.isSocket();
  return statSync(path, { throwIfNoEntry: false })?.isSocket() ?? true;
}

/** Whether some server accepts connections there. */
function isAlive(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(!deadCodes.has(error.code ?? '')));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}

/** Of two servers that start at once one may have replaced it meanwhile: what was not found dead is put back. */
function removeStale(path: string, found: Stats): void {
  const aside = `${path}.${process.pid}`;
  renameSync(path, aside);
  if (lstatSync(aside).ino === found.ino) {
    unlinkSync(aside);
    return;
  }
  renameSync(aside, path);
  throw inUse(path);
}

function inUse(path: string): Error {
  return new Error(`app-server control socket is already in use at ${path}`);
}
