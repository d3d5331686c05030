// The text of the skills that a message asks for, as the model is given it: the whole file in a block of its own.
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Skill } from './skill.ts';

/** Of all skills of one message together. */
const MAX_BYTES = 1_048_576;

export interface Injection {
  /** One block per skill. */
  readonly blocks: readonly string[];
  /** Sentences about those that could not be read. */
  readonly warnings: readonly string[];
}

export async function injectSkills(skills: readonly Skill[]): Promise<Injection> {
  const blocks: string[] = [];
  const warnings: string[] = [];
  let left = MAX_BYTES;
  for (const { name, path } of skills) {
    try {
      const text = await readWithin(path, left);
      left -= Buffer.byteLength(text);
      blocks.push(`<skill>\n<name>${name}</name>\n<path>${path}</path>\n${text}\n</skill>`);
    } catch (error) {
      warnings.push(`Failed to load skill ${name} at ${path}: ${(error as Error).message}`);
    }
  }
  return { blocks, warnings };
}

async function readWithin(path: string, limit: number): Promise<string> {
  // Since the skill was found something else may have taken its place: a link to any file, a pipe that never ends.
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const stats = await file.stat();
    if (!stats.isFile()) throw new Error('it is no file');
    if (stats.size > limit)
      throw new Error(`its ${stats.size} bytes exceed the ${limit} that a message has left for skills`);
    return await file.readFile('utf8');
  } finally {
    await file.close();
  }
}
