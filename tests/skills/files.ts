// Skills on the disk of a test.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export function skillText(name: string, description = `About ${name}`, body = `Text of ${name}\n`): string {
  return `---\nname: ${name}\ndescription: ${description}\n---\n${body}`;
}

/** Writes a SKILL.md, with a text of its folder's name unless given; returns its path. */
export async function putSkill(folder: string, text = skillText(folder.split('/').at(-1) ?? '')): Promise<string> {
  return put(join(folder, 'SKILL.md'), text);
}

export async function put(path: string, text: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  return path;
}

/** For config.toml: the server brings no skills. */
export const unbundled = '[skills.bundled]\nenabled = false\n';
