// The user's config.toml: read, changed and put in place one change after the other. Readers see the old file or the
// new one, never a part of it; mode and symbolic links stay.
import { randomUUID } from 'node:crypto';
import { open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

let writing: Promise<unknown> = Promise.resolve();

/** `change` is given the text, '' when there is no file, and returns the new one. */
export async function changeUserFile(codexHome: string, change: (text: string) => Promise<string>): Promise<void> {
  const turn = writing.then(() => changeFile(join(codexHome, 'config.toml'), change));
  writing = turn.catch(() => {});
  await turn;
}

async function changeFile(path: string, change: (text: string) => Promise<string>): Promise<void> {
  const target = await realpath(path).catch(ifMissing(path));
  const text = await readFile(target, 'utf8').catch(ifMissing(''));
  const changed = await change(text);
  if (changed !== text) await replaceFile(target, changed);
}

/** Writes beside the file and renames. A new file can only be read by its owner. */
export async function replaceFile(path: string, text: string, fixedMode?: number): Promise<void> {
  const mode = fixedMode ?? (await stat(path).then(({ mode }) => mode & 0o7777, ifMissing(0o600)));
  const temporary = join(dirname(path), `.${randomUUID()}.tmp`);
  try {
    const file = await open(temporary, 'wx', mode);
    try {
      await file.chmod(mode);
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

function ifMissing<T>(value: T): (error: NodeJS.ErrnoException) => T {
  return (error) => {
    if (error.code === 'ENOENT') return value;
    throw error;
  };
}
