// Remembers that the user let a thread write in a project: one entry is added to config.toml, all else stays as it is.
import { randomUUID } from 'node:crypto';
import { open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Config } from './config.ts';
import { repositoryRoot } from './project-trust.ts';
import { isTable } from './rules.ts';
import { parseFile } from './toml.ts';

export interface TrustRequest {
  readonly codexHome: string;
  /** Absolute working directory that the request named. */
  readonly cwd: string;
  /** Of that directory, the request's overrides included. */
  readonly config: Pick<Config, 'trustLevel' | 'sandboxMode'>;
}

let writing: Promise<unknown> = Promise.resolve();

/** Adds `[projects."<root>"] trust_level = "trusted"` unless there is an entry or the thread is read-only. */
export async function trustProject(request: TrustRequest): Promise<void> {
  if (request.config.trustLevel !== null || request.config.sandboxMode === 'read-only') return;
  const project = (await repositoryRoot(request.cwd)) ?? request.cwd;
  const turn = writing.then(() => addEntry(join(request.codexHome, 'config.toml'), project));
  writing = turn.catch(() => {});
  await turn;
}

async function addEntry(path: string, project: string): Promise<void> {
  const target = await realpath(path).catch(() => path);
  const text = await readFile(target, 'utf8').catch(ifMissing(''));
  const { projects } = await parseFile(path, text);
  if (isTable(projects) && Object.hasOwn(projects, project)) return;
  await replaceFile(target, withEntry(text, project, isTable(projects)));
}

/** New entries go to the end: a table header there can change the meaning of nothing above it. */
function withEntry(text: string, project: string, hasProjects: boolean): string {
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const inline = hasProjects ? /^([ \t]*projects[ \t]*=[ \t]*\{)[ \t]*/m.exec(text) : null;
  if (inline?.[1]) {
    const rest = text.slice(inline.index + inline[0].length);
    const entry = ` ${tomlString(project)} = { trust_level = "trusted" }${rest.startsWith('}') ? ' ' : ', '}`;
    return text.slice(0, inline.index) + inline[1] + entry + rest;
  }
  const gap = text === '' ? '' : text.endsWith('\n') ? newline : newline + newline;
  return `${text}${gap}[projects.${tomlString(project)}]${newline}trust_level = "trusted"${newline}`;
}

/** JSON escapes are TOML escapes, except that TOML wants DEL escaped too. */
function tomlString(text: string): string {
  return JSON.stringify(text).replaceAll('\u007f', '\\u007f');
}

/** Readers see the old file or the new one, never a part; the mode is kept. */
async function replaceFile(path: string, text: string): Promise<void> {
  const mode = await stat(path).then(({ mode }) => mode & 0o7777, ifMissing(0o600));
  const temporary = join(dirname(path), `.config.toml.${randomUUID()}`);
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
