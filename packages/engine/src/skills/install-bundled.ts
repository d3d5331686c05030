// Writes the server's own skills to CODEX_HOME/skills/.system, where the model can read them. The folder appears whole or
// not at all, and is written anew only when its content is an older version of ours: what the official server put there
// stays, so that the two do not undo each other's work on one CODEX_HOME.
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ifMissing } from '../replace-file.ts';
import { bundledSkills } from './system/bundled-skills.ts';

/** The official server's name for the file that says which version is there. */
const MARKER = '.codex-system-skills.marker';
const OURS = 'codex-web-server ';

export async function installBundled(codexHome: string): Promise<void> {
  const skills = join(codexHome, 'skills');
  const target = join(skills, '.system');
  const version = `${OURS}${createHash('sha256').update(JSON.stringify(bundledSkills)).digest('hex').slice(0, 16)}\n`;
  const installed = await readFile(join(target, MARKER), 'utf8').catch(ifMissing(OURS));
  if (installed === version || !installed.startsWith(OURS)) return;
  await mkdir(skills, { recursive: true });
  const fresh = join(skills, `.system-${randomUUID()}`);
  try {
    await writeSkills(fresh, version);
    await rm(target, { recursive: true, force: true });
    await rename(fresh, target).catch(ifTaken);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

async function writeSkills(folder: string, version: string): Promise<void> {
  await mkdir(folder);
  for (const { name, text, metadata } of bundledSkills) {
    await mkdir(join(folder, name, 'agents'), { recursive: true });
    await writeFile(join(folder, name, 'SKILL.md'), text);
    await writeFile(join(folder, name, 'agents', 'openai.yaml'), metadata);
  }
  await writeFile(join(folder, MARKER), version);
}

/** Another server was faster, with the same. */
function ifTaken(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
}
