// Puts a new file in the place of another: readers see the old one or the new one, never a part of it.
import { randomUUID } from 'node:crypto';
import { open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** The mode is kept unless one is given; a new file can only be read by its owner. */
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

/** For errors of reading: what stands for a file that is not there. */
export function ifMissing<T>(value: T): (error: NodeJS.ErrnoException) => T {
  return (error) => {
    if (error.code === 'ENOENT') return value;
    throw error;
  };
}
