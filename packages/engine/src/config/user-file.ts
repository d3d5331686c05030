// The user's config.toml: read, changed and put in place one change after the other. Symbolic links stay.
import { readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { ifMissing, replaceFile } from '../replace-file.ts';

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
