// Whether a program can be found before a terminal is opened for it: a terminal reports its lack only as an exit.
import { accessSync, constants, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** Throws an error that says where was looked. */
export function findProgram(name: string, path: string, cwd: string): void {
  const inPath = !name.includes('/');
  const candidates = inPath ? path.split(':').map((folder) => join(folder || cwd, name)) : [resolve(cwd, name)];
  if (candidates.some(isExecutable)) return;
  const where = inPath ? `No viable candidates found in PATH "${path}"` : 'it is not an executable file';
  throw new Error(`Unable to spawn ${name} because:\n${where}`);
}
