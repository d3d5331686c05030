// Searches one root for skills. Bounded in depth, folders and bytes; follows links to folders without going in circles;
// a file that is no skill becomes an error of the scan, never an exception.
import type { Dirent } from 'node:fs';
import { open, readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { SkillErrorInfo } from '@codex/protocol/skills/list.ts';
import { readSkillHead, SkillProblem } from './read-skill.ts';
import type { FoundSkill, RootScan, SkillRoot } from './skill.ts';
import { noMetadata, readSkillMetadata, type SkillMetadata } from './skill-metadata.ts';

const MAX_DEPTH = 6;
const MAX_FOLDERS = 2000;
/** What precedes a skill's text must end within these. */
const HEAD_BYTES = 65_536;
/** Files that are read at once. */
const BATCH = 16;

interface Folder {
  /** As it is reached from the root. */
  readonly shown: string;
  /** Without links. */
  readonly real: string;
  /** Below the root; '' for the root. */
  readonly inRoot: string;
  /** Scripts, references and the like; may hold further skills all the same. */
  readonly isInSkill: boolean;
}

/**
 * `enter` is told the folders whose changes matter, before they are read: all but those inside of skills that hold none
 * themselves. A root that is missing is empty.
 */
export async function scanRoot(root: SkillRoot, enter: (folder: string) => void = () => {}): Promise<RootScan> {
  const { folders, errors } = await skillFolders(root, enter);
  const skills: FoundSkill[] = [];
  for (let i = 0; i < folders.length; i += BATCH) {
    for (const result of await Promise.all(folders.slice(i, i + BATCH).map(readSkill))) {
      if (result === null) continue;
      if ('message' in result) errors.push(result);
      else skills.push(result);
    }
  }
  return { skills: skills.sort(byNameAndPath), errors: errors.sort((a, b) => compare(a.path, b.path)) };
}

export function byNameAndPath(a: FoundSkill, b: FoundSkill): number {
  return compare(a.name, b.name) || compare(a.path, b.path);
}

/** By code points, whatever the language of the machine. */
function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** The folders that hold a SKILL.md. */
async function skillFolders(root: SkillRoot, enter: (folder: string) => void) {
  const errors: SkillErrorInfo[] = [];
  const found: Folder[] = [];
  const real = await realpath(root.path).catch(() => null);
  let level: Folder[] = real === null ? [] : [{ shown: root.path, real, inRoot: '', isInSkill: false }];
  const seen = new Set(level.map((folder) => folder.real));
  for (let depth = 0; level.length > 0; depth += 1) {
    const inside = await Promise.all(level.map((folder) => readFolder(folder, root, enter)));
    found.push(...level.filter((_, i) => inside[i]?.hasSkill));
    const next = depth < MAX_DEPTH ? inside.flatMap(({ folders }) => folders) : [];
    level = next.filter((folder) => !seen.has(folder.real) && seen.add(folder.real));
    const room = MAX_FOLDERS - (seen.size - level.length);
    if (level.length <= room) continue;
    errors.push({ path: root.path, message: `more than ${MAX_FOLDERS} folders: the rest was not searched` });
    level = level.slice(0, room);
  }
  return { folders: found, errors };
}

async function readFolder(folder: Folder, root: SkillRoot, enter: (folder: string) => void) {
  if (!folder.isInSkill || basename(folder.shown) === 'agents') enter(folder.shown);
  const entries = await readdir(folder.shown, { withFileTypes: true }).catch((): Dirent[] => []);
  // A link in place of the file itself could show the model any file of the machine.
  const hasSkill = entries.some((entry) => entry.name === 'SKILL.md' && entry.isFile());
  if (hasSkill) enter(folder.shown);
  const isInSkill = folder.isInSkill || (hasSkill && folder.inRoot !== '');
  const isFollowed = root.scope !== 'system';
  const inside = entries
    .filter(({ name }) => !name.startsWith('.'))
    .sort((a, b) => compare(a.name, b.name))
    .map((entry) => folderIn({ ...folder, isInSkill }, entry, isFollowed));
  const folders = (await Promise.all(inside)).filter((each) => each !== null);
  return { folders, hasSkill };
}

async function folderIn(parent: Folder, entry: Dirent, isFollowed: boolean): Promise<Folder | null> {
  const { name } = entry;
  const { isInSkill } = parent;
  const shown = join(parent.shown, name);
  const inRoot = parent.inRoot === '' ? name : `${parent.inRoot}/${name}`;
  if (entry.isDirectory()) return { shown, inRoot, isInSkill, real: join(parent.real, name) };
  if (!entry.isSymbolicLink() || !isFollowed) return null;
  const target = await stat(shown).catch(() => null);
  if (!target?.isDirectory()) return null;
  const real = await realpath(shown).catch(() => null);
  return real === null ? null : { shown, inRoot, isInSkill, real };
}

/** Null: meant for another product. */
async function readSkill({ real, inRoot }: Folder): Promise<FoundSkill | SkillErrorInfo | null> {
  const path = join(real, 'SKILL.md');
  try {
    const head = readSkillHead(await readHead(path), basename(dirname(path)));
    const { isForUs, ...metadata } = await metadataOf(real);
    if (!isForUs) return null;
    return { ...head, ...metadata, path, pathInRoot: inRoot === '' ? 'SKILL.md' : `${inRoot}/SKILL.md` };
  } catch (error) {
    if (error instanceof SkillProblem) return { path, message: error.message };
    return { path, message: `failed to read file: ${(error as Error).message}` };
  }
}

async function metadataOf(folder: string): Promise<SkillMetadata> {
  const path = join(folder, 'agents', 'openai.yaml');
  const isFile = await stat(path).then(
    (stats) => stats.isFile(),
    () => false,
  );
  if (!isFile) return noMetadata;
  return readHead(path).then(
    (text) => readSkillMetadata(text, folder),
    () => noMetadata,
  );
}

/** The beginning of a file. Throws when it is no UTF-8. */
async function readHead(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    // As a stream, because the end may be in the middle of a character.
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    return decoder.decode(buffer.subarray(0, bytesRead), { stream: true });
  } finally {
    await file.close();
  }
}
