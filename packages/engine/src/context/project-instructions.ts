// AGENTS.md: what the user (CODEX_HOME) and the project (its root down to the working directory) ask of an agent.
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Config } from '../config/config.ts';
import { nearestAncestor } from '../config/project-trust.ts';

export interface ProjectInstructions {
  /** Working directory they were collected for. */
  readonly directory: string;
  /** '' when no file says anything. */
  readonly text: string;
  /** Files the text comes from, in order; absolute. */
  readonly sources: readonly string[];
}

export interface ProjectInstructionsRequest {
  readonly codexHome: string;
  readonly cwd: string;
  readonly config: Pick<Config, 'projectDocMaxBytes' | 'projectDocFallbackFilenames' | 'projectRootMarkers'>;
}

interface Doc {
  readonly path: string;
  readonly text: string;
}

const NAMES = ['AGENTS.override.md', 'AGENTS.md'];

export async function readProjectInstructions(request: ProjectInstructionsRequest): Promise<ProjectInstructions> {
  const [user, project] = await Promise.all([firstDoc(request.codexHome, NAMES), projectDocs(request)]);
  const projectText = project.map(({ text }) => text).join('\n\n');
  const texts = [user?.text ?? '', projectText].filter((text) => text !== '');
  return {
    directory: request.cwd,
    text: texts.join('\n\n--- project-doc ---\n\n'),
    sources: [...(user ? [user.path] : []), ...project.map(({ path }) => path)],
  };
}

/** Outermost first; together at most `projectDocMaxBytes`. Files that cannot be read are as good as missing. */
async function projectDocs({ cwd, config }: ProjectInstructionsRequest): Promise<Doc[]> {
  let left = config.projectDocMaxBytes;
  if (left <= 0) return [];
  const names = [...NAMES, ...config.projectDocFallbackFilenames];
  const docs: Doc[] = [];
  for (const directory of await projectDirectories(cwd, config.projectRootMarkers)) {
    const doc = await firstDoc(directory, names);
    if (!doc || left <= 0) continue;
    const text = cut(doc.text, left);
    left = text === doc.text ? left - Buffer.byteLength(text) : 0;
    docs.push({ path: doc.path, text });
  }
  return docs;
}

/** From the project's root to the working directory; the latter alone when there is no root. */
async function projectDirectories(cwd: string, markers: readonly string[]): Promise<string[]> {
  const root = (markers.length > 0 && (await nearestAncestor(cwd, markers))) || cwd;
  const directories = [resolve(cwd)];
  for (let directory = resolve(cwd); directory !== root && directory !== dirname(directory); ) {
    directory = dirname(directory);
    directories.unshift(directory);
  }
  return directories;
}

/** The first of the files that exists; undefined when it is blank. */
async function firstDoc(directory: string, names: readonly string[]): Promise<Doc | undefined> {
  for (const name of names) {
    const path = join(directory, name);
    const text = await readFile(path, 'utf8').catch(() => undefined);
    if (text !== undefined) return text.trim() === '' ? undefined : { path, text };
  }
  return undefined;
}

/** At most `bytes` bytes, never half a character. */
function cut(text: string, bytes: number): string {
  const buffer = Buffer.from(text);
  if (buffer.length <= bytes) return text;
  return new TextDecoder().decode(buffer.subarray(0, bytes), { stream: true });
}
